#include "link.h"

#include <boost/asio/write.hpp>

#include <sys/socket.h>

#include <cerrno>

namespace concord::proxy {

namespace {

// What the next read would say, without waiting: bytes, 0 for the end, or an errno below zero.
ssize_t peek(int descriptor) {
  char one = 0;
  const ssize_t size = ::recv(descriptor, &one, 1, MSG_PEEK | MSG_DONTWAIT);
  return size < 0 ? -errno : size;
}

bool is_nothing_there(ssize_t peeked) { return peeked == -EAGAIN || peeked == -EWOULDBLOCK || peeked == -EINTR; }

}  // namespace

asio::awaitable<std::size_t> Link::read(std::span<char> room, error_code& failure) {
  const auto buffer = asio::buffer(room.data(), room.size());
  std::size_t count = 0;
  if (tls) count = co_await tls->async_read_some(buffer, into(failure));
  else count = co_await socket.async_read_some(buffer, into(failure));
  co_return count;
}

asio::awaitable<bool> Link::write(std::string_view bytes) {
  error_code failure;
  const auto buffer = asio::buffer(bytes.data(), bytes.size());
  if (tls) co_await asio::async_write(*tls, buffer, into(failure));
  else co_await asio::async_write(socket, buffer, into(failure));
  co_return !failure;
}

bool Link::is_gone() const {
  if (!socket.is_open()) return true;
  const ssize_t peeked = peek(const_cast<tcp::socket&>(socket).native_handle());
  return peeked == 0 || (peeked < 0 && !is_nothing_there(peeked));
}

bool Link::is_unusable() const {
  return !socket.is_open() || !is_nothing_there(peek(const_cast<tcp::socket&>(socket).native_handle()));
}

void Link::close() {
  error_code ignored;
  socket.close(ignored);
}

}  // namespace concord::proxy
