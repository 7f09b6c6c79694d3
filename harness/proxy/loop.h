// The thread of a proxy: who is connected, and the connections to the target that wait to be used again.
#pragma once
#include "forwarding.h"
#include "link.h"

#include <concord/proxy.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <atomic>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace concord::proxy {

class Session;

// Why the target could not be reached.
struct Unreached {
  std::string why;   // "" when it was
  std::string word;  // of RFC 9209, 2.3
  bool is_timeout = false;
};

struct LiveCounts {
  std::atomic<std::uint64_t> requests{0}, refused{0}, unreachable{0}, aborted{0}, streams{0}, upgrades{0},
      connections{0};
};

struct Loop {
  Loop(Handlers given, const Options& wanted, Target target);

  base::Diagnostics prepare_tls();
  error_code listen(const asio::ip::address& address);
  asio::awaitable<void> accept();
  asio::awaitable<void> look();  // now and then, at what takes too long and who has gone
  void take(tcp::socket socket);
  void stop();
  void ended(Session* session);

  // One that waits, or null.
  std::unique_ptr<Link> take_idle();
  void give_back(std::unique_ptr<Link> link);
  // `link` is set before anything is waited for, so that it can be closed.
  asio::awaitable<Unreached> connect(std::unique_ptr<Link>& link);

  const Handlers handlers;
  const Options options;
  const Target target;
  LiveCounts counts;
  std::size_t kept_bytes = 0;  // of bodies that are passing, for those who are told
  std::optional<asio::ssl::context> tls_in, tls_out;
  std::set<Session*> sessions;
  bool is_stopping = false;
  asio::io_context io{1};  // its end ends the coroutines, which still need what is above
  tcp::acceptor acceptor{io};
  asio::steady_timer pause{io}, ticks{io}, deadline{io};
  std::vector<std::unique_ptr<Link>> idle;

 private:
  asio::awaitable<Unreached> connect_tls(Link& link);
  asio::awaitable<Unreached> connect_tcp(Link& link);
};

}  // namespace concord::proxy
