#include "budget.h"

#include "instance.h"

#include <algorithm>
#include <vector>

namespace concord::schema {
namespace {

template <class V>
void add_parts(const V& value, std::vector<const V*>& open) {
  if (instance_type(value) == Type::Array) {
    for (const V& item : items_of(value)) open.push_back(&item);
  } else if (instance_type(value) == Type::Object) {
    for (const auto& member : members_of(value)) open.push_back(&member.value);
  }
}

}  // namespace

template <class V>
std::uint64_t count_values(const V& root) {
  std::uint64_t count = 0;
  std::vector<const V*> open{&root};
  while (!open.empty()) {
    const V* value = open.back();
    open.pop_back();
    ++count;
    add_parts(*value, open);
  }
  return count;
}

template <class V>
bool look(Budget& budget, const V& instance) {
  budget.gave_up = budget.gave_up || !base::Patience::spend(kLookEvery);
  if (budget.work > budget.most_work && budget.most_work == kFreeWork) {
    const std::uint64_t values = count_values(instance);
    budget.most_work += 1 + std::min(kWorkPerValue * values, kLargeWork + kLargeWorkPerValue * values);
  }
  budget.gave_up = budget.gave_up || budget.work > budget.most_work;
  budget.next_look = budget.gave_up ? 0 : std::min(budget.work + kLookEvery, budget.most_work);
  return !budget.gave_up;
}

pattern::Regex::Match search(Budget& budget, const pattern::Regex& regex, std::string_view text) {
  const std::uint64_t before = budget.pattern_steps;
  const auto match = regex.search(text, budget.pattern_steps);
  if (budget.pattern_steps != before && !base::Patience::spend(before - budget.pattern_steps)) budget.pattern_steps = 0;
  return match;
}

template bool look(Budget&, const Node&);
template bool look(Budget&, const CompactValue&);
template std::uint64_t count_values(const Node&);
template std::uint64_t count_values(const CompactValue&);

}  // namespace concord::schema
