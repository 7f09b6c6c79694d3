#include <concord/base/patience.h>

#include <utility>

namespace concord::base {
namespace {

thread_local Patience* current = nullptr;

}  // namespace

Patience::Patience(const std::atomic<int>& stop) : stop_(stop), outer_(std::exchange(current, this)) {}

Patience::~Patience() { current = outer_; }

bool Patience::spend(std::uint64_t units) {
  if (current == nullptr) return true;
  current->spent_ += units;
  if (current->spent_ >= kImpatientAfter && current->stop_.load(std::memory_order_relaxed) != 0)
    current->is_over_ = true;
  return !current->is_over_;
}

bool Patience::is_over() { return current != nullptr && current->is_over_; }

}  // namespace concord::base
