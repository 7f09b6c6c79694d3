// The formats of lines: TAP, commands of GitHub, metrics of Prometheus.
#include "sample_runs.h"
#include "written.h"

#include <concord/base/text.h>
#include <concord/report.h>
#include <support/catch.h>

#include <algorithm>
#include <set>

using namespace concord;
using result::Run;
using result::Verdict;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const auto line : base::split(text, '\n')) lines.emplace_back(line);
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

std::size_t count_beginning(const std::vector<std::string>& lines, std::string_view begin) {
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(), [begin](const auto& line) { return line.starts_with(begin); }));
}

// Cases of as many causes.
Run failing(std::size_t cases) {
  Run run = sample::ordinary_run();
  const result::CaseResult broken = run.cases[1];
  run.cases.clear();
  for (std::size_t i = 0; i < cases; ++i) {
    result::CaseResult one = broken;
    one.index = i;
    one.name = "case " + std::to_string(i);
    one.failures.resize(1);
    one.failures[0].pointer = "/place" + std::string(1 + i, 'x');
    run.cases.push_back(std::move(one));
  }
  return run;
}

// A line of the text format: a comment, or name{labels} value.
bool is_metric(std::string_view line) {
  if (line.starts_with("# HELP ") || line.starts_with("# TYPE ") || line.starts_with("# cut: ")) return true;
  if (!line.starts_with("concord_")) return false;
  const std::size_t space = line.rfind(' ');
  const std::string_view labels = line.substr(0, space);
  const bool is_closed = labels.find('{') == std::string_view::npos || labels.ends_with("\"}");
  return is_closed && space + 1 < line.size() && std::isdigit(static_cast<unsigned char>(line[space + 1])) != 0;
}

}  // namespace

TEST_CASE("TAP has the lines that it plans, numbered, and blocks that end") {
  for (const Run& run : {sample::ordinary_run(), sample::nasty_run(), Run()}) {
    const auto lines = lines_of(written::as("tap", run));
    REQUIRE(lines.size() > 2);
    CHECK(lines[0] == "TAP version 14");
    const std::size_t planned = run.cases.size() + 2;
    CHECK(lines[1] == "1.." + std::to_string(planned));
    std::size_t number = 0;
    bool is_in_block = false;
    for (std::size_t i = 2; i < lines.size(); ++i) {
      INFO(lines[i]);
      const bool is_test = lines[i].starts_with("ok ") || lines[i].starts_with("not ok ");
      if (is_test) CHECK(base::split(lines[i].substr(lines[i].find("ok ") + 3), ' ')[0] == std::to_string(++number));
      else if (lines[i] == "  ---") is_in_block = true;
      else if (lines[i] == "  ...") is_in_block = false;
      else CHECK((is_in_block ? lines[i].starts_with("  ") : lines[i].starts_with("# ")));
      CHECK_FALSE((is_test && is_in_block));
    }
    CHECK(number == planned);
    CHECK_FALSE(is_in_block);
  }
}

TEST_CASE("TAP says what became of each case") {
  const auto lines = lines_of(written::as("tap", sample::ordinary_run()));
  const auto has = [&lines](const char* line) { return std::find(lines.begin(), lines.end(), line) != lines.end(); };
  CHECK(has("ok 1 - knot.create_session :: a session is created for link"));
  CHECK(has("not ok 2 - knot.create_session :: a session is created for card_switcher"));
  CHECK(has("not ok 4 - knot.create_session :: an unknown card is refused"));
  CHECK(has("ok 5 - knot.create_session :: rate limit headers are as documented"));
  CHECK(has("ok 6 - knot.create_session :: a live key is accepted # SKIP no-credentials: KNOT_LIVE_KEY is not set"));
  CHECK(has("not ok 10 - concord.run :: every case was reached"));
}

TEST_CASE("a known issue of TAP is one to do, and what means something in TAP is escaped") {
  Run run = sample::ordinary_run();
  run.cases[5].verdict = Verdict::KnownIssue;
  run.cases[5].reason = {result::SkipKind::KnownIssue, "KI-12 document #3 says \\array"};
  run.cases[0].name = "a # SKIP in a name";
  const std::string text = written::as("tap", run);
  CHECK(text.find("not ok 6 - knot.create_session :: a live key is accepted # TODO known-issue: KI-12 document \\#3 "
                  "says \\\\array\n") != std::string::npos);
  CHECK(text.find("ok 1 - knot.create_session :: a \\# SKIP in a name\n") != std::string::npos);
}

TEST_CASE("GitHub is given no more than it shows, the worst first, and told how much was cut") {
  const auto few = lines_of(written::as("github", failing(9)));
  CHECK(count_beginning(few, "::error ") == 9);
  CHECK(count_beginning(few, "::error title=Concord::") == 0);
  const auto many = lines_of(written::as("github", failing(40)));
  CHECK(count_beginning(many, "::error ") == 10);
  CHECK(std::find(many.begin(), many.end(), "::error title=Concord::and 31 more, see the reports") != many.end());
}

TEST_CASE("one cause is one annotation, with the place in the suite and the line of the documentation") {
  Run run = failing(1);
  for (std::size_t i = 1; i < 30; ++i) {
    run.cases.push_back(run.cases[0]);
    run.cases.back().index = i;
    run.cases.back().name = "case " + std::to_string(i);
  }
  const auto lines = lines_of(written::as("github", run));
  CHECK(count_beginning(lines, "::error ") == 1);
  CHECK(lines[0].starts_with(
      "::error file=suites/knot/create-session.suite.yaml,line=14,col=9,title=knot.create_session %3A%3A case 0::"
      "/session/expiresAt: 1767225600 is a number, a string is documented%0Aexpected: "));
  CHECK(lines[0].find("%0Adocumented: docs/knot-create-session.md:57%0A") != std::string::npos);
  CHECK(lines[0].ends_with("%0Aand 29 cases more alike"));
}

TEST_CASE("nothing from outside is a command of its own, or another property") {
  Run run = sample::nasty_run();
  run.cases[1].place.file = "suites/a,line=1::b%c.yaml";
  for (auto& failure : run.cases[1].failures) failure.place = {};
  const auto lines = lines_of(written::as("github", run));
  for (const auto& line : lines) {
    INFO(base::escape_line(line.substr(0, 200)));
    const std::string kind(base::split(line, ' ')[0]);
    const bool is_ours = kind == "::error" || kind == "::warning" || kind == "::notice";
    CHECK((is_ours || &line == &lines.back()));
    CHECK(line.find("##[") == std::string::npos);
    CHECK(line.find('\r') == std::string::npos);
  }
  CHECK(std::any_of(lines.begin(), lines.end(), [](const auto& line) {
    return line.starts_with("::error file=suites/a%2Cline=1%3A%3Ab%25c.yaml,line=14,");
  }));
}

TEST_CASE("metrics are of the text format, each series once, each family described once") {
  for (const Run& run : {sample::ordinary_run(), sample::nasty_run(), Run()}) {
    std::set<std::string> known;
    for (const auto& line : lines_of(written::as("prometheus", run))) {
      INFO(base::escape_line(line));
      CHECK(is_metric(line));
      CHECK(known.insert(line.substr(0, line.rfind(' '))).second);
    }
  }
}

TEST_CASE("metrics have every verdict of every provider, also what is zero") {
  const std::string text = written::as("prometheus", sample::ordinary_run());
  for (const char* line : {"concord_cases{provider=\"knot\",verdict=\"failed\"} 2\n",
                           "concord_cases{provider=\"knot\",verdict=\"known-issue\"} 0\n",
                           "concord_cases{provider=\"finhub\",verdict=\"passed\"} 1\n",
                           "concord_warnings{provider=\"finhub\"} 1\n", "concord_last_run_complete 1\n",
                           "concord_last_run_timestamp_seconds 1772359200.12\n"})
    CHECK(text.find(line) != std::string::npos);
}

TEST_CASE("a provider's name is escaped as a label, and of very many some are left out with a word") {
  Run run = sample::ordinary_run();
  run.cases[8].provider = "a\"b\\c";
  CHECK(written::as("prometheus", run).find("{provider=\"a\\\"b\\\\c\",") != std::string::npos);
  const result::CaseResult one = run.cases[0];
  for (std::size_t i = 0; i < 150; ++i) {
    run.cases.push_back(one);
    run.cases.back().index = 100 + i;
    run.cases.back().provider = "provider" + std::to_string(i);
  }
  CHECK(written::as("prometheus", run).find("# cut: 52 providers left out\n") != std::string::npos);
}
