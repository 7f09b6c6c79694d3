#include <concord/base/patience.h>

#include <utility>

namespace concord::base {
namespace {

thread_local Patience* current = nullptr;

}  // namespace

Patience::Patience(const std::atomic<int>& stop) : stop_(&stop), outer_(std::exchange(current, this)) {}

Patience::Patience(std::uint64_t most) : most_(most), outer_(std::exchange(current, this)) {}

Patience::~Patience() { current = outer_; }

bool Patience::last(std::uint64_t units) {
  spent_ += units;
  if (stop_ == nullptr) is_over_ = is_over_ || spent_ > most_ || (outer_ != nullptr && !outer_->last(units));
  else if (spent_ >= kImpatientAfter && stop_->load(std::memory_order_relaxed) != 0) is_over_ = true;
  return !is_over_;
}

bool Patience::spend(std::uint64_t units) { return current == nullptr || current->last(units); }

bool Patience::is_over() { return current != nullptr && current->is_over_; }

}  // namespace concord::base
