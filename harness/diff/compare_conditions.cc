// `not`, and if/then/else: what they exclude is judged by comparing the schemas in them, and turned where it excludes.
#include "compare_shapes.h"

#include <concord/base/text.h>

#include <algorithm>
#include <set>

namespace concord::diff {
namespace {

constexpr std::size_t longest_text = 200;  // of a schema in a message

template <class One>
struct Sorted {
  std::vector<std::pair<const One*, const One*>> kept;  // one text, or in order where the texts differ
  std::vector<const One*> gone, come;
};

template <class One>
std::vector<const One*> only_in(const std::vector<One>& list, const std::vector<One>& other) {
  std::set<std::string_view> texts;
  for (const One& one : other) texts.insert(one.text);
  std::vector<const One*> own;
  for (const One& one : list) {
    if (!texts.contains(one.text)) own.push_back(&one);
  }
  return own;
}

template <class One>
Sorted<One> sort_out(const std::vector<One>& before, const std::vector<One>& after) {
  Sorted<One> sorted;
  std::map<std::string_view, const One*> by_text;
  for (const One& one : after) by_text.emplace(one.text, &one);
  for (const One& one : before) {
    if (const auto same = by_text.find(one.text); same != by_text.end()) sorted.kept.emplace_back(&one, same->second);
  }
  sorted.gone = only_in(before, after);
  sorted.come = only_in(after, before);
  const std::size_t both = std::min(sorted.gone.size(), sorted.come.size());
  for (std::size_t i = 0; i < both; ++i) sorted.kept.emplace_back(sorted.gone[i], sorted.come[i]);
  sorted.gone.erase(sorted.gone.begin(), sorted.gone.begin() + static_cast<std::ptrdiff_t>(both));
  sorted.come.erase(sorted.come.begin(), sorted.come.begin() + static_cast<std::ptrdiff_t>(both));
  return sorted;
}

std::string short_text(const std::string& text) { return base::ellipsize(text, longest_text); }

}  // namespace

void ShapeComparison::judge(Kind changed, Kind narrowed, Kind widened, const Node* before, const Node* after) {
  const ShapeId old_shape = pairs_.old_shapes().of(before), new_shape = pairs_.new_shapes().of(after);
  pair_.changes.back().judged = Judged{pairs_.of(old_shape, new_shape, pair_.direction), changed, narrowed, widened};
}

// What excludes more allows less. Equal texts may still lead to components that changed.
void ShapeComparison::compare_negations() {
  const auto sorted = sort_out(old_.negations, new_.negations);
  for (const auto& [before, after] : sorted.kept) {
    add(Kind::NotChanged, before->schema, after->schema, {}, short_text(before->text), short_text(after->text));
    judge(Kind::NotChanged, Kind::NotExcludesLess, Kind::NotExcludesMore, before->schema, after->schema);
  }
  for (const Negation* one : sorted.gone) add(Kind::NotRemoved, one->schema, new_.site, {}, short_text(one->text));
  for (const Negation* one : sorted.come) add(Kind::NotAdded, old_.site, one->schema, {}, {}, short_text(one->text));
}

void ShapeComparison::compare_conditions() {
  const auto sorted = sort_out(old_.conditions, new_.conditions);
  for (const auto& [before, after] : sorted.kept) compare_condition(*before, *after);
  for (const Condition* one : sorted.gone)
    add(Kind::ConditionRemoved, one->test, new_.site, {}, "if " + short_text(one->text));
  for (const Condition* one : sorted.come)
    add(Kind::ConditionAdded, old_.site, one->test, {}, {}, "if " + short_text(one->text));
}

// A wider `if` puts more under `then` and less under `else`.
void ShapeComparison::compare_condition(const Condition& before, const Condition& after) {
  compare_branch("(then)", "then", before, before.then, after, after.then);
  compare_branch("(else)", "else", before, before.otherwise, after, after.otherwise);
  const bool has_then = before.then != nullptr || after.then != nullptr;
  const bool has_else = before.otherwise != nullptr || after.otherwise != nullptr;
  const Kind changed = Kind::ConditionChanged;
  const Kind of_less = has_then && has_else ? changed : has_then ? Kind::ConditionWidened : Kind::ConditionNarrowed;
  const Kind of_more = has_then && has_else ? changed : has_then ? Kind::ConditionNarrowed : Kind::ConditionWidened;
  add(changed, before.test, after.test, {}, short_text(before.text), short_text(after.text));
  judge(changed, of_less, of_more, before.test, after.test);
}

void ShapeComparison::compare_branch(std::string token, std::string_view keyword, const Condition& old_condition,
                                     const Node* before, const Condition& new_condition, const Node* after) {
  if (before == nullptr && after == nullptr) return;
  if (before != nullptr && after != nullptr)
    return follow(std::move(token), pairs_.old_shapes().of(before), pairs_.new_shapes().of(after));
  const std::string text =
      std::string(keyword) + " of if " + short_text(before ? old_condition.text : new_condition.text);
  add(after ? Kind::ConditionAdded : Kind::ConditionRemoved, before ? before : old_condition.test,
      after ? after : new_condition.test, {}, before ? text : "", after ? text : "");
}

}  // namespace concord::diff
