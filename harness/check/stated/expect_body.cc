// `body` and `optional`: JSONPath → what the values there must be.
#include "checks.h"
#include "stated/paths.h"
#include "shown.h"
#include "stated/value_rule.h"

#include <concord/base/patience.h>

#include <fmt/format.h>

namespace concord::check {

namespace {

class BodyExpectation : public Expectation {
 public:
  struct Entry {
    StatedPath path;
    ValueRule rule;
  };

  BodyExpectation(std::vector<Entry> entries, bool may_be_absent)
      : entries_(std::move(entries)), may_be_absent_(may_be_absent) {}

  void evaluate(const CheckContext& answer, Findings& findings) const override {
    for (const auto& entry : entries_) {
      const auto matches = select(entry.path, answer, findings);
      if (matches.empty() && entry.path.path && !may_be_absent_) report_nothing(entry.path, answer, findings);
      for (const auto& match : matches) {
        if (base::Patience::is_over()) break;
        const Subject subject{match.location.text(), *match.node, may_be_absent_};
        apply(entry.rule, answer, subject, "contract.expectation", findings);
      }
    }
  }

 private:
  std::vector<Entry> entries_;
  bool may_be_absent_;
};

ParsedExpectation parse(std::string_view key, const Node& value, bool may_be_absent) {
  if (!value.is_object()) {
    return base::error("expect.value", fmt::format("{} takes a mapping of JSONPaths, not {}", key, shown(value)),
                       value.span(), "such as {$.session: {minLength: 1}}");
  }
  std::vector<BodyExpectation::Entry> entries;
  Diagnostics mistakes;
  for (const auto& member : value.members()) {
    auto path = compile_path(member.key, member.key_span, mistakes);
    auto rule = parse_value_rule(member.value);
    if (!rule) {
      base::append(mistakes, std::move(rule).diagnostics());
      continue;
    }
    if (member.key_span.is_known()) rule->span = member.key_span;
    entries.push_back({std::move(path), std::move(*rule)});
  }
  if (!mistakes.empty()) return mistakes;
  return std::unique_ptr<Expectation>(std::make_unique<BodyExpectation>(std::move(entries), may_be_absent));
}

}  // namespace

ParsedExpectation parse_body(const Node& value) { return parse("body", value, false); }
ParsedExpectation parse_optional(const Node& value) { return parse("optional", value, true); }

}  // namespace concord::check
