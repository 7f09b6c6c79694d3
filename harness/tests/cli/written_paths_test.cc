// What would be written over what is read, or over something else that is written, is refused before anything is sent.
#include "command_line.h"

namespace written_paths_test {

using namespace concord;
using cli::CommandLine;
using cli::contains;

namespace {

const std::string host =
    "openapi: 3.1.0\ninfo: {title: Host, version: '1'}\npaths:\n  /items:\n    get:\n      operationId: listItems\n"
    "      responses:\n        '200': {description: all, content: {application/json: {schema: {type: array}}}}\n";

struct Project : CommandLine {
  Project() { write("q/host.yaml", host); }
};

// What `arguments` are refused with, of a run of the document; the document stays as it was.
std::string refused(const CommandLine& line, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"run", "q/host.yaml", "--target", "mock", "--no-history"});
  const auto ended = line.run(arguments);
  CHECK(ended.exit_code == 1);
  CHECK(line.read("q/host.yaml") == host);
  CHECK_FALSE(line.has("reports"));  // nothing was sent
  return ended.err.substr(0, ended.err.find('\n'));
}

}  // namespace

TEST_CASE("a report is not written over the document, whatever it is called") {
  const Project line;
  const std::string plain = R"(error: --report-tap: "q/host.yaml" would replace the document)";
  CHECK(refused(line, {"--report-tap", "q/host.yaml"}) == plain);
  CHECK(refused(line, {"--report-tap", "./q/../q/host.yaml"}) ==
        R"(error: --report-tap: "./q/../q/host.yaml" would replace the document, which is "q/host.yaml")");
  std::filesystem::create_symlink("q/host.yaml", line.path("soft"));
  std::filesystem::create_hard_link(line.path("q/host.yaml"), line.path("hard"));
  for (const char* name : {"soft", "hard"})
    CHECK(contains(refused(line, {"--report-json", name}), "would replace the document"));
  CHECK(contains(refused(line, {"--journal", "q/host.yaml"}), "the journal: "));
  CHECK(contains(refused(line, {"--history", "q/host.yaml"}), "the history: "));
}

TEST_CASE("two files of a run are not one") {
  const Project line;
  CHECK(refused(line, {"--report-tap", "x", "--report-json", "./x"}) ==
        R"(error: --report-tap: "x" is where --report-json is written too, which is "./x")");
  CHECK(contains(refused(line, {"--journal", "j", "--report-tap", "j"}), "is where the journal is written too"));
  CHECK(contains(refused(line, {"--report-tap", "reports/history.sqlite"}), "is where the history is written too"));
  std::filesystem::create_symlink("later", line.path("dangling"));  // leads to what is made by then
  CHECK(contains(refused(line, {"--report-tap", "later", "--report-json", "dangling"}), "is written too"));
}

TEST_CASE("what cannot be lost may be written by many") {
  const Project line;
  const auto ended = line.run({"run", "q/host.yaml", "--target", "mock", "--no-history", "--report-tap", "/dev/null",
                               "--report-json", "/dev/null"});
  CHECK(ended.exit_code == 0);
}

TEST_CASE("suites, providers and known issues are not written over") {
  CommandLine line;
  line.write("own/provider.yaml", "provider: knot\ncontract: ../schemas/knot/openapi.yaml\n");
  line.write("own/a.suite.yaml",
             "suite: S\noperation: create-session\ncases:\n  - name: a session\n    request: {body: {type: link}}\n");
  line.write("own/known-issues.yaml", "[]\n");
  for (const char* file : {"own/provider.yaml", "own/a.suite.yaml", "own/known-issues.yaml"}) {
    INFO(file);
    const std::string before = line.read(file);
    const auto ended = line.run({"run", "own", "--report-tap", file});
    CHECK(ended.exit_code == 1);
    CHECK(contains(ended.err, "would replace"));
    CHECK(line.read(file) == before);
  }
}

TEST_CASE("nothing that a run read is written over") {
  CommandLine line;
  const std::vector<std::pair<std::string, std::string>> files{
      {"own/provider.yaml",
       "provider: knot\ncontract: ../schemas/knot/openapi.yaml\ntargets:\n"
       "  sandbox: {base_url: 'http://127.0.0.1:1', cacert: ca.pem}\n"},
      {"own/a.suite.yaml",
       "suite: S\noperation: create-session\nbefore:\n  - {include: steps/login.yaml}\ncases:\n"
       "  - name: a session {{type}}\n    each: {csv: rows.csv}\n    request: {body: {type: '{{type}}'}}\n"},
      {"own/steps/login.yaml", "steps:\n  - {name: one, operation: create-session, request: {body: {type: link}}}\n"},
      {"own/rows.csv", "type\nlink\n"},
      {"own/ca.pem", "-----BEGIN CERTIFICATE-----\n"},
      {"headers.txt", "X-Tenant: a\n"},
      {"login.txt", "ada:correct horse\n"},
      {"proxy.txt", "ada:correct horse\n"}};
  for (const auto& [name, text] : files) line.write(name, text);
  for (const auto& [name, text] : files) {
    for (const char* option : {"--report-tap", "--journal", "--history"}) {
      INFO(option << ' ' << name);
      const auto ended = line.run({"run", "own", "--target", "mock", "-H", "@headers.txt", "--user", "@login.txt",
                                   "--proxy", "http://127.0.0.1:1", "--proxy-user", "@proxy.txt", option, name});
      CHECK(ended.exit_code == 1);
      CHECK(contains(ended.err, "\"" + name + "\" would replace "));
      CHECK(line.read(name) == text);
    }
  }
}

TEST_CASE("what goes through a descriptor does not go into what is read, nor into the history") {
  const Project line;
  const auto run = [&line](const std::string& options, const std::string& redirection) {
    return line.run_shell("run q/host.yaml --target mock " + options + ' ' + redirection);
  };
  const auto input = run("--no-history --report-tap /dev/fd/5", "5>>q/host.yaml");
  CHECK(input.exit_code == 1);
  CHECK(contains(input.err, R"("/dev/fd/5" would be written into the document, which is "q/host.yaml")"));
  CHECK(line.read("q/host.yaml") == host);
  REQUIRE(run("--history h.sqlite", "").exit_code == 0);
  const std::string nights = line.read("h.sqlite");
  const auto history = run("--history h.sqlite --report-tap /dev/fd/7", "7<>h.sqlite");
  CHECK(history.exit_code == 1);
  CHECK(contains(history.err, R"("/dev/fd/7" is where the history is written too, which is "h.sqlite")"));
  CHECK(line.read("h.sqlite") == nights);
  CHECK(run("--no-history --report-tap /dev/fd/5 --report-json /dev/fd/5", "5>>both.txt").exit_code == 0);
  CHECK(contains(run("--history h.sqlite --report-html h.sqlite-wal", "").err, "is where the history is written too"));
}

TEST_CASE("reports that are made again do not replace what the run was made from") {
  const CommandLine line;
  const std::vector<std::pair<std::string, std::string>> files{
      {"own/openapi.yaml", host},
      {"own/provider.yaml", "provider: host\ncontract: openapi.yaml\n"},
      {"own/a.suite.yaml", "suite: S\noperation: list-items\ncases:\n  - {name: all, expect: {status: 200}}\n"}};
  for (const auto& [name, text] : files) line.write(name, text);
  REQUIRE(line.run({"run", "own", "--target", "mock", "--no-history"}).exit_code == 0);
  for (const auto& [name, text] : files) {
    INFO(name);
    const auto ended = line.run({"report", "reports/journal.jsonl", "--report-tap", name});
    CHECK(ended.exit_code == 1);
    CHECK(contains(ended.err, "would replace"));
    CHECK(line.read(name) == text);
  }
}

TEST_CASE("what the proxy records is not what it reads") {
  const Project line;
  const auto ended = line.run({"proxy", "--to", "http://127.0.0.1:1", "--contract", "q/host.yaml", "--record",
                               "q/host.yaml"});
  CHECK(ended.exit_code == 1);
  CHECK(contains(ended.err, R"(--record: "q/host.yaml" would replace the document)"));
  CHECK(line.read("q/host.yaml") == host);
}

TEST_CASE("a journal is not written over by its reports, and may be that of an earlier run") {
  const Project line;
  REQUIRE(line.run({"run", "q/host.yaml", "--target", "mock", "--no-history"}).exit_code == 0);
  const std::string journal = line.read("reports/journal.jsonl");
  const auto report = line.run({"report", "reports/journal.jsonl", "--report-tap", "reports/journal.jsonl"});
  CHECK(report.exit_code == 1);
  CHECK(contains(report.err, "would replace the journal"));
  const auto judge = line.run({"judge", "reports/journal.jsonl", "--contract", "q/host.yaml", "--report-tap",
                               "q/host.yaml"});
  CHECK(judge.exit_code == 1);
  CHECK(contains(judge.err, "would replace the document"));
  CHECK(line.read("reports/journal.jsonl") == journal);
  CHECK(line.read("q/host.yaml") == host);
}

TEST_CASE("what the mock writes is neither what it reads nor the same") {
  const Project line;
  const auto both = line.run({"mock", "q/host.yaml", "--record", "x", "--state", "x"});
  CHECK(both.exit_code == 1);
  CHECK(contains(both.err, R"(--record: "x" is where --state is written too)"));
  CHECK(line.run({"mock", "q/host.yaml", "--state", "q/host.yaml"}).exit_code == 1);
  CHECK(line.read("q/host.yaml") == host);
}

TEST_CASE("a contract is not written over the page that it is made of") {
  CommandLine line;
  line.write("made/host/openapi.yaml", host);
  const auto ended = line.run({"derive", "-q", "--provider", "host", "-o", "made", "made/host/openapi.yaml"});
  CHECK(ended.exit_code == 1);
  CHECK(contains(ended.err, "would replace the page it is made of"));
  CHECK(line.read("made/host/openapi.yaml") == host);
}

}  // namespace written_paths_test
