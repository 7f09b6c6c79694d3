// `--target sandbox`: servers of another process, healthy and not.
#include "command_line.h"

#include <support/raw_server.h>

using namespace concord;
using cli::CommandLine;
using cli::contains;

namespace {

const std::map<std::string, std::string> knot_credentials{{"KNOT_CLIENT_ID", "a-client"},
                                                          {"KNOT_SECRET", "a-long-secret"}};

std::string listening_at(const support::Process& mock) {
  REQUIRE(mock.wait_for_output("Ctrl-C stops it"));
  const std::string text = mock.out_so_far();
  const std::size_t begin = text.find("http://");
  return text.substr(begin, text.find_first_of("\n ", begin) - begin);
}

}  // namespace

TEST_CASE("the suites are green against concord mock as a sandbox") {
  CommandLine line;
  auto mock = line.start({"mock", "--variable", "KNOT_CLIENT_ID=a-client", "--variable", "KNOT_SECRET=a-long-secret"});
  const std::string url = listening_at(mock);
  const auto ended = line.run({"run", "suites/knot", "--target", "sandbox", "--base-url", url}, knot_credentials);
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 0);
  auto environment = knot_credentials;
  environment["KNOT_BASE_URL"] = url;
  CHECK(line.run({"run", "suites/knot", "--target", "sandbox"}, environment).exit_code == 0);
  environment["KNOT_SECRET"] = "another-secret";
  // An account that is not ours breaks no contract.
  CHECK(line.run({"run", "suites/knot", "--target", "sandbox"}, environment).exit_code == 3);
  mock.signal(SIGTERM);
  CHECK(mock.wait().exit_code == 0);
}

TEST_CASE("missing credentials are named in one error, nothing is sent, reports are written") {
  CommandLine line;
  const auto ended = line.run({"run", "suites/knot", "--target", "sandbox", "--base-url", "http://127.0.0.1:9"},
                              {{"KNOT_CLIENT_ID", ""}, {"KNOT_SECRET", ""}});
  CHECK(ended.exit_code == 2);
  CHECK(contains(ended.err, "error: these variables are not set: KNOT_CLIENT_ID, KNOT_SECRET"));
  CHECK(contains(line.read("reports/junit.xml"), "no-credentials"));
  CHECK(contains(line.read("reports/report.html"), "</html>"));
}

TEST_CASE("credentials may come from a secrets file") {
  CommandLine line;
  line.write("secrets", "# sandbox\nKNOT_CLIENT_ID=a-client\nexport KNOT_SECRET='a-long-secret'\n");
  auto mock = line.start({"mock", "--secrets-file", "secrets"});
  const std::string url = listening_at(mock);
  const auto ended =
      line.run({"run", "suites/knot", "--target", "sandbox", "--base-url", url, "--secrets-file", "secrets"},
               {{"KNOT_CLIENT_ID", ""}, {"KNOT_SECRET", ""}});
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 0);
}

TEST_CASE("a server that is down is no verdict on the contract: exit 3") {
  CommandLine line;
  const auto ended =
      line.run({"run", "suites/knot", "--target", "sandbox", "--base-url", "http://127.0.0.1:9"}, knot_credentials);
  CHECK(ended.exit_code == 3);
  CHECK(contains(line.read("reports/junit.xml"), "type=\"infra.connect\""));
  CHECK_FALSE(contains(line.read("reports/junit.xml"), "<failure "));
}

TEST_CASE("each case that went wrong has a HAR when attachments are wanted, named in the JUnit") {
  CommandLine line;
  line.run({"run", "suites/knot", "--name", "a session is created for link", "--target", "sandbox", "--base-url",
            "http://127.0.0.1:9", "--attachments", "out/http"},
           knot_credentials);
  const std::string junit = line.read("reports/junit.xml");
  const std::string mark = "[[ATTACHMENT|";
  const std::size_t begin = junit.find(mark);
  REQUIRE(begin != std::string::npos);
  const std::string path = junit.substr(begin + mark.size(), junit.find("]]", begin) - begin - mark.size());
  CHECK(path.starts_with("out/http/knot.create_session."));
  CHECK(contains(line.read(path), "\"version\": \"1.2\""));
}

TEST_CASE("production is refused unless it is allowed by name") {
  CommandLine line;
  line.write("own/knot/provider.yaml", "provider: knot\ncontract: ../../schemas/knot/openapi.yaml\n"
                                       "targets: {live: {base_url: 'http://127.0.0.1:9', production: true}}\n");
  line.write(
      "own/knot/a.suite.yaml",
      "suite: S\noperation: create-session\ncases: [{name: one, request: {auth: none}, expect: {status: 401}}]\n");
  const auto refused = line.run({"run", "own", "--target", "live"});
  CHECK(refused.exit_code == 2);
  CHECK(contains(refused.err, "target \"live\" of knot is production, which is refused"));
  CHECK(contains(refused.err, "--allow-production knot"));
  CHECK(line.run({"run", "own", "--target", "live", "--allow-production", "knot"}).exit_code == 3);
}

TEST_CASE("an unknown target and a base URL that is none are reported together") {
  CommandLine line;
  const auto ended = line.run({"run", "suites/knot", "--target", "sandbx"}, knot_credentials);
  CHECK(ended.exit_code == 2);
  CHECK(contains(ended.err, "provider knot has no target \"sandbx\""));
  CHECK(contains(ended.err, "did you mean \"sandbox\"?"));
  const auto url = line.run({"run", "suites/knot", "--target", "sandbox", "--base-url", "ftp://x"}, knot_credentials);
  CHECK(url.exit_code == 2);
  CHECK(contains(url.err, "\"ftp://x\" is no http or https URL"));
}
