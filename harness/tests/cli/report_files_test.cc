// Which reports a run writes, and under which names cases stand in them.
#include "command_line.h"

#include <concord/base/text.h>

#include <set>

using namespace concord;
using cli::CommandLine;
using cli::contains;

namespace {

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
