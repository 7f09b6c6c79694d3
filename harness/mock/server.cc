// The sockets: one thread, one coroutine a connection. What is answered is the Service's business.
// All of Asio and Beast is in this file, which keeps the time to compile them in one place.
#include "service.h"

#include <concord/base/text.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <fmt/format.h>

#include <array>
#include <set>
#include <thread>

namespace concord::mock {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr std::chrono::milliseconds stop_limit{2000};    // for answers that are being sent when the server stops
constexpr std::chrono::milliseconds linger_limit{1000};  // for a client that sends what is refused
constexpr std::size_t linger_bytes = 4u << 20;
constexpr std::chrono::milliseconds accept_pause{50};  // when the system has no descriptors left

template <class Text>
std::string to_string(const Text& text) {
  return std::string(text.data(), text.size());
}

template <class Message>
Incoming to_incoming(Message& message) {
  Incoming incoming;
  incoming.method = to_string(message.method_string());
  incoming.target = to_string(message.target());
  for (const auto& field : message) {
    incoming.headers.push_back({to_string(field.name_string()), to_string(field.value())});
  }
  incoming.body = std::move(message.body());
  return incoming;
}

// 0: nobody is there to be answered.
int status_of(const error_code& failure) {
  using beast::http::error;
  static const error_code of_beast = beast::http::make_error_code(error::bad_method);
  if (failure.category() != of_beast.category() || failure == error::end_of_stream || failure == error::partial_message) return 0;
  if (failure == error::body_limit) return 413;
  return failure == error::header_limit || failure == error::buffer_overflow ? 431 : 400;
}

struct Loop;

// One connection. Lives in its coroutine.
class Session {
 public:
  Session(tcp::socket socket, Loop& loop);
  ~Session();
  asio::awaitable<void> run();
  void stop();

 private:
  asio::awaitable<bool> exchange();  // whether the connection stays open
  asio::awaitable<bool> read_body(Parser& parser);
  asio::awaitable<bool> refuse(Parser& parser, int status, std::string why);
  asio::awaitable<bool> send(const Incoming& request, Reply reply, unsigned version, bool keep_alive);
  template <class Body>
  asio::awaitable<bool> write(beast::http::response<Body>& response);
  asio::awaitable<void> linger();
  Reply handle(const Incoming& request);

  beast::tcp_stream stream_;
  Loop& loop_;
  beast::flat_buffer buffer_;
  bool is_answering_ = false;
  bool is_stopping_ = false;
};

struct Loop {
  explicit Loop(const ServerOptions& given) : options(given) {}

  // Nothing when it listens now.
  error_code listen(const asio::ip::address& address);
  asio::awaitable<void> accept();
  void take(tcp::socket socket);
  void stop();
  void ended(Session* session);

  ServerOptions options;
  std::unique_ptr<Service> service;
  std::set<Session*> sessions;
  bool is_stopping = false;
  asio::io_context io{1};  // its end ends the coroutines, which still need what is above
  tcp::acceptor acceptor{io};
  asio::steady_timer pause{io};
  asio::steady_timer deadline{io};
};

Session::Session(tcp::socket socket, Loop& loop) : stream_(std::move(socket)), loop_(loop) {
  loop_.sessions.insert(this);
}

Session::~Session() { loop_.ended(this); }

void Session::stop() {
  is_stopping_ = true;
  if (!is_answering_) stream_.close();
}

asio::awaitable<void> Session::run() {
  error_code ignored;
  stream_.socket().set_option(tcp::no_delay(true), ignored);
  try {
    bool is_open = true;
    while (is_open && !is_stopping_) is_open = co_await exchange();
  } catch (const std::exception&) {
    // Out of memory, or a header that Beast refuses to write: this connection only.
  }
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<bool> Session::exchange() {
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(std::min<std::size_t>(loop_.options.max_header_bytes, UINT32_MAX)));
  parser.body_limit(loop_.options.max_body_bytes);
  // One limit for the whole head: a client that sends a byte now and then does not gain time.
  stream_.expires_after(loop_.options.idle_timeout);
  error_code failure;
  co_await beast::http::async_read_header(stream_, buffer_, parser, asio::redirect_error(asio::use_awaitable, failure));
  if (failure) co_return co_await refuse(parser, status_of(failure), failure.message());
  const auto hosts = parser.get().count(beast::http::field::host);
  if (hosts > 1 || (hosts == 0 && parser.get().version() >= 11)) {
    co_return co_await refuse(parser, 400, "a request has one Host");
  }
  if (!co_await read_body(parser)) co_return false;
  const bool keep_alive = parser.keep_alive();
  const unsigned version = parser.get().version();
  const Incoming request = to_incoming(parser.get());
  co_return co_await send(request, handle(request), version, keep_alive);
}

asio::awaitable<bool> Session::read_body(Parser& parser) {
  const auto expectation = parser.get()[beast::http::field::expect];
  stream_.expires_after(loop_.options.idle_timeout);
  error_code failure;
  if (!parser.is_done() && base::equals_ignoring_case(to_string(expectation), "100-continue")) {
    beast::http::response<beast::http::empty_body> go_on{beast::http::status::continue_, 11};
    co_await beast::http::async_write(stream_, go_on, asio::redirect_error(asio::use_awaitable, failure));
    if (failure) co_return false;
  }
  co_await beast::http::async_read(stream_, buffer_, parser, asio::redirect_error(asio::use_awaitable, failure));
  if (failure) co_await refuse(parser, status_of(failure), failure.message());
  co_return !failure;
}

asio::awaitable<bool> Session::refuse(Parser& parser, int status, std::string why) {
  if (status == 0) co_return false;
  const std::string limit = status == 413
                                ? fmt::format("the body is larger than {} bytes", loop_.options.max_body_bytes)
                            : status == 431
                                ? fmt::format("the header is larger than {} bytes", loop_.options.max_header_bytes)
                                : "this is no HTTP request: " + why;
  Incoming request = to_incoming(parser.get());
  Reply reply = loop_.service->refuse(request, status, limit);
  request.method.clear();
  co_await send(request, std::move(reply), 11, false);
  co_await linger();
  co_return false;
}

Reply Session::handle(const Incoming& request) {
  try {
    return loop_.service->handle(request);
  } catch (const std::exception& failure) {
    return loop_.service->refuse(request, 500, std::string("the mock failed: ") + failure.what());
  }
}

asio::awaitable<bool> Session::send(const Incoming& request, Reply reply, unsigned version, bool keep_alive) {
  const auto prepare = [&](auto& response) {
    response.result(static_cast<unsigned>(reply.status));
    response.reason(std::string(http::reason_phrase(reply.status)));
    for (const http::Header& header : reply.headers) response.insert(header.name, header.value);
    if (reply.status != 204 && reply.status != 304) response.content_length(reply.body.size());
    response.version(version);
    response.keep_alive(keep_alive && !is_stopping_);
  };
  if (request.method == "HEAD" || reply.status == 204 || reply.status == 304) {
    beast::http::response<beast::http::empty_body> response;
    prepare(response);
    co_return co_await write(response);
  }
  beast::http::response<beast::http::string_body> response;
  prepare(response);
  response.body() = std::move(reply.body);
  co_return co_await write(response);
}

template <class Body>
asio::awaitable<bool> Session::write(beast::http::response<Body>& response) {
  is_answering_ = true;
  stream_.expires_after(loop_.options.idle_timeout);
  error_code failure;
  co_await beast::http::async_write(stream_, response, asio::redirect_error(asio::use_awaitable, failure));
  is_answering_ = false;
  co_return !failure && response.keep_alive();
}

// A connection that is closed while the client still sends is reset, and the answer lost with it.
asio::awaitable<void> Session::linger() {
  error_code failure;
  stream_.socket().shutdown(tcp::socket::shutdown_send, failure);
  stream_.expires_after(linger_limit);
  std::array<char, 16384> unread;
  for (std::size_t total = 0; !failure && total < linger_bytes;) {
    total += co_await stream_.async_read_some(asio::buffer(unread), asio::redirect_error(asio::use_awaitable, failure));
  }
}

error_code Loop::listen(const asio::ip::address& address) {
  const tcp::endpoint endpoint(address, options.port);
  error_code failure;
  acceptor.open(endpoint.protocol(), failure);
  if (!failure) acceptor.set_option(tcp::acceptor::reuse_address(true), failure);
  if (!failure) acceptor.bind(endpoint, failure);
  if (!failure) acceptor.listen(asio::socket_base::max_listen_connections, failure);
  return failure;
}

asio::awaitable<void> Loop::accept() {
  while (acceptor.is_open()) {
    error_code failure;
    tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failure));
    if (!failure) {
      take(std::move(socket));
    } else if (acceptor.is_open()) {
      pause.expires_after(accept_pause);
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, failure));
    }
  }
}

asio::awaitable<void> serve(tcp::socket socket, Loop& loop) {
  Session session(std::move(socket), loop);
  co_await session.run();
}

void Loop::take(tcp::socket socket) {
  if (sessions.size() < options.max_connections) {
    return asio::co_spawn(io, serve(std::move(socket), *this), asio::detached);
  }
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

void Loop::ended(Session* session) {
  sessions.erase(session);
  if (is_stopping && sessions.empty()) deadline.cancel();
}

}  // namespace

struct Server::Impl {
  explicit Impl(const ServerOptions& options) : loop(options) {}
  Loop loop;
  std::string base_url;
  std::uint16_t port = 0;
  std::thread thread;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(std::vector<Served> served, const ServerOptions& options) {
  auto service = Service::create(std::move(served), options);
  if (!service) return std::move(service).diagnostics();
  try {
    error_code failure;
    const asio::ip::address address = asio::ip::make_address(options.address, failure);
    if (failure) {
      return base::error("mock.address", fmt::format("\"{}\" is no IP address", base::escape_line(options.address)), {},
                         "e.g. 127.0.0.1");
    }
    auto impl = std::make_unique<Impl>(options);
    impl->loop.service = std::move(service).value();
    failure = impl->loop.listen(address);
    if (failure) {
      return base::error("mock.listen", fmt::format("cannot listen on {} port {}: {}", options.address, options.port,
                                                    failure.message()));
    }
    impl->port = impl->loop.acceptor.local_endpoint().port();
    const std::string host = address.is_unspecified() ? "127.0.0.1"
                             : address.is_v6()        ? "[" + options.address + "]"
                                                      : options.address;
    impl->base_url = fmt::format("http://{}:{}", host, impl->port);
    asio::co_spawn(impl->loop.io, impl->loop.accept(), asio::detached);
    impl->thread = std::thread([loop = &impl->loop] { loop->io.run(); });
    return std::unique_ptr<Server>(new Server(std::move(impl)));
  } catch (const std::exception& failure) {
    return base::error("mock.listen", fmt::format("cannot start the server: {}", failure.what()));
  }
}

std::uint16_t Server::port() const { return impl_->port; }

std::string Server::base_url() const { return impl_->base_url; }

void Server::stop() {
  if (!impl_ || !impl_->thread.joinable()) return;
  asio::post(impl_->loop.io, [loop = &impl_->loop] { loop->stop(); });
  impl_->thread.join();
}

}  // namespace concord::mock
