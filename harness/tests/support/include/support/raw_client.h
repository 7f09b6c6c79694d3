// Sends bytes that no HTTP client would send, to a server on loopback.
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace concord::support {

// One connection. Waits 10 s for bytes, then takes it for closed.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval limit{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      ::close(socket_);
      throw std::runtime_error("raw client: cannot connect");
    }
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // Whether all of it was taken by the system.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  // Until `part` has come, or the server has closed.
  std::string receive(const std::string& part = "\x01never\x01") {
    std::string text;
    char piece[4096];
    while (text.find(part) == std::string::npos) {
      const auto size = ::recv(socket_, piece, sizeof piece, 0);
      was_reset_ = size < 0 && errno == ECONNRESET;
      if (size <= 0) break;
      text.append(piece, static_cast<std::size_t>(size));
    }
    return text;
  }
  std::string exchange(std::string_view bytes) {
    send(bytes);
    return receive();
  }
  // Whether the last receive() ended with a TCP reset.
  bool was_reset() const { return was_reset_; }

 private:
  int socket_;
  bool was_reset_ = false;
};

// What the server answers until it closes; "" when it cannot be reached.
inline std::string exchange_raw(std::uint16_t port, std::string_view request) {
  try {
    return RawClient(port).exchange(request);
  } catch (const std::runtime_error&) {
    return "";
  }
}

inline std::string first_line(const std::string& text) { return text.substr(0, text.find("\r\n")); }

}  // namespace concord::support
