// Runs that are recorded, and run again without the server.
#include "command_line.h"

#include <concord/base/text.h>
#include <concord/document.h>
#include <concord/http/server.h>

#include <map>

namespace replay_test {

using namespace concord;
using cli::CommandLine;
using cli::contains;

namespace {

// Name of the case → its verdict, of a run with --report-json.
std::map<std::string, std::string> verdicts(const CommandLine& line, const std::string& report) {
  const auto parsed = document::parse_answer_json(line.read(report));
  REQUIRE(parsed.root);
  std::map<std::string, std::string> all;
  for (const document::Node& one : parsed.root->find("cases")->items()) {
    const std::string name = one.find("classname")->as_string() + " :: " + one.find("name")->as_string();
    all[name] = one.find("verdict")->as_string();
  }
  return all;
}

std::size_t files_in(const std::filesystem::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) count += entry.is_regular_file();
  return count;
}

}  // namespace

TEST_CASE("the suites are recorded against the embedded mock, and replayed with the same verdicts") {
  const CommandLine line;
  const auto recorded = line.run({"run", "-q", "--record", "tape", "--report-json", "reports/then.json"});
  INFO(recorded.out << recorded.err);
  REQUIRE(recorded.exit_code == 0);
  const auto then = verdicts(line, "reports/then.json");
  CHECK(files_in(line.path("tape")) == then.size());
  // Another seed: what templates make new does not matter.
  const auto replayed =
      line.run({"run", "-q", "--replay", "tape", "--report-json", "reports/now.json", "--seed", "77"});
  INFO(replayed.out << replayed.err);
  CHECK(replayed.exit_code == 0);
  CHECK(contains(replayed.out, "target: replay, recorded "));
  CHECK(contains(replayed.out, ", " + std::to_string(then.size()) + " cassettes\n"));
  CHECK(verdicts(line, "reports/now.json") == then);
  CHECK(then.size() > 100);
  CHECK(!line.has("reports/history.sqlite"));
  CHECK(contains(line.read("reports/now.json"), "replay, recorded "));
}

TEST_CASE("a replay of a broken server breaks what the run broke") {
  const CommandLine line;
  const std::string mutant = "retype@/knot/create-session/200/body/session";
  const auto recorded = line.run({"run", "suites/knot", "-q", "--mutate", mutant, "--record", "tape", "--report-json",
                                  "reports/then.json"});
  INFO(recorded.out << recorded.err);
  REQUIRE(recorded.exit_code == 4);
  const auto replayed = line.run({"run", "suites/knot", "-q", "--replay", "tape", "--report-json", "reports/now.json"});
  INFO(replayed.out << replayed.err);
  CHECK(replayed.exit_code == 4);
  CHECK(verdicts(line, "reports/now.json") == verdicts(line, "reports/then.json"));
}

TEST_CASE("a part that is recorded again leaves the other cassettes as they are") {
  const CommandLine line;
  REQUIRE(line.run({"run", "suites/knot", "-q", "--record", "tape"}).exit_code == 0);
  const std::size_t all = files_in(line.path("tape"));
  REQUIRE(line.run({"run", "suites/knot", "-q", "--record", "tape", "--name", "session"}).exit_code == 0);
  CHECK(files_in(line.path("tape")) == all);
  const auto replayed = line.run({"run", "suites/knot", "-q", "--replay", "tape"});
  INFO(replayed.out << replayed.err);
  CHECK(replayed.exit_code == 0);
}

TEST_CASE("a replay is no part of the history, also when its journal is added") {
  const CommandLine line;
  REQUIRE(line.run({"run", "suites/knot", "-q", "--record", "tape"}).exit_code == 0);
  REQUIRE(line.run({"run", "suites/knot", "-q", "--replay", "tape"}).exit_code == 0);
  const auto added = line.run({"report", "reports/journal.jsonl", "--history", "reports/history.sqlite"});
  INFO(added.out << added.err);
  CHECK(contains(added.out, "not in the history: a replay, which says nothing new of the server\n"));
}

}  // namespace replay_test
