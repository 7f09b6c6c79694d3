// Sends what the mock sends by itself, in a thread of its own: no answer waits for it.
#pragma once
#include <concord/http/transport.h>
#include <concord/mock/calls.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

namespace concord::mock {

// Of all requests of a mock: what they make another mock do makes no further ones, so that none goes in circles.
inline constexpr std::string_view mock_agent = "concord-mock";

class Caller {
 public:
  using OnCall = std::function<void(const Call&)>;
  // `is_reached_by_others`: whether other machines reach the mock. They must not reach this one's other servers through
  // it. `on_call` may be empty; it is called from the thread, with each call once.
  Caller(const CallOptions& options, bool is_reached_by_others, OnCall on_call);
  ~Caller();  // as stop()
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  // `wait`: until it is sent. One that says why it is not sent is only told and counted.
  void take(Call call, http::Milliseconds wait);
  CallCounts counts() const;
  // What waits is sent, and answers are waited for, within 2 s. Idempotent.
  CallCounts stop();

 private:
  using Time = std::chrono::steady_clock::time_point;

  std::optional<std::string> refuse(const std::string& address) const;
  http::TransportOptions transport_options() const;
  void work();
  void start_due();
  void send(Call call);
  void end(Call call);
  http::Milliseconds until_next() const;
  bool is_over(std::size_t active) const;

  const CallOptions options_;
  const bool is_reached_by_others_;
  const OnCall on_call_;
  mutable std::mutex mutex_;  // guards what follows
  std::multimap<Time, Call> waiting_;
  CallCounts counts_;
  std::optional<Time> stopped_at_;
  std::unique_ptr<http::Transport> transport_;  // of the thread, but for wake()
  std::thread thread_;                          // last: it uses all of this
};

}  // namespace concord::mock
