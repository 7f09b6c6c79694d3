// A server whose bytes a test decides: half answers, resets, silence, floods. Linux sockets, one thread a connection.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace concord::support {

class RawServer;

// One accepted connection, used by the script that plays it. After the script has returned it is closed.
class RawConnection {
 public:
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  // One request: its head and as many bytes as its Content-Length says. "" when the client has closed.
  // The server records it.
  std::string read_request();
  // Exactly so many bytes, whatever they are; fewer when the client has closed. Recorded by nobody.
  std::string read_bytes(std::size_t count);
  // Whether all of it was taken by the system.
  bool send(std::string_view bytes);
  // Sends `piece` again and again until the client is gone or `limit` bytes went out; returns how many did.
  std::uint64_t send_endlessly(std::string_view piece, std::uint64_t limit = UINT64_MAX);
  // Returns early when the server is stopped.
  void wait(std::chrono::milliseconds duration);
  void close();  // TLS with close_notify
  // Closes TCP in order, but TLS without close_notify.
  void cut();
  // Closes with a TCP reset: what the client has not read yet is lost to it.
  void reset();
  // 0 for the first connection that the server accepted.
  std::size_t number() const { return number_; }

 private:
  friend class RawServer;
  RawConnection(RawServer& server, int socket, std::size_t number)
      : server_(server), socket_(socket), number_(number) {}
  bool start_tls(void* context);
  std::ptrdiff_t receive(char* to, std::size_t size);
  std::ptrdiff_t transmit(std::string_view bytes);

  RawServer& server_;
  int socket_;
  std::size_t number_;
  void* tls_ = nullptr;  // SSL*, so that users need no OpenSSL header
  std::string unread_;
};

// Listens on a free port of 127.0.0.1 from construction to destruction, which ends all connections and scripts.
class RawServer {
 public:
  using Script = std::function<void(RawConnection&)>;
  struct Tls {
    std::string certificate_file;  // PEM
    std::string key_file;          // PEM
    std::string protocol = {};     // chosen by ALPN if the client offers it: "h2"; "" for none
    std::string client_ca_file = {};  // PEM; clients must have a certificate of it; "" to ask for none
  };

  explicit RawServer(Script script);
  RawServer(Script script, const Tls& tls);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  // Answers every request of every connection with the same bytes.
  static Script always(std::string answer);

  std::uint16_t port() const { return port_; }
  std::string url() const;                    // "http://127.0.0.1:PORT", https with Tls
  std::vector<std::string> requests() const;  // all that were read, in the order of their end
  std::size_t connection_count() const;

 private:
  friend class RawConnection;
  void listen();
  void accept_all();
  void play(RawConnection& connection);

  Script script_;
  void* tls_context_ = nullptr;  // SSL_CTX*
  std::string protocol_;         // as ALPN has it: a length, a name
  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable stopping_;
  bool is_stopping_ = false;
  std::vector<std::string> requests_;
  std::list<std::unique_ptr<RawConnection>> connections_;
  std::vector<std::thread> players_;
  std::thread acceptor_;
};

// An HTTP/1.1 answer with Content-Length. `headers` are whole lines, each with its line ending.
std::string http_answer(int status, std::string_view body, std::string_view headers = "");

}  // namespace concord::support
