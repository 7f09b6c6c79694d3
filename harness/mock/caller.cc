#include "caller.h"

#include <concord/base/counted.h>
#include <concord/http/address.h>

#include <algorithm>
#include <vector>

namespace concord::mock {

namespace {

using Clock = std::chrono::steady_clock;
constexpr http::Milliseconds last_wait{2000};

}  // namespace

Caller::Caller(const CallOptions& options, bool is_reached_by_others, OnCall on_call)
    : options_(options),
      is_reached_by_others_(is_reached_by_others),
      on_call_(std::move(on_call)),
      transport_(http::make_curl_transport(transport_options())),
      thread_([this] { work(); }) {}

Caller::~Caller() { stop(); }

CallCounts Caller::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (!stopped_at_) stopped_at_ = Clock::now();
  }
  transport_->wake();
  if (thread_.joinable()) thread_.join();
  return counts();
}

// No proxy of the environment: it would connect to what is refused here.
http::TransportOptions Caller::transport_options() const {
  http::TransportOptions options;
  options.proxy_from_environment = false;
  options.user_agent = mock_agent;
  options.timeouts.total = options_.max_time;
  options.max_connections = options.max_connections_per_host = options_.max_at_once;
  options.max_body_bytes = 1u << 20;
  options.verify_tls = options_.may_go_anywhere;  // servers of this machine have certificates of their own making
  if (!options_.may_go_anywhere)
    options.refuse_address = [this](const std::string& address, std::uint16_t) { return refuse(address); };
  return options;
}

std::optional<std::string> Caller::refuse(const std::string& address) const {
  if (is_reached_by_others_) return "other machines reach the mock, and would reach " + address + " through it";
  if (http::is_loopback(address)) return std::nullopt;
  return address + " is no loopback address";
}

void Caller::take(Call call, http::Milliseconds wait) {
  {
    const std::lock_guard lock(mutex_);
    if (call.why_not.empty() && waiting_.size() < options_.max_waiting) {
      waiting_.emplace(Clock::now() + wait + options_.after_answer, std::move(call));
      transport_->wake();
      return;
    }
  }
  if (call.why_not.empty()) call.why_not = base::counted(options_.max_waiting, "call") + " are waiting to be sent";
  end(std::move(call));
}

CallCounts Caller::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void Caller::work() {
  std::size_t active = 0;
  while (!is_over(active)) {
    start_due();
    active = transport_->poll(until_next());
  }
  transport_->cancel_all();
  transport_->poll(http::Milliseconds(0));
  const std::lock_guard lock(mutex_);
  counts_.unsent += waiting_.size();
}

bool Caller::is_over(std::size_t active) const {
  const std::lock_guard lock(mutex_);
  return stopped_at_ && ((active == 0 && waiting_.empty()) || Clock::now() > *stopped_at_ + last_wait);
}

http::Milliseconds Caller::until_next() const {
  const std::lock_guard lock(mutex_);
  constexpr http::Milliseconds longest{100};
  if (waiting_.empty()) return stopped_at_ ? longest : http::Milliseconds(3'600'000);
  const auto left = std::chrono::ceil<http::Milliseconds>(waiting_.begin()->first - Clock::now());
  return std::clamp(left, http::Milliseconds(0), longest);
}

void Caller::start_due() {
  std::vector<Call> due;
  {
    const std::lock_guard lock(mutex_);
    const auto end = stopped_at_ ? waiting_.end() : waiting_.upper_bound(Clock::now());
    for (auto one = waiting_.begin(); one != end; ++one) due.push_back(std::move(one->second));
    waiting_.erase(waiting_.begin(), end);
  }
  for (Call& one : due) send(std::move(one));
}

void Caller::send(Call call) {
  http::Request request = call.request;
  transport_->start(std::move(request), [this, call = std::move(call)](const http::Exchange& done) mutable {
    if (done.response && !done.error) call.status = done.response->status;
    else call.why_not = done.error ? done.error->message : "there was no answer";
    end(std::move(call));
  });
}

void Caller::end(Call call) {
  {
    const std::lock_guard lock(mutex_);
    (call.status == 0 ? counts_.unsent : call.status < 400 ? counts_.taken : counts_.refused)++;
  }
  if (on_call_) on_call_(call);
}

}  // namespace concord::mock
