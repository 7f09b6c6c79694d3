// The one way out for text: whatever a file, its name, an argument or a server says, no command prints what CI obeys,
// nor what a terminal obeys. Every command, with hostile text in every place that it shows.
#include "command_line.h"

#include <concord/base/text.h>
#include <support/raw_client.h>
#include <support/raw_server.h>

namespace hostile_text_test {

using namespace concord;
using cli::CommandLine;
using cli::contains;
using support::Ended;

namespace {

// A name of a file, a value, a message: each begins a line of its own somewhere.
const std::string hostile =
    "::error title=x::y\n::warning::z\r\u00a0::notice::n\n##[group]g ##vso[task.complete]t ##teamcity[x]\n"
    "--- d\n+++ p\n~~~ t\x1b[2J\x1b]0;title\x07\u202e\u2028\x9b";
// The same where no '/' nor line feed may be.
const std::string hostile_name = "::error::x ##[group]##vso[task]##teamcity[y]\x1b[2J\u202e";

// As JSON and as a YAML scalar in double quotes.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += std::string("\\") + c;
    else if (c == '\n') out += "\\n";
    else if (c == '\r') out += "\\r";
    else if (c == '\x1b') out += "\\u001b";
    else if (c == '\x07') out += "\\u0007";
    else if (static_cast<unsigned char>(c) == 0x9b) out += "\\u009b";
    else out += c;
  }
  return out + '"';
}

// What a runner takes for the start of a line.
std::string_view trimmed(std::string_view line) {
  for (const std::string_view blank : {" ", "\t", "\u00a0"}) {
    if (line.starts_with(blank)) return trimmed(line.substr(blank.size()));
  }
  return line;
}

std::string obeyed(const std::string& text) {
  std::string found;
  std::string plain = base::replace_all(text, "\r", "\n");
  for (const std::string_view line : base::split(plain, '\n')) {
    for (const std::string_view mark : {"::", "---", "+++", "~~~", "^^^"}) {
      if (trimmed(line).starts_with(mark))
        found += "line begins with " + std::string(mark) + ": " + std::string(line) + '\n';
    }
  }
  for (const std::string mark : {"##[", "##vso[", "##teamcity[", "\u202e", "\u2028", "\xc2\x9b"}) {
    if (contains(base::to_lower_ascii(text), mark)) found += "has " + base::escape_line(mark) + '\n';
  }
  for (const char c : text) {
    if ((c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 0x7F)
      found += "has the control character " + std::to_string(c) + '\n';
  }
  if (!base::is_utf8(text)) found += "is no UTF-8\n";
  return found;
}

// `shown`: a piece of the hostile text that must be there, so that the test is about something.
void check(const Ended& ended, const std::string& shown) {
  INFO("stdout:\n" << base::escape_for_terminal(ended.out) << "\nstderr:\n" << base::escape_for_terminal(ended.err));
  CHECK(obeyed(ended.out) == "");
  CHECK(obeyed(ended.err) == "");
  CHECK(contains(ended.out + ended.err, shown));
}

std::string document(const std::string& word) {
  return "openapi: 3.1.0\ninfo: {title: " + word +
         ", version: '1'}\npaths:\n  /a:\n    get:\n      operationId: " + word + "\n      summary: " + word +
         "\n      responses:\n        '200':\n          description: " + word +
         "\n          content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}\n"
         "components:\n  schemas:\n    A:\n      type: object\n      description: " +
         word + "\n      properties:\n        " + word + ": {type: integer, example: " + word + ", enum: [1, 1, " +
         word + "]}\n        b: {type: string, maxLength: 3}\n";
}

}  // namespace

TEST_CASE("words of the command line") {
  CommandLine line;
  check(line.run({hostile}), "error title=x");
  check(line.run({"run", hostile}), "error title=x");
  check(line.run({"run", "--" + hostile}), "error title=x");
  check(line.run({"run", "suites/knot", "--target", hostile}), "error title=x");
  check(line.run({"run", "suites/knot", "--base-url", hostile}), "error title");
  check(line.run({"run", "suites/knot", "--level", hostile}), "error title=x");
  check(line.run({"run", "suites/knot", "--shard", hostile}), "error title=x");
  check(line.run({"run", "suites/knot", "--tags", hostile}), "");
  check(line.run({"run", "suites/knot", "--secrets-file", hostile}), "error title=x");
  check(line.run({"explain", hostile}), "error title=x");
  check(line.run({"explain", hostile_name + "#/" + hostile}), "error::x");
  check(line.run({"list", hostile}), "error title=x");
  check(line.run({"list", "cases", hostile}), "error title=x");
  check(line.run({"lint", hostile}), "error title=x");
  check(line.run({"lint", "schemas/knot/openapi.yaml", "--rules", hostile}), "error title=x");
  check(line.run({"diff", hostile, hostile}), "error title=x");
  check(line.run({"derive", hostile}), "error title=x");
  check(line.run({"validate", hostile, hostile}), "error title=x");
  check(line.run({"report", hostile}), "error title=x");
  check(line.run({"mock", hostile}), "error title=x");
  check(line.run({"manual", hostile}), "error title=x");
}

TEST_CASE("documents, their names and all words in them") {
  CommandLine line;
  const std::string name = hostile_name + ".yaml";
  line.write(name, document(quoted(hostile)));
  line.write("old.yaml", document("old"));
  line.write(hostile_name + "broken.yaml", "openapi: [" + quoted(hostile) + "\n" + hostile_name + ": {\n");
  check(line.run({"lint", name}), "error::x");
  check(line.run({"lint", name, "--output", "text", "--fail-on", "none"}), "error::x");
  check(line.run({"lint", hostile_name + "broken.yaml"}), "error::x");
  check(line.run({"diff", "old.yaml", name}), "error::x");
  check(line.run({"diff", name, hostile_name + "broken.yaml"}), "error::x");
  check(line.run({"derive", name, "--provider", "p", "-o", "out"}), "files written to out");
  check(line.run({"derive", name, "--provider", "p", "-o", "out", "--check"}), "of");
  check(line.run({"derive", name, "--provider", "p", "-o", hostile_name}), "error::x");
  check(line.run({"derive", name, "--provider", "p", "-o", hostile_name + "2", "--check"}), "missing");
  check(line.run({"derive", hostile_name + "broken.yaml", "--provider", "p"}), "error::x");
  check(line.run({"explain", name + "#/components/schemas/A/properties"}), "error::x");
}

TEST_CASE("schemas and instances, their names, keys and values") {
  CommandLine line;
  line.write(hostile_name + ".schema.json",
             "{\"type\": \"object\", \"properties\": {" + quoted(hostile) + ": {\"enum\": [" + quoted(hostile) +
                 "], \"description\": " + quoted(hostile) + "}}, \"required\": [" + quoted(hostile + "2") + "]}");
  line.write(hostile_name + ".json", "{" + quoted(hostile) + ": " + quoted("no " + hostile) + "}");
  line.write(hostile_name + ".jsonl", "{" + quoted(hostile) + ": 1}\n{" + hostile_name + "}\n");
  line.write(hostile_name + "2.json", hostile);
  line.write("bad.schema.json",
             "{\"type\": " + quoted(hostile) + ", \"pattern\": \"(\", \"$ref\": " + quoted(hostile) + "}");
  for (const std::string data : {".json", ".jsonl", "2.json"}) {
    check(line.run({"validate", hostile_name + ".schema.json", hostile_name + data}), "error::x");
    check(line.run({"validate", hostile_name + ".schema.json", hostile_name + data, "--fast"}), "error::x");
  }
  check(line.run({"validate", "bad.schema.json", hostile_name + ".json"}), "error");
  check(line.run({"validate", "--schema-only", "bad.schema.json", hostile_name + ".schema.json"}), "error");
}

TEST_CASE("suites, providers and all words in them") {
  CommandLine line;
  line.write("own/provider.yaml", "provider: knot\ncontract: ../schemas/knot/openapi.yaml\n");
  line.write("own/" + hostile_name + ".suite.yaml",
             "suite: " + quoted(hostile) + "\noperation: create-session\ntags: [" + quoted(hostile) +
                 "]\ncases:\n  - {name: " + quoted(hostile) + ", request: {auth: none, body: " + quoted(hostile) +
                 "}, expect: {status: 200, body: {$.a: " + quoted(hostile) + "}}}\n");
  check(line.run({"run", "own", "--dry-run"}), "error title=x");
  check(line.run({"list", "cases", "own"}), "error title=x");
  check(line.run({"run", "own"}), "error title=x");
  check(line.run({"run", "own", "-v"}), "error title=x");
  check(line.run({"report", "reports/journal.jsonl", "-o", hostile_name}), "error title=x");
  line.write("own/bad.suite.yaml", "suite: " + quoted(hostile) + "\noperation: " + quoted(hostile) + "\n" +
                                       quoted(hostile) + ": 1\ncases: [{name: a, request: {auth: " + quoted(hostile) +
                                       "}, expect: {" + quoted(hostile) + ": 1}}]\n");
  check(line.run({"run", "own"}), "error title=x");
  line.write("own/provider.yaml",
             "provider: " + quoted(hostile) + "\ncontract: " + quoted(hostile) + "\n" + quoted(hostile) + ": 1\n");
  check(line.run({"run", "own"}), "error title=x");
  check(line.run({"list", "operations", "own"}), "error title=x");
}

TEST_CASE("answers of a server: status line, headers and body") {
  const std::string body = "{\"a\": " + quoted(hostile) + ", " + quoted(hostile) + ": [" + quoted(hostile) + "]}";
  const std::string answers[] = {
      "HTTP/1.1 418 ::error::x ##[group]\r\nContent-Type: application/json\r\n::error: ##[group]\r\nX-A: ::error::x "
      "##vso[task]\x1b[2J\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body,
      support::http_answer(200, hostile, "Content-Type: ##[group]::error::x\r\nConnection: close\r\n"),
      "::error::x\r\n##[group]\r\n\r\n" + hostile,
      "HTTP/1.1 302 Found\r\nLocation: http://::error::x/##[group]\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"};
  for (const std::string& answer : answers) {
    support::RawServer server(support::RawServer::always(answer));
    CommandLine line;
    line.write("own/provider.yaml", "provider: knot\ncontract: ../schemas/knot/openapi.yaml\n");
    line.write(
        "own/a.suite.yaml",
        "suite: S\noperation: create-session\ncases: [{name: one, request: {auth: none}, expect: {status: 200}}]\n");
    for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"-v"}, {"--color", "never", "-q"}}) {
      std::vector<std::string> arguments{"run", "own", "--target", "sandbox", "--base-url", server.url()};
      arguments.insert(arguments.end(), more.begin(), more.end());
      check(line.run(arguments), "one");
    }
    check(line.run({"report", "reports/journal.jsonl"}), "one");
  }
}

TEST_CASE("requests to the mock") {
  CommandLine line;
  line.write(hostile_name + ".yaml", document(quoted(hostile)));
  auto mock = line.start({"mock", hostile_name + ".yaml", "-v", "--variable", hostile_name + "=" + hostile});
  REQUIRE(mock.wait_for_output("Ctrl-C stops it"));
  const std::string said = mock.out_so_far();
  const auto port = static_cast<std::uint16_t>(std::stoul(said.substr(said.find("127.0.0.1:") + 10)));
  const std::string end = " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";
  for (const std::string start : {"GET /::error::x##[group]", "##vso[task] /a", "::error::x /", "GET ::error::x",
                                  "GET /a?::e##[g]=%1b[2J\x1b[2J"}) {
    (void)support::exchange_raw(port, start + end + "::error: ##[group]\r\nX-A: ##vso[x]::error\r\n\r\n");
  }
  (void)support::exchange_raw(port, "GET /last" + end + "\r\n");
  REQUIRE(mock.wait_for_output("/last"));
  mock.signal(SIGTERM);
  check(mock.wait(), "error::x");
}

TEST_CASE("exactly what is shown of a hostile name") {
  CommandLine line;
  CHECK(line.run({"explain", "::error::x\n##[group]"}).err ==
        "error: cannot read \"::error::x\\n\": No such file or directory\n");
  line.write("::a ##[b].schema.json", "{\"type\": \"integer\"}");
  line.write("::c\x1b[2J.json", "\"##vso[d]\"");
  const auto ended = line.run({"validate", "::a ##[b].schema.json", "::c\x1b[2J.json"});
  CHECK(ended.out ==
        "\\::c.json: not valid\n  \\::c.json:1:1: /: \"##vso\\[d]\" is a string, integer expected\n      by #/type\n"
        "0 valid, 1 not valid\n");
}

}  // namespace hostile_text_test
