// How much one evaluation may take.
#pragma once
#include <concord/document.h>
#include <concord/document/compact.h>
#include <concord/pattern.h>

#include <algorithm>
#include <cstdint>

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

struct Budget {
  std::uint32_t depth = 0;
  std::uint64_t work = 0;
  std::uint64_t most_work = kFreeWork;
  std::uint64_t pattern_steps = kMostPatternSteps;  // that are left
  // How often something could not be judged, since a pattern took too many steps. While it has not grown, what is
  // false is so for certain; what is true always is.
  std::uint32_t unknowns = 0;
  bool gave_up = false;  // depth or work: from now on nothing can be judged
};

// Of the whole instance; iterative.
template <class V>
std::uint64_t count_values(const V& root);

// Adds what was met in `instance`; false when that is too much, and from then on. The instance is only counted when it
// takes long.
template <class V>
bool spend(Budget& budget, const V& instance, std::uint64_t work) {
  budget.work += work;
  if (budget.work <= budget.most_work) [[likely]]
    return true;
  if (budget.most_work == kFreeWork) {
    const std::uint64_t values = count_values(instance);
    budget.most_work += 1 + std::min(kWorkPerValue * values, kLargeWork + kLargeWorkPerValue * values);
  }
  budget.gave_up = budget.gave_up || budget.work > budget.most_work;
  return !budget.gave_up;
}

extern template std::uint64_t count_values(const document::Node&);
extern template std::uint64_t count_values(const document::CompactValue&);

}  // namespace concord::schema
