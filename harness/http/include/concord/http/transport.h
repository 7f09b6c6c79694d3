// Sending requests.
#pragma once
#include <concord/http.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace concord::http {

// Whom a client trusts, and who it is. Files are PEM; "" is the system's, or none.
struct TlsFiles {
  std::string ca_file;
  std::string client_certificate, client_key, key_password;
};

struct TransportOptions {
  Timeouts timeouts{Milliseconds(10'000), Milliseconds(0), Milliseconds(0), Milliseconds(30'000)};
  std::uint64_t max_body_bytes = 16u << 20;  // of the decoded body; past it: TooLarge
  std::uint64_t max_header_bytes = 256u << 10;
  std::size_t max_connections = 64;
  std::size_t max_connections_per_host = 16;
  bool verify_tls = true;
  std::string ca_file;  // PEM; "" for the system's
  std::string client_certificate;
  std::string client_key;
  // Instead of those three, by origin: "https://api.shop.com:443".
  std::map<std::string, TlsFiles> tls_of_origin = {};
  std::string unix_socket;  // connect there instead, whatever host and port a URL has; "" for none
  std::map<std::string, std::string> unix_socket_of_origin = {};  // the same, by origin
  std::string proxy_user, proxy_password;  // of `proxy`, or of the environment's
  std::string proxy;  // "" for none; the environment's proxy variables are not obeyed unless `proxy_from_environment`
  bool proxy_from_environment = true;
  std::string resolve;  // curl's host:port:address, "" for none
  bool http2 = false;   // else HTTP/1.1
  std::string user_agent = "concord/0.1";
  // Asked before each connection, after name lookup, also before those to a proxy; what it returns is why there shall
  // be none. Called in a thread of the transport; may be empty.
  std::function<std::optional<std::string>(const std::string& address, std::uint16_t port)> refuse_address;
};

// Runs any number of exchanges: start() them, then poll() until nothing is active. Redirects are never followed.
// Callbacks run in the caller's thread; how long they take changes neither the times nor the outcome of other
// exchanges. Not thread-safe, but for wake().
class Transport {
 public:
  using Done = std::function<void(Exchange&&)>;
  virtual ~Transport() = default;
  // `done` is called once, from within poll() (never from within start()), also when the exchange failed or was
  // cancelled.
  virtual void start(Request request, Done done) = 0;
  // Waits until an exchange is over, wake(), a signal or the end of `wait`, runs callbacks that are due, though perhaps
  // not all, returns how many exchanges are active: those with a callback to come.
  virtual std::size_t poll(Milliseconds wait) = 0;
  // Waits for `time`, wake() or a signal: an exchange that is over meanwhile is left to the next poll(), at no cost of
  // its own. May return early.
  virtual void rest(Milliseconds /*time*/) {}
  // Ends every active exchange with ErrorKind::Interrupted (callbacks run in poll()).
  virtual void cancel_all() = 0;
  // Makes a waiting poll(), or the next, return at once. From any thread, and from a signal handler.
  virtual void wake() = 0;
};

// libcurl's multi interface in a thread of its own, from the first request on: pooled connections, keep-alive,
// gzip/deflate decoded.
std::unique_ptr<Transport> make_curl_transport(const TransportOptions& options);

}  // namespace concord::http
