// -H of `concord run`: what goes out, what is hidden, and what is warned of.
#include "command_line.h"

#include <support/raw_server.h>

#include <filesystem>

using namespace concord;
using cli::CommandLine;
using cli::contains;
using support::RawServer;

namespace {

namespace fs = std::filesystem;

struct Outcome {
  support::Ended ended;
  std::vector<std::string> requests;
  std::string written;  // all files of the reports
};

// Runs cases against a server that is content with everything.
Outcome run(const std::string& cases, std::vector<std::string> options,
            const std::map<std::string, std::string>& files = {}) {
  const CommandLine line;
  fs::copy(fs::path(support::source_dir()) / "harness/tests/cases/shop", line.path("own"), fs::copy_options::recursive);
  line.write("own/suites/shop/orders.suite.yaml",
             "suite: Orders\noperation: shop/get-order\nrequest: {path: {id: '17'}}\ncases:\n" + cases);
  for (const auto& [name, text] : files) line.write(name, text);
  RawServer server(RawServer::always(support::http_answer(200, R"({"id": "17", "state": "open", "total": 12.5})",
                                                          "Content-Type: application/json\r\n")));
  std::vector<std::string> arguments{"run",        "own/suites", "--target", "sandbox", "--base-url",
                                     server.url(), "--jobs",     "1",        "-v"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  Outcome outcome{line.run(arguments, {{"SHOP_TOKEN", "token-of-the-shop"}}), server.requests(), {}};
  if (fs::exists(line.path("reports"))) {
    for (const auto& entry : fs::recursive_directory_iterator(line.path("reports"))) {
      if (entry.is_regular_file())
        outcome.written += line.read(entry.path().lexically_relative(line.path("")).generic_string());
    }
  }
  outcome.written += outcome.ended.out + outcome.ended.err;
  return outcome;
}

const std::string one_case = "  - name: one\n    expect: {status: 200}\n";

bool has_line(const std::string& request, const std::string& line) { return contains(request, "\r\n" + line + "\r\n"); }

}  // namespace

TEST_CASE("a header of the command line goes with every request that does not state it itself") {
  const Outcome outcome =
      run(one_case + "  - name: own\n    request: {headers: {x-trace: own}}\n    expect: {status: 200}\n",
          {"-H", "X-Trace: from outside", "-H", "Accept: text/plain", "-H", "X-Two: a", "-H", "X-Two: b"});
  INFO(outcome.ended.out << outcome.ended.err);
  CHECK(outcome.ended.exit_code == 0);
  REQUIRE(outcome.requests.size() == 2);
  CHECK(has_line(outcome.requests[0], "X-Trace: from outside"));
  CHECK(has_line(outcome.requests[1], "x-trace: own"));
  CHECK_FALSE(contains(outcome.requests[1], "from outside"));
  CHECK(has_line(outcome.requests[0], "Accept: text/plain"));
  CHECK(contains(outcome.requests[0], "X-Two: a\r\nX-Two: b\r\n"));
  CHECK(contains(outcome.written, "from outside"));  // no secret
  CHECK_FALSE(contains(outcome.ended.err, "warning"));
}

TEST_CASE("a credential replaces that of the provider, but not what a case says of its own") {
  const Outcome outcome = run(
      one_case +
          "  - name: none\n    request: {auth: none}\n    expect: {status: 200}\n"
          "  - name: wrong\n    request: {auth: {type: bearer, token: nobody-has-this}}\n    expect: {status: 200}\n",
      {"-H", "Authorization: Bearer given-outside-1"});
  CHECK(outcome.ended.exit_code == 0);
  REQUIRE(outcome.requests.size() == 3);
  CHECK(has_line(outcome.requests[0], "Authorization: Bearer given-outside-1"));
  CHECK_FALSE(contains(outcome.requests[0], "token-of-the-shop"));
  CHECK_FALSE(contains(outcome.requests[1], "Authorization"));
  CHECK(has_line(outcome.requests[2], "Authorization: Bearer nobody-has-this"));
  CHECK(contains(outcome.ended.err, "warning: the process list shows the header Authorization\n"
                                    "  write it into a file, and name that with -H @FILE\n"));
  CHECK_FALSE(contains(outcome.written, "given-outside-1"));
  CHECK(contains(outcome.written, "[Authorization]"));
}

TEST_CASE("the profile in whose place a header goes is not filled in, and nothing is sent for it") {
  const std::string provider = R"(provider: shop
contract: ../../schemas/shop/openapi.yaml
targets:
  sandbox: {base_url: "http://127.0.0.1:1"}
variables:
  SHOP_PASSWORD: {secret: true}
auth:
  default: {type: bearer, token: "{{session_token}}"}
shared:
  log in:
    operation: shop/create-order
    request: {auth: none, headers: {X-Password: "{{SHOP_PASSWORD}}"}}
    capture: {session_token: $.note}
)";
  const std::map<std::string, std::string> files{{"own/suites/shop/provider.yaml", provider},
                                                 {"headers", "Authorization: Bearer given-outside-3\n"}};
  const Outcome outcome = run(one_case + "  - {name: default, request: {auth: default}, expect: {status: 200}}\n",
                              {"-H", "@headers"}, files);
  INFO(outcome.ended.out << outcome.ended.err);
  CHECK(outcome.ended.exit_code == 0);
  REQUIRE(outcome.requests.size() == 2);
  CHECK(has_line(outcome.requests[0], "Authorization: Bearer given-outside-3"));
  CHECK(has_line(outcome.requests[1], "Authorization: Bearer given-outside-3"));
  const Outcome other = run(one_case, {"-H", "X-Trace: no credential"}, files);
  CHECK(other.ended.exit_code == 2);
  CHECK(contains(other.ended.err, "this variable is not set: SHOP_PASSWORD"));
}

TEST_CASE("headers of a file are sent and hidden, and nobody is warned") {
  const Outcome outcome =
      run(one_case, {"-H", "@headers"},
          {{"headers",
            "# of the sandbox\r\nX-Shop: blue-elephant\r\n\r\nCookie: sid=cookie-value-1; theme=dark-theme\r\n"
            "Proxy-Authorization: Basic dXNlci0xOmh1bnRlci0yMg==\n"}});
  INFO(outcome.ended.out << outcome.ended.err);
  CHECK(outcome.ended.exit_code == 0);
  REQUIRE(outcome.requests.size() == 1);
  CHECK(has_line(outcome.requests[0], "X-Shop: blue-elephant"));
  CHECK(has_line(outcome.requests[0], "Cookie: sid=cookie-value-1; theme=dark-theme"));
  CHECK(has_line(outcome.requests[0], "Proxy-Authorization: Basic dXNlci0xOmh1bnRlci0yMg=="));
  CHECK_FALSE(contains(outcome.ended.err, "process list"));
  for (const char* secret : {"blue-elephant", "cookie-value-1", "dark-theme", "dXNlci0xOmh1bnRlci0yMg", "hunter-22"}) {
    CAPTURE(secret);
    CHECK_FALSE(contains(outcome.written, secret));
  }
}

TEST_CASE("a header that is none sends nothing, and its value is not repeated") {
  const Outcome outcome = run(one_case, {"-H", "no colon s3cret-word", "-H", "@nowhere"});
  CHECK(outcome.ended.exit_code == 2);
  CHECK(outcome.requests.empty());
  CHECK(contains(outcome.ended.err, "error: -H: a header must be Name: value\n"));
  CHECK(contains(outcome.ended.err, "cannot read \"nowhere\""));
  CHECK_FALSE(contains(outcome.written, "s3cret-word"));
}

TEST_CASE("a secret of the provider that --variable sets is warned of, and hidden") {
  const Outcome outcome = run(one_case, {"--variable", "SHOP_TOKEN=given-outside-2"});
  CHECK(outcome.ended.exit_code == 0);
  CHECK(contains(outcome.ended.err, "warning: the process list shows what --variable SHOP_TOKEN sets\n"
                                    "  write NAME=value into a file for --secrets-file\n"));
  REQUIRE(outcome.requests.size() == 1);
  CHECK(has_line(outcome.requests[0], "Authorization: Bearer given-outside-2"));
  CHECK_FALSE(contains(outcome.written, "given-outside-2"));
}

TEST_CASE("a server that repeats a header of the command line has told a secret") {
  const CommandLine line;
  fs::copy(fs::path(support::source_dir()) / "harness/tests/cases/shop", line.path("own"), fs::copy_options::recursive);
  line.write("own/suites/shop/orders.suite.yaml",
             "suite: Orders\noperation: shop/get-order\nrequest: {path: {id: '17'}}\ncases:\n" + one_case);
  line.write("headers", "X-Shop: blue-elephant-7\n");
  RawServer server(RawServer::always(
      support::http_answer(200, R"({"id": "17", "state": "open", "total": 1, "note": "blue-elephant-7"})",
                           "Content-Type: application/json\r\n")));
  const auto ended =
      line.run({"run", "own/suites", "--target", "sandbox", "--base-url", server.url(), "-H", "@headers"},
               {{"SHOP_TOKEN", "token-of-the-shop"}});
  CHECK(ended.exit_code == 4);
  CHECK(contains(ended.out, "/note: holds the secret \"X-Shop\" that was sent"));
  CHECK_FALSE(
      contains(ended.out + line.read("reports/junit.xml") + line.read("reports/journal.jsonl"), "blue-elephant-7"));
}
