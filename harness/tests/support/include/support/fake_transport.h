// A transport that answers from a function, and lets time pass instead of waiting.
#pragma once
#include "manual_clock.h"

#include <concord/http/transport.h>

#include <deque>
#include <functional>
#include <vector>

namespace concord::support {

class FakeTransport : public http::Transport {
 public:
  using Answerer = std::function<http::Exchange(const http::Request&)>;
  FakeTransport(ManualClock& clock, Answerer answerer) : clock_(clock), answerer_(std::move(answerer)) {}

  void start(http::Request request, Done done) override {
    most_at_once = std::max(most_at_once, waiting_.size() + 1);
    sent.push_back(request);
    sent_at.push_back(clock_.steady());
    waiting_.push_back({std::move(request), std::move(done), false});
  }
  std::size_t poll(base::Milliseconds wait) override {
    if (waiting_.empty()) {
      clock_.tick(wait);
      return 0;
    }
    clock_.tick(base::Milliseconds(1));
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    http::Exchange exchange = next.is_cancelled ? interrupted() : answerer_(next.request);
    exchange.request = std::move(next.request);
    next.done(std::move(exchange));
    return waiting_.size();
  }
  void rest(base::Milliseconds time) override {
    clock_.tick(time);
    ++rests;
  }
  void cancel_all() override {
    for (Waiting& one : waiting_) one.is_cancelled = true;
  }
  void wake() override {}

  static http::Exchange json(int status, std::string body) {
    http::Exchange exchange;
    exchange.response = http::Response{status, "1.1", "", {{"Content-Type", "application/json"}}, std::move(body), 0};
    return exchange;
  }
  static http::Exchange error(http::ErrorKind kind, std::string message) {
    http::Exchange exchange;
    exchange.error = http::TransportError{kind, std::move(message), "response headers"};
    return exchange;
  }

  std::size_t rests = 0;
  std::vector<http::Request> sent;
  std::vector<std::chrono::steady_clock::time_point> sent_at;
  std::size_t most_at_once = 0;

 private:
  struct Waiting {
    http::Request request;
    Done done;
    bool is_cancelled = false;
  };
  static http::Exchange interrupted() { return error(http::ErrorKind::Interrupted, "interrupted"); }

  ManualClock& clock_;
  Answerer answerer_;
  std::deque<Waiting> waiting_;
};

}  // namespace concord::support
