// Which sockets the network's thread waits for. Linux epoll.
#pragma once
#include <sys/epoll.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace concord::http {

// A socket that is no longer wanted stays registered until something happens on it: a pooled connection is wanted again
// with the next request, and two system calls for each are saved.
class SocketWatch {
 public:
  SocketWatch();  // throws std::system_error
  ~SocketWatch();
  SocketWatch(const SocketWatch&) = delete;
  SocketWatch& operator=(const SocketWatch&) = delete;

  void want(int socket, std::uint32_t events);  // EPOLLIN, EPOLLOUT; 0 for none
  void forget(int socket);                      // it is being closed
  // What happened, valid until the next call. `milliseconds` < 0: waits without end.
  std::span<const epoll_event> wait(int milliseconds);

 private:
  struct Entry {
    std::uint32_t registered = 0;
    std::uint32_t wanted = 0;
  };
  void change(int socket, std::uint32_t events, bool is_registered);
  bool is_stale(const epoll_event& event);

  int epoll_;
  std::vector<Entry> entries_;  // by descriptor
  std::array<epoll_event, 256> happened_;
};

}  // namespace concord::http
