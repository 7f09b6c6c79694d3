// What passes between the caller's thread and the network's: transfers to begin, transfers that are over.
#pragma once
#include "curl_transfer.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

namespace concord::http {

// A counter of Linux that can be waited for: signal() is async-signal-safe.
class EventFd {
 public:
  EventFd();  // throws std::system_error
  ~EventFd();
  EventFd(const EventFd&) = delete;
  EventFd& operator=(const EventFd&) = delete;
  void signal() const noexcept;
  void clear() const noexcept;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// A descriptor is signalled only when the other side may be waiting, so that a busy run costs no system calls here.
class Handover {
 public:
  // ---- of the caller's thread
  void submit(TransferPtr transfer);
  // Returns when all that was submitted is over.
  void cancel_all();
  // Takes what is over; when there is none, waits for it, for wake() or for a signal, at most so long.
  void collect(Milliseconds wait, std::deque<TransferPtr>& into);
  // Waits for wake() or a signal, at most so long, whatever is over.
  void rest(Milliseconds time);
  void wake() noexcept { over_signal_.signal(); }  // from any thread, and from a signal handler
  void stop();

  // ---- of the network's thread
  struct Orders {
    std::vector<TransferPtr> begin;
    bool cancels_all = false;
    bool stops = false;
  };
  void take(Orders& orders);  // what was in `orders` must have been taken out of it
  // Lets so much time pass where the caller rests: what comes meanwhile is seen to at once. Nothing ends it.
  void nap(std::chrono::microseconds time) const;
  // Whether nothing is ordered: orders_descriptor() then becomes readable when something is, until the next take().
  bool begin_sleep();
  int orders_descriptor() const { return order_signal_.descriptor(); }
  void clear_signal() { order_signal_.clear(); }
  void deliver(std::vector<TransferPtr>& over);  // leaves it empty
  void confirm_cancelled();

 private:
  void signal_orders(std::unique_lock<std::mutex> lock);
  void wait_for_signal(Milliseconds time);
  void take_over(std::deque<TransferPtr>& into);

  EventFd order_signal_;
  EventFd over_signal_;
  std::mutex mutex_;
  std::condition_variable cancelled_;
  Orders orders_;
  std::vector<TransferPtr> over_;
  bool is_asleep_ = false;  // the network's thread, until there are orders
  bool is_collecting_ = false;
  std::atomic<bool> is_resting_ = false;
};

}  // namespace concord::http
