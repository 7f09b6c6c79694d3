#include "junit.h"

#include "facts.h"
#include "junit_case.h"
#include "junit_text.h"
#include "reproducible.h"
#include "run_cases.h"

#include <concord/base/clean_text.h>
#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/base/fnv.h>
#include <concord/base/text.h>
#include <concord/base/unique_names.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ranges>

namespace concord::report {
namespace {

using base::XmlWriter;
using result::CaseFacts;
using result::CaseResult;
using result::Milliseconds;
using result::RunSource;
using result::Verdict;

// What is said of a run beside its cases has a place of its own behind theirs.
using Position = std::uint32_t;

// CasePositions that rise. Cases of a suite mostly follow each other, so each stretch of them is kept once.
class CasePositions {
 public:
  void add(Position position) {
    if (stretches_.empty() || stretches_.back().behind != position) stretches_.push_back({position, position});
    ++stretches_.back().behind;
  }
  Position front() const { return stretches_.front().first; }
  auto all() const {
    const auto of_stretch = [](const Stretch& one) { return std::views::iota(one.first, one.behind); };
    return stretches_ | std::views::transform(of_stretch) | std::views::join;
  }

 private:
  struct Stretch {
    Position first, behind;
  };
  std::vector<Stretch> stretches_;
};

struct Suite {
  std::string classname;
  CasePositions cases;
  std::string text{};  // of the cases; empty where they are written one by one
};
using Part = std::vector<Suite>;

struct Sums {
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
  Milliseconds time{0};

  void add(Verdict verdict, Milliseconds duration) {
    const JunitOutcome outcome = junit_outcome(verdict);
    ++tests;
    failures += outcome == JunitOutcome::Failure;
    errors += outcome == JunitOutcome::Error;
    skipped += outcome == JunitOutcome::Skipped;
    time += std::max(Milliseconds(0), duration);
  }
};

// One dot: others break the split into package and class.
std::string tidy_classname(const std::string& classname) {
  const std::size_t dot = classname.find('.');
  const std::string_view all = classname;
  if (dot == std::string::npos) return "concord." + base::slug(all);
  return base::slug(all.substr(0, dot)) + '.' + base::slug(all.substr(dot + 1));
}

// What is too long for consumers ends in a digest of all of it: the same name whichever other cases there are.
std::string short_name(const std::string& name) {
  constexpr std::size_t most = 64u << 10;
  std::string whole = base::clean_name(name, most);
  if (base::ellipsize(whole, junit_name_limit) == whole) return whole;
  base::Fnv1a hash;
  hash.add(whole);
  const std::string digest = fmt::format(" #{:08x}", static_cast<std::uint32_t>(hash.value() ^ (hash.value() >> 32)));
  return base::ellipsize(whole, junit_name_limit - digest.size()) + digest;
}

class JunitReport {
 public:
  JunitReport(const RunSource& run, const Options& options)
      : run_(run), memory_(run), options_(options), own_(cases_of_run(run)) {
    std::vector<std::size_t> of_suite;  // place in suites_, by number of the run's suite
    std::map<std::string, std::size_t> known;
    const auto place_of_class = [&](const std::string& classname) {
      const auto [place, is_new] = known.emplace(tidy_classname(classname), suites_.size());
      if (is_new) suites_.push_back({place->first, {}});
      return place->second;
    };
    constexpr auto unknown = static_cast<std::size_t>(-1);
    for (std::size_t i = 0; i < run.size(); ++i) {
      const std::size_t number = run.facts(i).suite;
      if (of_suite.size() <= number) of_suite.resize(number + 1, unknown);
      if (of_suite[number] == unknown) of_suite[number] = place_of_class(run.suite(number).classname);
      suites_[of_suite[number]].cases.add(static_cast<Position>(i));
    }
    for (std::size_t i = 0; i < own_.size(); ++i) {
      suites_[place_of_class(own_[i].classname)].cases.add(static_cast<Position>(run.size() + i));
    }
  }

  const std::vector<Suite>& suites() const { return suites_; }

  // A part says in its first line what is in it, so it is held until it is full: within the limit of bytes. Names are
  // unique over all parts.
  void write_parts(const JunitLimits& limits, const std::function<std::ostream&(std::size_t number)>& next) {
    Part part;
    std::size_t cases = 0, bytes = 0, number = 0;
    std::string text;
    for (const auto& suite : suites_) {
      bool is_begun = false;
      base::UniqueNames names;
      for (const Position position : suite.cases.all()) {
        text.clear();
        append_case(text, suite.classname, names, position);
        if (cases != 0 && (cases == limits.cases || bytes + text.size() > limits.bytes)) {
          write(part, next(++number));
          part.clear();
          cases = bytes = 0;
          is_begun = false;
        }
        if (!is_begun) part.push_back({suite.classname, {}});
        is_begun = true;
        part.back().cases.add(position);
        part.back().text += text;
        ++cases;
        bytes += text.size();
      }
    }
    write(part, next(++number));
  }

  void write(const Part& part, std::ostream& to) {
    Sums all;
    for (const auto& suite : part) add(all, suite);
    std::string text;
    XmlWriter xml(text);
    xml.declaration();
    xml.open("testsuites");
    xml.attribute("name", "provider contracts");
    append_sums(xml, all, options_.extended);
    if (options_.extended) xml.attribute("timestamp", base::format_rfc3339(run_.info().started_at));
    for (const auto& suite : part) write_suite(xml, suite, text, to);
    xml.close();
    to << text;
  }

 private:
  bool is_own(Position position) const { return position >= run_.size(); }
  const CaseResult& own(Position position) const { return own_[position - run_.size()]; }

  // Of most cases, those that passed, the plan and the facts say all.
  CaseResult read(Position position) const {
    if (is_own(position)) return own(position);
    const CaseFacts facts = run_.facts(position);
    if (facts.verdict != Verdict::Passed || facts.warnings != 0 || options_.extended) return run_.read(position);
    CaseResult passed(run_.plan(position));
    passed.verdict = facts.verdict;
    passed.duration = facts.duration;
    passed.started_at = facts.started_at;
    return passed;
  }

  void append_case(std::string& text, const std::string& classname, base::UniqueNames& names, Position position) const {
    const CaseResult one = read(position);
    XmlWriter xml(text, 2);
    append_testcase(xml, classname, names.take(short_name(one.name), junit_name_limit), one, memory_, options_);
  }

  void add(Sums& sums, const Suite& suite) const {
    for (const Position position : suite.cases.all()) {
      if (is_own(position)) sums.add(own(position).verdict, own(position).duration);
      else sums.add(run_.facts(position).verdict, run_.facts(position).duration);
    }
  }

  static void append_sums(XmlWriter& xml, const Sums& sums, bool with_skipped) {
    xml.attribute("tests", std::to_string(sums.tests));
    xml.attribute("failures", std::to_string(sums.failures));
    xml.attribute("errors", std::to_string(sums.errors));
    if (with_skipped) xml.attribute("skipped", std::to_string(sums.skipped));
    xml.attribute("time", junit_seconds(sums.time));
  }

  void write_suite(XmlWriter& xml, const Suite& suite, std::string& text, std::ostream& to) {
    xml.open("testsuite");
    xml.attribute("name", suite.classname);
    Sums sums;
    add(sums, suite);
    append_sums(xml, sums, true);
    xml.attribute("timestamp", base::format_rfc3339(started_at(suite)));
    if (!run_.info().hostname.empty()) xml.attribute("hostname", base::clean_line(run_.info().hostname));
    const std::string file = file_of(suite);
    if (!file.empty()) xml.attribute("file", base::clean_line(file));
    append_properties(xml, suite);
    to << text << suite.text;
    text.clear();
    if (suite.text.empty()) write_cases(suite, text, to);
    xml.close();
  }

  void write_cases(const Suite& suite, std::string& text, std::ostream& to) const {
    base::UniqueNames names;
    for (const Position position : suite.cases.all()) {
      to << text;
      text.clear();
      append_case(text, suite.classname, names, position);
    }
  }

  // The first case that was sent; the run's own start when none was.
  result::SystemTime started_at(const Suite& suite) const {
    auto first = result::SystemTime::max();
    for (const Position position : suite.cases.all()) {
      if (is_own(position)) continue;
      const result::SystemTime time = run_.facts(position).started_at;
      if (time != result::SystemTime{}) first = std::min(first, time);
    }
    return first == result::SystemTime::max() ? run_.info().started_at : first;
  }

  std::string file_of(const Suite& suite) const {
    for (const Position position : suite.cases.all()) {
      if (is_own(position)) return "";
      const std::string& documentation = run_.suite(run_.facts(position).suite).documentation;
      if (!documentation.empty()) return parse_place(documentation).file;
    }
    const result::CasePlan first = run_.plan(suite.cases.front());
    return first.suite_file.empty() ? first.place.file : first.suite_file;
  }

  void append_properties(XmlWriter& xml, const Suite& suite) const {
    xml.open("properties");
    const auto& info = run_.info();
    property(xml, "run.id", info.id);
    property(xml, "run.target", info.target);
    property(xml, "run.seed", std::to_string(info.seed));
    property(xml, "run.wall_seconds", junit_seconds(run_.end().wall_time));
    property(xml, "run.history", memory_.headline());
    property(xml, "tool.name", "concord");
    property(xml, "tool.version", info.tool_version);
    append_coverage(xml);
    const Position first = suite.cases.front();
    append_provider(xml, is_own(first) ? std::string() : run_.suite(run_.facts(first).suite).provider);
    property(xml, "vcs.revision", info.vcs_revision);
    xml.close();
  }

  void append_coverage(XmlWriter& xml) const {
    const result::Coverage& coverage = run_.coverage();
    for (std::size_t i = 0; i < result::coverage_kinds && !coverage.empty(); ++i) {
      const auto kind = static_cast<result::CoverageKind>(i);
      const result::CoverageSum sum = coverage.sum(kind);
      const std::string name = "coverage." + std::string(result::coverage_kind_name(kind));
      if (sum.documented > 0) property(xml, name.c_str(), fmt::format("{}/{}", sum.seen, sum.documented));
    }
    for (const auto& finding : coverage.findings) property(xml, "coverage.finding", finding.message);
  }

  void append_provider(XmlWriter& xml, const std::string& name) const {
    property(xml, "api.provider", name);
    property(xml, "api.environment", run_.info().target);
    for (const auto& provider : run_.info().providers) {
      if (provider.name != name) continue;
      property(xml, "api.base_url", provider.base_url);
      property(xml, "api.document", base::join(provider.documents, ", "));
      property(xml, "api.schema_sha256", provider.schema_sha256);
      return;
    }
  }

  static void property(XmlWriter& xml, const char* name, const std::string& value) {
    if (value.empty()) return;
    xml.open("property");
    xml.attribute("name", name);
    xml.attribute("value", base::ellipsize(base::clean_line(value), 2000));
    xml.close();
  }

  const RunSource& run_;
  const Memory memory_;
  const Options& options_;
  std::vector<CaseResult> own_;
  std::vector<Suite> suites_;
};

}  // namespace

void write_junit(const RunSource& run, const Options& options, std::ostream& to) {
  if (options.reproducible) {
    Options varying = options;
    varying.reproducible = false;
    return write_junit(Reproducible(run), varying, to);
  }
  JunitReport report(run, options);
  report.write(report.suites(), to);
}

void write_junit_parts(const RunSource& run, const Options& options,
                       const std::function<std::ostream&(std::size_t number)>& next) {
  write_junit_parts(run, options, JunitLimits(), next);
}

void write_junit_parts(const RunSource& run, const Options& options, const JunitLimits& limits,
                       const std::function<std::ostream&(std::size_t number)>& next) {
  if (options.reproducible) {
    Options varying = options;
    varying.reproducible = false;
    return write_junit_parts(Reproducible(run), varying, limits, next);
  }
  JunitReport(run, options).write_parts(limits, next);
}

std::string attachment_name(const result::CaseResult& result) {
  return fmt::format("{}.{:04}.har", tidy_classname(result.classname), result.index);
}

}  // namespace concord::report
