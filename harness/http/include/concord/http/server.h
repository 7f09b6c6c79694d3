// A small HTTP/1.1 server (RFC 9112) for the mock and for tests. Whoever answers sees plain data.
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/base/result.h>
#include <concord/http.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace concord::http {

// A request as it arrived, whole.
struct ParsedRequest {
  std::string method;
  std::string target;  // as on the request line, undecoded: "/a/b%20c?d", "http://host/a", "*"
  Headers headers;     // of the head, in order, duplicates kept; trailers are dropped (RFC 9110, 6.5.1)
  std::string body;    // without the framing of chunks
};

// What is answered. The server adds Content-Length and Connection and drops what is given of them and of
// Transfer-Encoding; line ends in values become blanks. No body is sent to HEAD, nor with 204 and 304.
struct Reply {
  int status = 200;  // a final one: 200 to 599
  Headers headers;
  std::string body;
  bool is_chunked = false;  // its body is sent in chunks, but in HTTP/1.0
  // Faults, for clients that are tested.
  Milliseconds delay{0};  // before its first byte
  // So many bytes of it are sent, head included, then the connection is reset.
  std::optional<std::size_t> reset_after = {};
};

struct ServerLimits {
  std::size_t max_header_bytes = 32u << 10;  // of the request line and the fields; past it 431
  std::size_t max_headers = 256;             // fields; past it 431
  std::size_t max_body_bytes = 1u << 20;     // without the framing of chunks; past it 413
  std::size_t max_connections = 1024;        // past it 503
  // Of a client for a head, for a body, and to take an answer; past it the connection is closed.
  Milliseconds idle_timeout{30'000};
};

struct ServerTls {
  std::string certificate_file;  // PEM, with its chain
  std::string key_file;          // PEM
};

struct ServerOptions : ServerLimits {
  std::string address = "127.0.0.1";  // an IP address
  std::uint16_t port = 0;             // 0: any that is free
  std::optional<ServerTls> tls;
};

// Called one after the other, from the server's thread.
struct ServerHandlers {
  std::function<Reply(const ParsedRequest&)> handle;
  // For what `handle` is not asked (400, 413, 417, 431, 501), and 500 when it threw or its reply cannot be sent.
  // `request` is as far as it was read. The connection is closed after it. Without this, `why` is answered as text.
  std::function<Reply(const ParsedRequest& request, int status, const std::string& why)> refuse;
};

// Runs in a thread of its own from start() to stop() or destruction. Keeps connections, answers pipelined requests in
// order, says 100 to who expects it.
class Server {
 public:
  // Diagnostics "server.address", "server.listen", "server.tls" when it cannot listen.
  static base::Result<std::unique_ptr<Server>> start(ServerHandlers handlers, const ServerOptions& options = {});
  ~Server();
  std::uint16_t port() const;
  std::string address() const;   // that was bound: "127.0.0.1", "0.0.0.0", "::1"
  std::string base_url() const;  // "http://127.0.0.1:41234", "https://[::1]:41234"
  // Answers what is being answered, within 2 s; idle and half read connections are closed at once. Idempotent.
  void stop();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace concord::http
