// Work that may take long asks, as it goes, whether it is still wanted.
#pragma once
#include <atomic>
#include <cstdint>

namespace concord::base {

// While it lives, what its thread works on ends soon after `stop` is not 0. What takes no longer than kImpatientAfter
// units is done in any case: a run that is interrupted still judges what is small. Scopes may stand in each other; the
// inner one counts.
class Patience {
 public:
  explicit Patience(const std::atomic<int>& stop);
  // Ends after so many units, the same on every machine, and where the scope around it does.
  explicit Patience(std::uint64_t most);
  ~Patience();
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

  // A unit is a value looked at, or a step of a pattern: some 10 to 20 ns. `false`: give up. Always true without a
  // scope.
  static bool spend(std::uint64_t units);
  // Whether spend() has been false in this scope.
  static bool is_over();

  static constexpr std::uint64_t kImpatientAfter = 1u << 17;

 private:
  bool last(std::uint64_t units);

  const std::atomic<int>* stop_ = nullptr;
  std::uint64_t most_ = 0;  // where there is no stop_
  std::uint64_t spent_ = 0;
  bool is_over_ = false;
  Patience* outer_;
};

}  // namespace concord::base
