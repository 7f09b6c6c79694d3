#include <concord/document.h>
#include <concord/traffic/cassettes.h>

#include <chrono>
#include <deque>
#include <thread>

namespace concord::traffic {

namespace {

class ClosedTransport : public http::Transport {
 public:
  void start(http::Request request, Done done) override { waiting_.emplace_back(std::move(request), std::move(done)); }

  std::size_t poll(http::Milliseconds wait) override {
    // Nothing comes from outside: the caller has timers, or large answers that are judged beside.
    if (waiting_.empty()) std::this_thread::sleep_for(std::min(wait, http::Milliseconds(1)));
    for (auto& [request, done] : std::exchange(waiting_, {})) done(answer(std::move(request)));
    return waiting_.size();
  }

  void cancel_all() override {}
  void wake() override {}

 private:
  static bool asks_for_token(const http::Request& request) {
    return request.body && request.body->find("grant_type=") != std::string::npos;
  }

  http::Exchange answer(http::Request request) {
    http::Exchange exchange;
    exchange.started_at = base::system_clock().now();
    if (!asks_for_token(request)) {
      exchange.error = {http::ErrorKind::Connect, "a replay has no network", "connect", http::Delivery::NotSent};
    } else {
      document::Node token = document::Node::object();
      token.set("access_token", "made-up-token-" + std::to_string(++tokens_));
      token.set("token_type", "Bearer");
      exchange.response.emplace();
      exchange.response->status = 200;
      exchange.response->http_version = "1.1";
      exchange.response->headers = {{"Content-Type", "application/json"}};
      exchange.response->body = document::write_json(token);
    }
    exchange.request = std::move(request);
    return exchange;
  }

  std::deque<std::pair<http::Request, Done>> waiting_;
  std::size_t tokens_ = 0;
};

}  // namespace

std::unique_ptr<http::Transport> make_closed_transport() { return std::make_unique<ClosedTransport>(); }

}  // namespace concord::traffic
