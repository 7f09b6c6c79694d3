// How long a call takes, on a machine that does other things as well.
#pragma once
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace concord::base {

// ns a call: the median of nine slices in which it is repeated. A slice is so short that the scheduler seldom
// interrupts it, and the median leaves out those where it did. Takes about ten slices, or ten calls when they are
// longer.
template <typename Call>
double median_nanoseconds(const Call& call, std::chrono::nanoseconds slice = std::chrono::microseconds(400)) {
  using Clock = std::chrono::steady_clock;
  const auto time_of = [&](std::size_t loops) {
    const auto start = Clock::now();
    for (std::size_t i = 0; i < loops; ++i) call();
    return std::chrono::duration<double, std::nano>(Clock::now() - start).count() / static_cast<double>(loops);
  };
  time_of(1);  // caches
  const double once = std::max(1.0, time_of(1));
  const auto loops = static_cast<std::size_t>(std::max(1.0, static_cast<double>(slice.count()) / once));
  std::array<double, 9> slices{};
  for (double& each : slices) each = time_of(loops);
  std::nth_element(slices.begin(), slices.begin() + slices.size() / 2, slices.end());
  return slices[slices.size() / 2];
}

}  // namespace concord::base
