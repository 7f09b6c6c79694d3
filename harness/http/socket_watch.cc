#include "socket_watch.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace concord::http {

SocketWatch::SocketWatch() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (epoll_ < 0) throw std::system_error(errno, std::generic_category(), "epoll");
}

SocketWatch::~SocketWatch() { ::close(epoll_); }

// What is registered may have been closed unseen, and its number given to another socket.
void SocketWatch::change(int socket, std::uint32_t events, bool is_registered) {
  epoll_event event{};
  event.events = events;
  event.data.fd = socket;
  const int first = is_registered ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
  if (::epoll_ctl(epoll_, first, socket, &event) == 0) return;
  if (errno == ENOENT || errno == EEXIST) {
    ::epoll_ctl(epoll_, is_registered ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
  }
}

void SocketWatch::want(int socket, std::uint32_t events) {
  const auto at = static_cast<std::size_t>(socket);
  if (at >= entries_.size()) entries_.resize(std::max(at + 1, entries_.size() * 2));
  Entry& entry = entries_[at];
  entry.wanted = events;
  if (events == 0 || events == entry.registered) return;
  change(socket, events, entry.registered != 0);
  entry.registered = events;
}

void SocketWatch::forget(int socket) {
  const auto at = static_cast<std::size_t>(socket);
  if (at < entries_.size()) entries_[at] = {};
}

bool SocketWatch::is_stale(const epoll_event& event) {
  Entry& entry = entries_[static_cast<std::size_t>(event.data.fd)];
  if (entry.wanted != 0) return false;
  ::epoll_ctl(epoll_, EPOLL_CTL_DEL, event.data.fd, nullptr);
  entry.registered = 0;
  return true;
}

std::span<const epoll_event> SocketWatch::wait(int milliseconds) {
  const int count = ::epoll_wait(epoll_, happened_.data(), static_cast<int>(happened_.size()), milliseconds);
  const auto end = std::remove_if(happened_.begin(), happened_.begin() + std::max(count, 0),
                                  [this](const epoll_event& event) { return is_stale(event); });
  return {happened_.begin(), end};
}

}  // namespace concord::http
