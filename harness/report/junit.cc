#include "junit.h"

#include "facts.h"
#include "junit_case.h"
#include "junit_text.h"
#include "reproducible.h"

#include <concord/base/clean_text.h>
#include <concord/base/clock.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace concord::report {
namespace {

using pugi::xml_node;
using result::CaseResult;
using result::Milliseconds;
using result::Run;
using result::Verdict;

constexpr const char* own_classname = "concord.run";

struct Entry {
  const CaseResult* result;
  std::string name;
};
struct Suite {
  std::string classname;
  std::vector<Entry> entries;
};
using Part = std::vector<Suite>;

struct Sums {
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
  Milliseconds time{0};

  void add(const CaseResult& one) {
    const JunitOutcome outcome = junit_outcome(one);
    ++tests;
    failures += outcome == JunitOutcome::Failure;
    errors += outcome == JunitOutcome::Error;
    skipped += outcome == JunitOutcome::Skipped;
    time += std::max(Milliseconds(0), one.duration);
  }
};

Sums sum(const Suite& suite) {
  Sums sums;
  for (const auto& entry : suite.entries) sums.add(*entry.result);
  return sums;
}

// One dot: others break the split into package and class.
std::string tidy_classname(const std::string& classname) {
  const std::size_t dot = classname.find('.');
  const std::string_view all = classname;
  if (dot == std::string::npos) return "concord." + base::slug(all);
  return base::slug(all.substr(0, dot)) + '.' + base::slug(all.substr(dot + 1));
}

CaseResult own_case(std::string name, Verdict verdict) {
  CaseResult own;
  own.classname = own_classname;
  own.name = std::move(name);
  own.verdict = verdict;
  return own;
}

result::RunErrorKind kind_of(result::AbortKind kind) {
  switch (kind) {
    case result::AbortKind::None:
    case result::AbortKind::Interrupted:
    case result::AbortKind::FirstFailure: return result::RunErrorKind::Interrupted;
    case result::AbortKind::NoCredentials:
    case result::AbortKind::NothingSelected:
    case result::AbortKind::Config: return result::RunErrorKind::Config;
    case result::AbortKind::Internal: break;
  }
  return result::RunErrorKind::Internal;
}

CaseResult aborted_case(const Run& run) {
  CaseResult own = own_case("aborted", Verdict::Unjudged);
  const std::string why =
      run.aborted.empty() ? "the run was ended from outside, its journal has no end" : run.aborted.text;
  own.error = result::RunError{kind_of(run.aborted.kind),
                               fmt::format("{}; so far {} of {}: {}", why, run.totals().cases() - run.totals().not_run,
                                           count(run.totals().cases(), "case"), describe_totals(run.totals())),
                               "",
                               {}};
  return own;
}

// What is said when the cases alone would not: nothing was selected, or the run did not come to its end.
std::vector<CaseResult> own_cases(const Run& run) {
  if (!run.is_complete || !run.aborted.empty()) return {aborted_case(run)};
  if (!run.cases.empty()) return {};
  CaseResult none = own_case("no tests selected", Verdict::Skipped);
  none.reason = {result::SkipKind::NotSelected, "no case was selected"};
  return {none};
}

class JunitReport {
 public:
  JunitReport(const Run& run, const Options& options) : run_(run), options_(options), own_(own_cases(run)) {
    std::vector<const CaseResult*> ordered;
    for (const auto& one : run.cases) ordered.push_back(&one);
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) { return a->index < b->index; });
    for (const auto* one : ordered) add(*one);
    for (const auto& one : own_) add(one);
  }

  const std::vector<Suite>& suites() const { return suites_; }

  std::vector<Part> parts(const JunitLimits& limits) const {
    std::vector<Part> parts(1);
    std::size_t cases = 0, bytes = 0;
    for (const auto& suite : suites_) {
      bool is_begun = false;
      for (const auto& entry : suite.entries) {
        const std::size_t size = size_of(suite.classname, entry);
        if (cases != 0 && (cases == limits.cases || bytes + size > limits.bytes)) {
          parts.emplace_back();
          cases = bytes = 0;
          is_begun = false;
        }
        if (!is_begun) parts.back().push_back({suite.classname, {}});
        is_begun = true;
        parts.back().back().entries.push_back(entry);
        ++cases;
        bytes += size;
      }
    }
    return parts;
  }

  std::string write(const Part& part) const {
    pugi::xml_document document;
    xml_node declaration = document.append_child(pugi::node_declaration);
    set(declaration, "version", "1.0");
    set(declaration, "encoding", "UTF-8");
    append_root(document, part);
    StringWriter writer;
    document.save(writer, "  ", pugi::format_default, pugi::encoding_utf8);
    // pugixml leaves '>' in attributes as it is; where a section could seem to end it is escaped too.
    return base::replace_all(std::move(writer.text), "]]>", "]]&gt;");
  }

 private:
  struct StringWriter : pugi::xml_writer {
    std::string text;
    void write(const void* data, std::size_t size) override { text.append(static_cast<const char*>(data), size); }
  };

  static void set(xml_node node, const char* name, const std::string& value) {
    node.append_attribute(name).set_value(value.c_str());
  }

  void add(const CaseResult& one) {
    const std::string classname = tidy_classname(one.classname);
    const auto [position, is_new] = positions_.emplace(classname, suites_.size());
    if (is_new) suites_.push_back({classname, {}});
    suites_[position->second].entries.push_back({&one, taken_[classname].take(one.name, junit_name_limit)});
  }

  std::size_t size_of(const std::string& classname, const Entry& entry) const {
    pugi::xml_document scratch;
    append_testcase(scratch, classname, entry.name, *entry.result, options_);
    StringWriter writer;
    scratch.save(writer, "  ", pugi::format_default, pugi::encoding_utf8);
    return writer.text.size();
  }

  void append_root(xml_node document, const Part& part) const {
    Sums all;
    for (const auto& suite : part) {
      for (const auto& entry : suite.entries) all.add(*entry.result);
    }
    xml_node root = document.append_child("testsuites");
    set(root, "name", "provider contracts");
    append_sums(root, all, options_.extended);
    if (options_.extended) set(root, "timestamp", base::format_rfc3339(run_.info.started_at));
    for (const auto& suite : part) append_suite(root, suite);
  }

  static void append_sums(xml_node node, const Sums& sums, bool with_skipped) {
    set(node, "tests", std::to_string(sums.tests));
    set(node, "failures", std::to_string(sums.failures));
    set(node, "errors", std::to_string(sums.errors));
    if (with_skipped) set(node, "skipped", std::to_string(sums.skipped));
    set(node, "time", junit_seconds(sums.time));
  }

  void append_suite(xml_node root, const Suite& suite) const {
    xml_node node = root.append_child("testsuite");
    set(node, "name", suite.classname);
    append_sums(node, sum(suite), true);
    set(node, "timestamp", base::format_rfc3339(started_at(suite)));
    if (!run_.info.hostname.empty()) set(node, "hostname", base::clean_line(run_.info.hostname));
    const std::string file = file_of(suite);
    if (!file.empty()) set(node, "file", base::clean_line(file));
    append_properties(node, suite);
    for (const auto& entry : suite.entries) append_testcase(node, suite.classname, entry.name, *entry.result, options_);
  }

  // The first case that was sent; the run's own start when none was.
  result::SystemTime started_at(const Suite& suite) const {
    auto first = result::SystemTime::max();
    for (const auto& entry : suite.entries) {
      if (entry.result->started_at != result::SystemTime{}) first = std::min(first, entry.result->started_at);
    }
    return first == result::SystemTime::max() ? run_.info.started_at : first;
  }

  static std::string file_of(const Suite& suite) {
    for (const auto& entry : suite.entries) {
      if (!entry.result->documentation.empty()) return parse_place(entry.result->documentation).file;
    }
    const CaseResult& first = *suite.entries.front().result;
    return first.suite_file.empty() ? first.place.file : first.suite_file;
  }

  void append_properties(xml_node suite_node, const Suite& suite) const {
    xml_node properties = suite_node.append_child("properties");
    const auto& info = run_.info;
    property(properties, "run.id", info.id);
    property(properties, "run.target", info.target);
    property(properties, "run.seed", std::to_string(info.seed));
    property(properties, "run.wall_seconds", junit_seconds(run_.wall_time));
    property(properties, "tool.name", "concord");
    property(properties, "tool.version", info.tool_version);
    append_provider(properties, suite.entries.front().result->provider);
    property(properties, "vcs.revision", info.vcs_revision);
  }

  void append_provider(xml_node properties, const std::string& name) const {
    property(properties, "api.provider", name);
    property(properties, "api.environment", run_.info.target);
    for (const auto& provider : run_.info.providers) {
      if (provider.name != name) continue;
      property(properties, "api.base_url", provider.base_url);
      property(properties, "api.document", base::join(provider.documents, ", "));
      property(properties, "api.schema_sha256", provider.schema_sha256);
      return;
    }
  }

  static void property(xml_node properties, const char* name, const std::string& value) {
    if (value.empty()) return;
    xml_node node = properties.append_child("property");
    set(node, "name", name);
    set(node, "value", base::ellipsize(base::clean_line(value), 2000));
  }

  const Run& run_;
  const Options& options_;
  std::vector<CaseResult> own_;
  std::vector<Suite> suites_;
  std::map<std::string, std::size_t> positions_;  // by classname
  std::map<std::string, base::UniqueNames> taken_;  // by classname
};

}  // namespace

std::string write_junit(const Run& run, const Options& options) {
  if (options.reproducible) {
    Options varying = options;
    varying.reproducible = false;
    return write_junit(make_reproducible(run), varying);
  }
  const JunitReport report(run, options);
  return report.write(report.suites());
}

std::vector<std::string> write_junit_parts(const Run& run, const Options& options) {
  return write_junit_parts(run, options, JunitLimits());
}

std::vector<std::string> write_junit_parts(const Run& run, const Options& options, const JunitLimits& limits) {
  if (options.reproducible) {
    Options varying = options;
    varying.reproducible = false;
    return write_junit_parts(make_reproducible(run), varying, limits);
  }
  const JunitReport report(run, options);
  std::vector<std::string> files;
  for (const auto& part : report.parts(limits)) files.push_back(report.write(part));
  return files;
}

std::string attachment_name(const result::CaseResult& result) {
  return fmt::format("{}.{:04}.har", tidy_classname(result.classname), result.index);
}

}  // namespace concord::report
