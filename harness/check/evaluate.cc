#include "secret_search.h"
#include "shown.h"

#include <concord/base/counted.h>
#include <concord/base/patience.h>
#include <concord/base/text.h>
#include <concord/check.h>

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <optional>

namespace concord::check {

namespace {

class Evaluation {
 public:
  Evaluation(const CheckContext& answer, const Expectations& expectations, const Levels& levels)
      : answer_(answer), expectations_(expectations), levels_(levels) {}

  Outcome run() {
    outcome_.applied.reserve(check_kinds().size());
    for (const auto& kind : check_kinds()) {
      const auto level = level_of(kind);
      if (level != Level::Off && !is_stated_instead(kind)) apply(kind, level);
    }
    put_first("server-error");
    return std::move(outcome_);
  }

 private:
  // What says more heads the case, but for what the suite says of the status.
  void put_first(std::string_view check) {
    auto& failures = outcome_.failures;
    const auto is_it = [check](const CheckFailure& one) { return one.check == check; };
    const auto found = std::find_if(failures.begin(), failures.end(), is_it);
    const auto first = std::find_if(failures.begin(), found, [](const auto& one) { return one.check != "status"; });
    if (found != failures.end()) std::rotate(first, found, std::next(found));
  }

  Level level_of(const CheckKind& kind) const {
    if (levels_.empty()) return kind.default_level;
    const auto given = levels_.find(kind.id);
    return given == levels_.end() ? kind.default_level : given->second;
  }

  // A case that states how long it may take needs no budget of ours; one that states what is new, no guess.
  bool is_stated_instead(const CheckKind& kind) const {
    return (kind.id == "slow" && states("max_time")) || (kind.id == "token.new" && states("unique"));
  }

  bool states(std::string_view key) const {
    return std::any_of(expectations_.items.begin(), expectations_.items.end(),
                       [key](const auto& item) { return item.kind->expect_key == key; });
  }

  void apply(const CheckKind& kind, Level level) {
    if (base::Patience::is_over()) return;  // what was found until then stands
    if (kind.needs_body && !answer_.is_body_known) return;
    bool was_applied = kind.automatic != nullptr;
    if (kind.automatic) guard(kind, level, {}, [&](Findings& findings) { kind.automatic(answer_, findings); });
    for (const auto& item : expectations_.items) {
      if (item.kind != &kind || is_about_another_answer(kind)) continue;
      was_applied = true;
      guard(kind, level, item.span, [&](Findings& findings) { item.expectation->evaluate(answer_, findings); });
    }
    if (was_applied) outcome_.applied.emplace_back(kind.id);
  }

  bool is_about_another_answer(const CheckKind& kind) const {
    return status_is_wrong_ && kind.id != "status" && kind.id != "latency";
  }

  template <class Apply>
  void guard(const CheckKind& kind, Level level, const base::Span& span, const Apply& apply_check) {
    std::vector<CheckFailure> found;
    Findings findings(answer_, kind.id, level, found);
    try {
      apply_check(findings);
    } catch (const std::exception& problem) {
      found.clear();
      found.push_back(broken_check(kind, problem.what()));
    }
    std::vector<result::ValueSeen> values = findings.take_values();
    if (found.empty() && values.empty() && findings.not_judged().empty()) return;  // as nearly always
    if (findings.not_listed() > 0) found.push_back(remainder(kind, findings, found.back()));
    for (auto& failure : found) keep(kind, span, std::move(failure));
    if (outcome_.not_judged.empty()) outcome_.not_judged = findings.not_judged();
    for (auto& seen : values) complete(kind, span, seen.otherwise);
    if (outcome_.values.empty()) outcome_.values = std::move(values);
    else std::move(values.begin(), values.end(), std::back_inserter(outcome_.values));
  }

  // A check that could not be carried out must not look like one that held.
  static CheckFailure broken_check(const CheckKind& kind, std::string_view why) {
    CheckFailure failure;
    failure.check = kind.id;
    failure.type = "harness.internal";
    failure.message = fmt::format("the check {} could not be applied: {}", kind.id, cut(why, 200));
    return failure;
  }
  static CheckFailure remainder(const CheckKind& kind, const Findings& findings, const CheckFailure& last) {
    CheckFailure failure;
    failure.check = kind.id;
    failure.type = last.type;
    failure.level = last.level;
    failure.basis = last.basis;
    failure.documentation = last.documentation;
    failure.message = base::counted(findings.not_listed(), "more finding") + " of this check not listed";
    return failure;
  }

  void complete(const CheckKind& kind, const base::Span& span, CheckFailure& failure) {
    if (failure.basis.empty()) failure.basis = kind.expect_key.empty() ? "protocol" : "suite";
    if (failure.place.line == 0) failure.place = result::place_of(span);
    if (kind.id == "schema") failure.level = level_by_basis(failure);
    if (failure.found_kind.empty()) failure.found_kind = kind_found(failure);
    failure.fingerprint = result::fingerprint(answer_.operation.provider, answer_.operation.id(), failure);
    tidy(failure);
  }

  void keep(const CheckKind& kind, const base::Span& span, CheckFailure failure) {
    complete(kind, span, failure);
    if (failure.level == Level::Fail) {
      status_is_wrong_ = status_is_wrong_ || kind.id == "status";
      outcome_.failures.push_back(std::move(failure));
    } else if (failure.level == Level::Warn) {
      outcome_.warnings.push_back(std::move(failure));
    }
  }
  // What the answer has at the place that the failure is about; "" when it is about none.
  std::string kind_found(const CheckFailure& failure) const {
    const std::string_view pointer = failure.pointer;
    constexpr std::string_view header = "header ";
    if (pointer.starts_with(header)) {
      return http::find_header(answer_.response.headers, pointer.substr(header.size())) ? "header" : "absent";
    }
    // Many failures have no place, only what a schema says can be about the body as a whole.
    if (pointer.empty() && failure.keyword.empty()) return {};
    const auto parsed = answer_.body() ? document::Pointer::parse(pointer) : std::nullopt;
    if (!parsed) return {};
    const auto* found = document::resolve(*answer_.body(), *parsed);
    return found ? std::string(document::kind_name(found->kind())) : "absent";
  }
  // Makes texts from outside safe: whatever a check put in, one line of bounded length comes out.
  void tidy(CheckFailure& failure) {
    tidy(failure.message, 600);
    for (auto* text : {&failure.expected, &failure.actual, &failure.hint, &failure.pointer}) tidy(*text, 300);
    failure.schema_location = cut(failure.schema_location, 300);
  }
  void tidy(std::string& text, std::size_t limit) {
    if (is_tidy(text, limit)) return;
    text = cut(text, limit);
    if (answer_.secrets && text.find("…") != std::string::npos) search_for(*answer_.secrets).cover(text);
  }
  Level level_by_basis(const CheckFailure& failure) const {
    const auto given = levels_.find("schema." + failure.basis);
    return given == levels_.end() ? failure.level : given->second;
  }

  const CheckContext& answer_;
  const Expectations& expectations_;
  const Levels& levels_;
  Outcome outcome_;
  bool status_is_wrong_ = false;
};

}  // namespace

Outcome evaluate(const CheckContext& answer, const Expectations& expectations, const Levels& levels) {
  return Evaluation(answer, expectations, levels).run();
}

}  // namespace concord::check
