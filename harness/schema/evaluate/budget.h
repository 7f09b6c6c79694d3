// How much one evaluation may take.
#pragma once
#include <cstdint>

namespace concord::schema {

// Bounds on the frames of an evaluation (of Explainer too), and on the containers and schemas that are met: so many for
// free, then so many for each value of the instance. Alternatives that all look deeper double the work with every
// level.
constexpr std::uint32_t kDeepestEvaluation = 4'000;
constexpr std::uint64_t kFreeWork = 2'000'000;
constexpr std::uint64_t kWorkPerValue = 200;

struct Budget {
  std::uint32_t depth = 0;
  std::uint64_t work = 0;
  std::uint64_t most_work = kFreeWork;
  bool gave_up = false;
};

}  // namespace concord::schema
