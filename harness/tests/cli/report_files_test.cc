// Which reports a run writes, under which names cases stand in them, and that none of them shows a secret.
#include "command_line.h"

#include <concord/base/text.h>

#include <set>

using namespace concord;
using cli::CommandLine;
using cli::contains;

namespace {

const std::string secret = "planted-secret-0001";

// A suite against the embedded mock, in a file of this name; the client id is declared as a secret.
void write_suite(const CommandLine& line, const std::string& file) {
  line.write("own/provider.yaml",
             "provider: knot\ncontract: ../schemas/knot/openapi.yaml\n"
             "variables:\n  KNOT_CLIENT_ID: {secret: true}\n  KNOT_SECRET: {secret: true}\n"
             "auth:\n  default: {type: basic, username: \"{{KNOT_CLIENT_ID}}\", password: \"{{KNOT_SECRET}}\"}\n");
  line.write("own/" + file,
             "suite: S\noperation: create-session\ncases:\n"
             "  - name: a session is created\n    request: {body: {type: link, external_user_id: someone}}\n"
             "    expect: {status: 200}\n");
  line.write("secrets", "KNOT_CLIENT_ID=" + secret + "\nKNOT_SECRET=another-secret-0002\n");
}

support::Ended run_own(const CommandLine& line, std::vector<std::string> more = {}) {
  std::vector<std::string> all{"run", "own", "--secrets-file", "secrets"};
  all.insert(all.end(), more.begin(), more.end());
  return line.run(all);
}

// Class and name of each case of a JUnit report, but for those of the run itself.
std::set<std::string> names_in(const std::string& junit) {
  std::set<std::string> names;
  for (const auto line : base::split(junit, '\n')) {
    const std::string_view text = base::trim(line);
    const std::size_t end = text.find("\" time=");
    if (text.starts_with("<testcase ") && text.find("\"concord.run\"") == text.npos)
      names.insert(std::string(text.substr(0, end)));
  }
  return names;
}

}  // namespace

TEST_CASE("what is asked for comes beside JUnit and HTML, which \"none\" switches off") {
  const CommandLine line;
  const auto more = line.run({"run", "suites/knot", "--report-json", "r.json", "--report-tap", "r.tap"});
  CHECK(more.exit_code == 0);
  for (const char* file : {"r.json", "r.tap", "reports/junit.xml", "reports/report.html"}) CHECK(line.has(file));
  const auto less = line.run({"run", "suites/knot", "-o", "less", "--report-junit", "none", "--report-html", "none",
                              "--report-ctrf", "less/ctrf.json"});
  CHECK(less.exit_code == 0);
  CHECK(line.has("less/ctrf.json"));
  CHECK_FALSE(line.has("less/junit.xml"));
  CHECK_FALSE(line.has("less/report.html"));
  CHECK_FALSE(line.has("none"));
}

TEST_CASE("cases keep their names from seed to seed, and from the whole run to its shards") {
  const CommandLine line;
  const auto names_of = [&line](std::vector<std::string> arguments, const std::string& folder) {
    arguments.insert(arguments.end(), {"-o", folder, "--report-html", "none", "--quiet"});
    line.run(arguments);
    return names_in(line.read(folder + "/junit.xml"));
  };
  const auto whole = names_of({"run", "suites", "--seed", "1"}, "one");
  CHECK(whole.size() > 100);
  CHECK(names_of({"run", "suites", "--seed", "2", "--shuffle"}, "two") == whole);
  std::set<std::string> shards;
  for (const char* shard : {"1/3", "2/3", "3/3"}) {
    for (const auto& name : names_of({"run", "suites", "--seed", "3", "--shard", shard}, "shard")) shards.insert(name);
  }
  CHECK(shards == whole);
}

TEST_CASE("cases that are made from a contract keep their names from seed to seed") {
  const CommandLine line;
  const auto names_of = [&line](const std::string& seed) {
    line.run({"run", "schemas/knot/openapi.yaml", "--target", "mock", "--seed", seed, "-o", seed, "--report-html",
              "none", "--quiet"});
    return names_in(line.read(seed + "/junit.xml"));
  };
  const auto one = names_of("1"), two = names_of("2");
  CHECK(one.size() > 50);
  CHECK(one == two);
}

TEST_CASE("a run without a leak says nothing of it") {
  const CommandLine line;
  write_suite(line, "a.suite.yaml");
  const auto ended = run_own(line, {"--report-har", "run.har", "--attachments", "http"});
  INFO(ended.err);
  CHECK(ended.exit_code == 0);
  CHECK_FALSE(contains(ended.err, "secret"));
}

// Nobody hides the names of files: a secret in one of them is not taken out.
TEST_CASE("a report that shows a secret fails the run, by the names of both and without the value") {
  const CommandLine line;
  write_suite(line, secret + ".suite.yaml");
  const auto ended = run_own(line, {"--report-json", "r.json"});
  CHECK(ended.exit_code == 3);
  CHECK_FALSE(contains(ended.err, "reports/junit.xml"));  // names no file of a case that passed
  for (const char* artefact : {"reports/journal.jsonl", "r.json"}) {
    CHECK(contains(ended.err, "error: " + std::string(artefact) +
                                  " shows the secret KNOT_CLIENT_ID as it is\n"
                                  "  do not publish it, and change the secret if it was published\n"));
  }
  CHECK_FALSE(contains(ended.err, "KNOT_SECRET"));
  CHECK_FALSE(contains(ended.err, secret));
}

TEST_CASE("files that another run wrote are not blamed on this one") {
  const CommandLine line;
  write_suite(line, "a.suite.yaml");
  for (const char* file : {"reports/old.json", "reports/junit-2.xml", "http/old.har"}) line.write(file, secret);
  const auto ended = run_own(line, {"--attachments", "http"});
  CHECK(ended.exit_code == 0);
  CHECK_FALSE(contains(ended.err, "shows the secret"));
}

TEST_CASE("what went through a pipe or a device is not searched, and a line says so") {
  const CommandLine line;
  write_suite(line, "a.suite.yaml");
  const auto ended = run_own(line, {"--report-tap", "/dev/null"});
  CHECK(ended.exit_code == 0);
  CHECK(contains(ended.err, "not searched for secrets, since it was written through: /dev/null\n"));
}
