// The sockets: one thread, one coroutine a connection. What is a request is the RequestReader's business.
// All of Asio but its buffers is in this file, which keeps the time to compile it in one place.
#include <concord/http/server.h>

#include "reply_text.h"
#include "request_reader.h"

#include <concord/base/text.h>
#include <concord/http/listening.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <fmt/format.h>

#include <array>
#include <set>
#include <thread>

namespace concord::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using base::Diagnostics;
using base::Result;
using boost::system::error_code;
using State = RequestReader::State;

constexpr std::chrono::milliseconds stop_limit{2000};    // for answers that are being sent when the server stops
constexpr std::chrono::milliseconds linger_limit{1000};  // for a client that sends what is refused
constexpr std::size_t linger_bytes = 4u << 20;
constexpr std::chrono::milliseconds accept_pause{50};  // when the system has no descriptors left

// Failures are told, not thrown.
auto into(error_code& failure) { return asio::redirect_error(asio::use_awaitable, failure); }

struct Loop;

// What is written as the answer to a request.
struct Written {
  std::string text;
  bool keeps_alive = false;
  Milliseconds delay{0};
  bool is_reset_after = false;
};

// One connection. Lives as long as its coroutine.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, Loop& loop);
  ~Session();
  asio::awaitable<void> run();
  void stop();

 private:
  asio::awaitable<bool> shake_hands();
  asio::awaitable<bool> exchange();  // whether the connection stays open
  asio::awaitable<State> read_request();
  Written answer(State state);
  asio::awaitable<std::size_t> read_some(error_code& failure);
  asio::awaitable<bool> write(std::string_view bytes);
  asio::awaitable<void> finish();
  asio::awaitable<void> linger();
  void limit(Milliseconds time);
  void unlimit();
  void close();
  void reset();

  tcp::socket socket_;
  std::optional<asio::ssl::stream<tcp::socket&>> tls_;
  Loop& loop_;
  RequestReader reader_;
  asio::steady_timer timer_;
  std::uint64_t round_ = 0;  // of the limit that holds
  std::array<char, 16384> buffer_;
  bool is_answering_ = false;
  bool is_stopping_ = false;
};

struct Loop {
  Loop(ServerHandlers given, const ServerOptions& wanted) : handlers(std::move(given)), options(wanted) {}

  Diagnostics prepare_tls();
  // Nothing when it listens now.
  error_code listen(const asio::ip::address& address);
  asio::awaitable<void> accept();
  void take(tcp::socket socket);
  void stop();
  void ended(Session* session);
  Reply handle(const ParsedRequest& request, bool& is_refused) const;
  Reply refuse(const ParsedRequest& request, int status, const std::string& why) const;

  const ServerHandlers handlers;
  const ServerOptions options;
  std::optional<asio::ssl::context> tls;
  std::set<Session*> sessions;
  bool is_stopping = false;
  asio::io_context io{1};  // its end ends the coroutines, which still need what is above
  tcp::acceptor acceptor{io};
  asio::steady_timer pause{io};
  asio::steady_timer deadline{io};
};

Session::Session(tcp::socket socket, Loop& loop)
    : socket_(std::move(socket)), loop_(loop), reader_(loop.options), timer_(loop.io) {
  loop_.sessions.insert(this);
}

Session::~Session() { loop_.ended(this); }

void Session::stop() {
  is_stopping_ = true;
  if (!is_answering_) close();
}

asio::awaitable<void> Session::run() {
  error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  try {
    bool is_open = true;
    if (loop_.tls) is_open = co_await shake_hands();
    while (is_open && !is_stopping_) is_open = co_await exchange();
    co_await linger();
  } catch (const std::exception&) {
    // Out of memory: this connection only.
  }
}

asio::awaitable<bool> Session::shake_hands() {
  tls_.emplace(socket_, *loop_.tls);
  limit(loop_.options.idle_timeout);
  error_code failure;
  co_await tls_->async_handshake(asio::ssl::stream_base::server, into(failure));
  if (failure) close();
  co_return !failure;
}

asio::awaitable<bool> Session::exchange() {
  const State state = co_await read_request();
  if (state != State::Whole && state != State::Refused) co_return false;
  is_answering_ = true;
  unlimit();
  const Written written = answer(state);
  if (written.delay.count() > 0) {
    asio::steady_timer delay(loop_.io, written.delay);
    error_code ignored;
    co_await delay.async_wait(into(ignored));
  }
  limit(loop_.options.idle_timeout);
  const bool is_sent = co_await write(written.text);
  is_answering_ = false;
  if (written.is_reset_after) reset();
  const bool is_open = is_sent && written.keeps_alive;
  co_return is_open;
}

// In state Head or Body when the client has gone. One limit for a whole head, and one for a whole body: a client that
// sends a byte now and then does not gain time.
asio::awaitable<State> Session::read_request() {
  State state = reader_.next();
  State limited = State::Whole;
  while (state == State::Head || state == State::Body) {
    if (state != limited) limit(loop_.options.idle_timeout);
    limited = state;
    if (reader_.must_say_continue()) {
      const bool is_said = co_await write("HTTP/1.1 100 Continue\r\n\r\n");
      if (!is_said) co_return state;
    }
    error_code failure;
    const std::size_t count = co_await read_some(failure);
    if (failure) co_return state;
    state = reader_.receive({buffer_.data(), count});
  }
  co_return state;
}

Written Session::answer(State state) {
  bool is_refused = state == State::Refused;
  const bool keeps_alive = reader_.keeps_alive();
  const ParsedRequest request = reader_.take_request();
  const Reply reply =
      is_refused ? loop_.refuse(request, reader_.refusal(), reader_.why()) : loop_.handle(request, is_refused);
  const bool is_kept = keeps_alive && !is_refused && !is_stopping_ && !reply.reset_after;
  const ReplyFraming framing{request.method == "HEAD", reader_.is_http_1_0(), is_kept};
  Written written{to_text(reply, framing), framing.keeps_alive, reply.delay, reply.reset_after.has_value()};
  if (reply.reset_after) written.text.resize(std::min(*reply.reset_after, written.text.size()));
  return written;
}

asio::awaitable<std::size_t> Session::read_some(error_code& failure) {
  std::size_t count = 0;
  if (tls_) count = co_await tls_->async_read_some(asio::buffer(buffer_), into(failure));
  else count = co_await socket_.async_read_some(asio::buffer(buffer_), into(failure));
  co_return count;
}

asio::awaitable<bool> Session::write(std::string_view bytes) {
  error_code failure;
  const auto buffer = asio::buffer(bytes.data(), bytes.size());
  if (tls_) co_await asio::async_write(*tls_, buffer, into(failure));
  else co_await asio::async_write(socket_, buffer, into(failure));
  co_return !failure;
}

// The end of what is sent, which a client of TLS wants to be told.
asio::awaitable<void> Session::finish() {
  if (!socket_.is_open()) co_return;
  error_code ignored;
  if (tls_) {
    limit(linger_limit);
    co_await tls_->async_shutdown(into(ignored));
  }
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

// A connection that is closed while the client still sends is reset, and the answer lost with it.
asio::awaitable<void> Session::linger() {
  co_await finish();
  if (!socket_.is_open() || is_stopping_) co_return;
  limit(linger_limit);
  error_code failure;
  for (std::size_t total = 0; !failure && total < linger_bytes;) {
    total += co_await socket_.async_read_some(asio::buffer(buffer_), into(failure));
  }
}

// The connection is closed then, unless there is another limit, or none, by that time.
void Session::limit(Milliseconds time) {
  timer_.expires_after(time);
  timer_.async_wait([weak = weak_from_this(), round = ++round_](const error_code& failure) {
    const auto self = weak.lock();
    if (!failure && self && self->round_ == round) self->close();
  });
}

void Session::unlimit() {
  ++round_;
  timer_.cancel();
}

void Session::close() {
  error_code ignored;
  socket_.close(ignored);
}

void Session::reset() {
  error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  close();
}

Reply Loop::handle(const ParsedRequest& request, bool& is_refused) const {
  std::string why = "the reply has no final status, or a header whose name is none";
  try {
    Reply reply = handlers.handle(request);
    if (can_be_sent(reply)) return reply;
  } catch (const std::exception& failure) {
    why = failure.what();
  }
  is_refused = true;
  return refuse(request, 500, why);
}

Reply Loop::refuse(const ParsedRequest& request, int status, const std::string& why) const {
  try {
    if (handlers.refuse) {
      Reply reply = handlers.refuse(request, status, why);
      if (can_be_sent(reply)) return reply;
    }
  } catch (const std::exception&) {
    // There are words of our own.
  }
  return {.status = status, .headers = {{"Content-Type", "text/plain; charset=utf-8"}}, .body = why + "\n"};
}

Diagnostics Loop::prepare_tls() {
  if (!options.tls) return {};
  tls.emplace(asio::ssl::context::tls_server);
  return serve_with<error_code>(*tls, *options.tls, "server.tls");
}

error_code Loop::listen(const asio::ip::address& address) {
  error_code failure;
  listen_at(acceptor, tcp::endpoint(address, options.port), failure);
  return failure;
}

asio::awaitable<void> Loop::accept() {
  while (acceptor.is_open()) {
    error_code failure;
    tcp::socket socket = co_await acceptor.async_accept(into(failure));
    if (!failure) {
      take(std::move(socket));
    } else if (acceptor.is_open()) {
      pause.expires_after(accept_pause);
      co_await pause.async_wait(into(failure));
    }
  }
}

asio::awaitable<void> serve(std::shared_ptr<Session> session) { co_await session->run(); }

void Loop::take(tcp::socket socket) {
  if (sessions.size() < options.max_connections) {
    return asio::co_spawn(io, serve(std::make_shared<Session>(std::move(socket), *this)), asio::detached);
  }
  if (tls) return;
  static constexpr std::string_view full =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(full.data(), full.size()), ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void Loop::stop() {
  is_stopping = true;
  error_code ignored;
  acceptor.close(ignored);
  pause.cancel();
  const std::set<Session*> now = sessions;
  for (Session* session : now) session->stop();
  if (sessions.empty()) return;
  deadline.expires_after(stop_limit);
  deadline.async_wait([this](const error_code& failure) {
    if (!failure) io.stop();
  });
}

// When the loop was stopped with sessions in it, they end with it, and the deadline has come.
void Loop::ended(Session* session) {
  sessions.erase(session);
  if (is_stopping && sessions.empty() && !io.stopped()) deadline.cancel();
}

std::string url_of(const std::string& scheme, const tcp::endpoint& endpoint) {
  std::string host = endpoint.address().to_string();
  if (endpoint.address().is_v6()) host = "[" + base::replace_all(std::move(host), "%", "%25") + "]";  // RFC 6874
  return fmt::format("{}://{}:{}", scheme, host, endpoint.port());
}

base::Diagnostic cannot_start(const std::exception& failure) {
  return base::error("server.listen", fmt::format("cannot start the server: {}", failure.what()));
}

}  // namespace

struct Server::Impl {
  Impl(ServerHandlers handlers, const ServerOptions& options) : loop(std::move(handlers), options) {}

  Diagnostics start() {
    error_code failure;
    const asio::ip::address address = asio::ip::make_address(loop.options.address, failure);
    if (failure) {
      return {base::error("server.address",
                          fmt::format("\"{}\" is no IP address", base::escape_line(loop.options.address)), {},
                          "e.g. 127.0.0.1")};
    }
    Diagnostics problems = loop.prepare_tls();
    if (!problems.empty()) return problems;
    failure = loop.listen(address);
    if (failure) {
      return {base::error("server.listen", fmt::format("cannot listen on {} port {}: {}", loop.options.address,
                                                       loop.options.port, failure.message()))};
    }
    bound = loop.acceptor.local_endpoint();
    asio::co_spawn(loop.io, loop.accept(), asio::detached);
    thread = std::thread([this] { loop.io.run(); });
    return {};
  }

  Loop loop;
  tcp::endpoint bound;
  std::thread thread;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(ServerHandlers handlers, const ServerOptions& options) {
  try {
    auto impl = std::make_unique<Impl>(std::move(handlers), options);
    Diagnostics problems = impl->start();
    if (!problems.empty()) return problems;
    return std::unique_ptr<Server>(new Server(std::move(impl)));
  } catch (const std::exception& failure) {
    return cannot_start(failure);
  }
}

std::uint16_t Server::port() const { return impl_->bound.port(); }

std::string Server::address() const { return impl_->bound.address().to_string(); }

std::string Server::base_url() const { return url_of(impl_->loop.options.tls ? "https" : "http", impl_->bound); }

void Server::stop() {
  if (!impl_->thread.joinable()) return;
  asio::post(impl_->loop.io, [loop = &impl_->loop] { loop->stop(); });
  impl_->thread.join();
}

}  // namespace concord::http
