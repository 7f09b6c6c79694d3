// A proxy in front of a server of the test, and what it tells.
#pragma once
#include <concord/proxy.h>

#include <support/catch.h>
#include <support/raw_client.h>
#include <support/raw_server.h>

#include <condition_variable>
#include <mutex>
#include <vector>

namespace concord::proxy {

class Proxied {
 public:
  explicit Proxied(const std::string& to, Options options = {}) {
    options.to = to;
    Handlers handlers;
    handlers.passed = [this](Passed&& one) {
      const std::scoped_lock lock(mutex_);
      told_.push_back(std::move(one));
      came_.notify_all();
    };
    auto started = Proxy::start(std::move(handlers), options);
    if (!started) FAIL(base::render(started.diagnostics()));
    proxy = std::move(started).value();
  }
  // All that were told of, once there are so many.
  std::vector<Passed> told(std::size_t count) {
    std::unique_lock lock(mutex_);
    came_.wait_for(lock, std::chrono::seconds(10), [&] { return told_.size() >= count; });
    return told_;
  }
  std::string exchange(const std::string& request) const { return support::exchange_raw(proxy->port(), request); }

  std::unique_ptr<Proxy> proxy;

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<Passed> told_;
};

inline std::string get(const std::string& path, const std::string& fields = "Connection: close\r\n") {
  return "GET " + path + " HTTP/1.1\r\nHost: proxy\r\n" + fields + "\r\n";
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

inline std::string body_of(const std::string& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }

}  // namespace concord::proxy
