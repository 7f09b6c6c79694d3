#include <concord/coverage.h>

#include <concord/base/text.h>

#include <fmt/format.h>

#include <set>

namespace concord::coverage {

using result::Coverage;
using result::CoverageFinding;
using result::CoverageItem;
using result::CoverageKind;
using result::Level;

namespace {

struct Answers {
  bool was_asked = false, documents_success = false, had_success = false;
  std::vector<std::string> others;  // statuses that came, with how often
};

std::map<std::string, Answers> answers_of(const Coverage& coverage) {
  std::map<std::string, Answers> answers;
  for (const CoverageItem& item : coverage.items) {
    Answers& of = answers[item.operation];
    if (item.kind == CoverageKind::Operation) of.was_asked = item.seen > 0;
    if (item.kind != CoverageKind::Status) continue;
    const bool is_success = item.name.starts_with('2');
    of.documents_success = of.documents_success || (is_success && item.is_documented);
    of.had_success = of.had_success || (is_success && item.seen > 0);
    if (!is_success && item.seen > 0) of.others.push_back(fmt::format("{}: {}", item.name, item.seen));
  }
  return answers;
}

void add_without_success(const Coverage& coverage, Level level, std::vector<CoverageFinding>& findings) {
  for (const auto& [operation, answers] : answers_of(coverage)) {
    if (!answers.was_asked || !answers.documents_success || answers.had_success) continue;
    const auto others = answers.others.empty() ? "" : " (" + base::join(answers.others, ", ") + ")";
    findings.push_back({"coverage.success", level, operation + " never answered 2xx" + others});
  }
}

void add_missing_statuses(const Coverage& coverage, Level level, std::vector<CoverageFinding>& findings) {
  const auto answers = answers_of(coverage);
  for (const CoverageItem& item : coverage.items) {
    const bool is_missing = item.kind == CoverageKind::Status && item.is_documented && item.seen == 0;
    if (is_missing && item.name != "default" && answers.at(item.operation).was_asked)
      findings.push_back({"coverage.statuses", level, item.operation + " never answered " + item.name});
  }
}

}  // namespace

std::vector<CoverageFinding> findings_of(const Coverage& coverage, const Levels& levels,
                                         const std::vector<Requirement>& required) {
  std::vector<CoverageFinding> findings;
  for (const Requirement& one : required) {
    const auto sum = coverage.sum(one.kind);
    if (sum.percent() >= one.percent) continue;
    findings.push_back({"coverage.required", Level::Fail,
                        fmt::format("{} of {} {} were seen, {} %, and {} % are required", sum.seen, sum.documented,
                                    base::replace_all(std::string(result::coverage_kind_name(one.kind)), "-", " "),
                                    sum.percent(), one.percent)});
  }
  if (levels.success != Level::Off) add_without_success(coverage, levels.success, findings);
  if (levels.statuses != Level::Off) add_missing_statuses(coverage, levels.statuses, findings);
  return findings;
}

}  // namespace concord::coverage
