// A reverse proxy of HTTP/1.1 (RFC 9110, 3.7 and 7.6; RFC 9112) in front of one server, which tells of each exchange
// that passed. Content and end-to-end fields are not changed; nothing waits for those who are told.
#pragma once
#include <concord/base/result.h>
#include <concord/http.h>
#include <concord/http/server.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace concord::proxy {

// An exchange, as it was on the wire but for the lines of chunks: bodies may be coded (Content-Encoding).
struct Passed {
  http::Exchange exchange;  // its URL is that at the target; without a response: there was none, or only its beginning
  bool is_request_cut = false, is_response_cut = false;  // only its beginning was kept
  bool is_stream = false;                                // server-sent events: nothing of its body was kept
};

// What is sent in place of an answer, or nothing: the answer itself.
using Decision = std::optional<http::Reply>;

struct Handlers {
  // Called from the proxy's thread when an exchange has ended; must return at once.
  std::function<void(Passed&&)> passed;
  // When it is set, answers are held until they are decided upon, as far as they fit; `passed` is not told of those.
  // `decide` is to be called once, from any thread.
  std::function<void(Passed&&, std::function<void(Decision)> decide)> hold;
};

struct Options {
  std::string to;                           // http or https, with a path that is put before those of requests, or none
  std::string address = "127.0.0.1";        // an IP address
  std::uint16_t port = 0;                   // 0: any that is free
  std::optional<http::ServerTls> tls;       // towards clients
  std::string authorities_file;             // PEM; who may sign the certificate of the target; "": those of the system
  bool is_unverified = false;               // whoever the target is
  std::size_t max_connections = 4096;       // of clients; past it 503
  std::size_t kept_bytes = 1u << 20;        // of each body, for those who are told
  std::size_t all_kept_bytes = 256u << 20;  // of all that are passing
  http::Milliseconds connect_timeout{10'000};
  http::Milliseconds idle_timeout{75'000};      // of a client between requests, and for a head
  http::Milliseconds silence_timeout{600'000};  // of a target that is waited for, and of a body
};

struct Counts {
  std::uint64_t requests = 0;     // that were understood
  std::uint64_t refused = 0;      // that were not passed on: malformed, or for another server
  std::uint64_t unreachable = 0;  // the target gave no whole answer: 502 and 504, or broken off
  std::uint64_t aborted = 0;      // the client went before its answer was there
  std::uint64_t streams = 0;      // server-sent events
  std::uint64_t upgrades = 0;     // 101: what follows is not read
  std::uint64_t connections = 0;  // that were made to the target
};

// Runs in a thread of its own from start() to stop() or destruction.
class Proxy {
 public:
  // Diagnostics "proxy.to", "proxy.listen", "proxy.tls".
  static base::Result<std::unique_ptr<Proxy>> start(Handlers handlers, const Options& options);
  ~Proxy();
  std::uint16_t port() const;
  std::string base_url() const;  // "http://127.0.0.1:8100", "https://[::1]:8100"
  Counts counts() const;         // thread-safe
  // What is being answered has 2 s; all else is closed at once. Idempotent.
  void stop();

 private:
  struct Impl;
  explicit Proxy(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace concord::proxy
