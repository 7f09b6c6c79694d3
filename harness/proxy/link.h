// A connection, with TLS or without. Asio is in the private headers of this module only.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <optional>
#include <span>
#include <string_view>

namespace concord::proxy {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Instant = std::chrono::steady_clock::time_point;

// Failures are told, not thrown.
inline auto into(error_code& failure) { return asio::redirect_error(asio::use_awaitable, failure); }

class Link {
 public:
  explicit Link(tcp::socket given) : socket(std::move(given)) {}

  asio::awaitable<std::size_t> read(std::span<char> room, error_code& failure);
  asio::awaitable<bool> write(std::string_view bytes);  // all of them
  // Whether the other side has closed, as far as the system knows.
  bool is_gone() const;
  // Also when there are bytes that nobody asked for.
  bool is_unusable() const;
  void close();

  tcp::socket socket;
  std::optional<asio::ssl::stream<tcp::socket&>> tls;
  Instant idle_since{};
};

}  // namespace concord::proxy
