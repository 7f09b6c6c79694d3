// How much one evaluation may take.
#pragma once
#include <concord/base/patience.h>
#include <concord/document.h>
#include <concord/document/compact.h>
#include <concord/pattern.h>

#include <cstdint>
#include <string_view>

namespace concord::schema {

// Bounds on the frames of an evaluation (of Explainer too), and on the containers and schemas that are met: so many for
// free, then so many for each value of the instance, and fewer for those of a large one: some seconds at most.
// Alternatives that all look deeper double the work with every level.
constexpr std::uint32_t kDeepestEvaluation = 4'000;
constexpr std::uint64_t kFreeWork = 2'000'000;
constexpr std::uint64_t kWorkPerValue = 200;
constexpr std::uint64_t kLargeWork = 60'000'000, kLargeWorkPerValue = 10;
// For all patterns together: some half a second.
constexpr std::uint64_t kMostPatternSteps = 5 * pattern::kMostSteps;

constexpr std::uint64_t kLookEvery = 1u << 10;  // work

struct Budget {
  std::uint32_t depth = 0;
  std::uint64_t work = 0;
  std::uint64_t most_work = kFreeWork;
  std::uint64_t next_look = kLookEvery;  // at how much work spend() looks whether to go on
  std::uint64_t pattern_steps = kMostPatternSteps;  // that are left
  // How often something could not be judged, since a pattern took too many steps. While it has not grown, what is
  // false is so for certain; what is true always is.
  std::uint32_t unknowns = 0;
  bool gave_up = !base::Patience::spend(64);  // depth, work or patience: from now on nothing can be judged
};

// Of the whole instance; iterative.
template <class V>
std::uint64_t count_values(const V& root);

// Whether to go on past next_look. The instance is only counted when it takes long.
template <class V>
bool look(Budget& budget, const V& instance);

// Adds what was met in `instance`; false when that is too much, and from then on.
template <class V>
bool spend(Budget& budget, const V& instance, std::uint64_t work) {
  budget.work += work;
  if (budget.work <= budget.next_look) [[likely]]
    return true;
  return look(budget, instance);
}

// Searches as long as there are steps and patience left.
pattern::Regex::Match search(Budget& budget, const pattern::Regex& regex, std::string_view text);

extern template std::uint64_t count_values(const document::Node&);
extern template std::uint64_t count_values(const document::CompactValue&);
extern template bool look(Budget&, const document::Node&);
extern template bool look(Budget&, const document::CompactValue&);

}  // namespace concord::schema
