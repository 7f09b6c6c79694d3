#include "handover.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>
#include <thread>

namespace concord::http {

EventFd::EventFd() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

EventFd::~EventFd() { ::close(descriptor_); }

void EventFd::signal() const noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(descriptor_, &one, sizeof one);
}

void EventFd::clear() const noexcept {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto got = ::read(descriptor_, &count, sizeof count);
}

// Who is woken wants the mutex, so it is given up before.
void Handover::signal_orders(std::unique_lock<std::mutex> lock) {
  const bool is_waited_for = std::exchange(is_asleep_, false);
  lock.unlock();
  if (is_waited_for) order_signal_.signal();
}

void Handover::submit(TransferPtr transfer) {
  std::unique_lock lock(mutex_);
  orders_.begin.push_back(std::move(transfer));
  signal_orders(std::move(lock));
}

void Handover::cancel_all() {
  std::unique_lock lock(mutex_);
  orders_.cancels_all = true;
  signal_orders(std::move(lock));
  lock = std::unique_lock(mutex_);
  cancelled_.wait(lock, [this] { return !orders_.cancels_all; });
}

void Handover::stop() {
  std::unique_lock lock(mutex_);
  orders_.stops = true;
  signal_orders(std::move(lock));
}

void Handover::take_over(std::deque<TransferPtr>& into) {
  std::move(over_.begin(), over_.end(), std::back_inserter(into));
  over_.clear();
}

void Handover::wait_for_signal(Milliseconds time) {
  pollfd waiting{over_signal_.descriptor(), POLLIN, 0};
  const auto longest = std::min<Milliseconds::rep>(time.count(), 3'600'000);
  if (::poll(&waiting, 1, static_cast<int>(longest)) > 0) over_signal_.clear();
}

void Handover::rest(Milliseconds time) {
  is_resting_ = true;
  wait_for_signal(time);
  is_resting_ = false;
}

void Handover::collect(Milliseconds wait, std::deque<TransferPtr>& into) {
  {
    const std::lock_guard lock(mutex_);
    take_over(into);
    if (!into.empty() || wait.count() <= 0) return;
    is_collecting_ = true;
  }
  wait_for_signal(wait);
  const std::lock_guard lock(mutex_);
  is_collecting_ = false;
  take_over(into);
}

void Handover::take(Orders& orders) {
  const std::lock_guard lock(mutex_);
  std::swap(orders.begin, orders_.begin);
  orders.cancels_all = orders_.cancels_all;
  orders.stops = orders_.stops;
  is_asleep_ = false;
}

bool Handover::begin_sleep() {
  const std::lock_guard lock(mutex_);
  is_asleep_ = orders_.begin.empty() && !orders_.cancels_all && !orders_.stops;
  return is_asleep_;
}

void Handover::nap(std::chrono::microseconds time) const {
  if (is_resting_) std::this_thread::sleep_for(time);
}

void Handover::deliver(std::vector<TransferPtr>& over) {
  if (over.empty()) return;
  std::unique_lock lock(mutex_);
  std::move(over.begin(), over.end(), std::back_inserter(over_));
  const bool is_waited_for = std::exchange(is_collecting_, false);
  lock.unlock();
  over.clear();
  if (is_waited_for) over_signal_.signal();
}

void Handover::confirm_cancelled() {
  {
    const std::lock_guard lock(mutex_);
    orders_.cancels_all = false;
  }
  cancelled_.notify_all();
}

}  // namespace concord::http
