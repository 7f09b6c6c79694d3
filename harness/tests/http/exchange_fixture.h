// One exchange in a line.
#pragma once
#include <concord/http/transport.h>
#include <support/raw_server.h>

#include <stdexcept>

namespace concord::http {

// For loopback: no proxy, no patience.
inline TransportOptions quick_options() {
  TransportOptions options;
  options.proxy_from_environment = false;
  options.timeouts.connect = Milliseconds(5000);
  options.timeouts.total = Milliseconds(20'000);
  return options;
}

inline Request get(std::string url) { return {"GET", std::move(url), {}, std::nullopt}; }

// Polls until nothing is active.
inline void finish(Transport& transport) {
  while (transport.poll(Milliseconds(1000)) > 0) {
  }
}

inline Exchange exchange(Transport& transport, Request request) {
  std::optional<Exchange> result;
  transport.start(std::move(request), [&result](Exchange done) { result = std::move(done); });
  finish(transport);
  if (!result) throw std::logic_error("the callback was not called");
  return std::move(*result);
}

inline Exchange exchange(Request request, const TransportOptions& options = quick_options()) {
  return exchange(*make_curl_transport(options), std::move(request));
}

inline Exchange exchange(std::string url, const TransportOptions& options = quick_options()) {
  return exchange(get(std::move(url)), options);
}

}  // namespace concord::http
