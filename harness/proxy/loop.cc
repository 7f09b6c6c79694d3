#include "loop.h"
#include "session.h"

#include <concord/base/text.h>
#include <concord/http/listening.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <thread>

namespace concord::proxy {

namespace {

using base::Diagnostics;

constexpr std::chrono::milliseconds stop_limit{2000};  // for what is being answered
constexpr std::chrono::milliseconds accept_pause{50};  // when the system has no descriptors left
constexpr std::chrono::milliseconds tick{250};
constexpr std::chrono::seconds idle_limit{55};  // many servers close after 60 s
constexpr std::size_t most_idle = 1024;

// RFC 9209, 2.3.
std::string word_of(const error_code& failure) {
  if (failure == asio::error::connection_refused) return "connection_refused";
  if (failure == asio::error::host_not_found || failure == asio::error::host_not_found_try_again) return "dns_error";
  if (failure == asio::error::operation_aborted) return "connection_timeout";
  return "destination_unavailable";
}

// What OpenSSL found wrong with the certificate is more than "certificate verify failed".
std::string tls_text(SSL* ssl, const error_code& failure) {
  const long verified = ::SSL_get_verify_result(ssl);
  return verified == X509_V_OK ? failure.message() : ::X509_verify_cert_error_string(verified);
}

}  // namespace

Loop::Loop(Handlers given, const Options& wanted, Target to)
    : handlers(std::move(given)), options(wanted), target(std::move(to)) {}

Diagnostics Loop::prepare_tls() {
  constexpr const char* kind = "proxy.tls";
  if (options.tls) {
    tls_in.emplace(asio::ssl::context::tls_server);
    if (auto problems = http::serve_with<error_code>(*tls_in, *options.tls, kind); !problems.empty()) return problems;
  }
  if (!target.is_secure()) return {};
  tls_out.emplace(asio::ssl::context::tls_client);
  http::refuse_old_tls(*tls_out);
  if (options.is_unverified) return tls_out->set_verify_mode(asio::ssl::verify_none), Diagnostics{};
  error_code failure;
  if (options.authorities_file.empty()) tls_out->set_default_verify_paths(failure);
  else tls_out->load_verify_file(options.authorities_file, failure);
  if (failure) return {http::cannot_use_file(kind, "authorities of", options.authorities_file, failure)};
  tls_out->set_verify_mode(asio::ssl::verify_peer);
  tls_out->set_verify_callback(asio::ssl::host_name_verification(target.host()));
  return {};
}

error_code Loop::listen(const asio::ip::address& address) {
  error_code failure;
  http::listen_at(acceptor, tcp::endpoint(address, options.port), failure);
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

// One timer for all: a timer a request would cost more than the request.
asio::awaitable<void> Loop::look() {
  while (!is_stopping) {
    error_code failure;
    ticks.expires_after(tick);
    co_await ticks.async_wait(into(failure));
    const Instant now = std::chrono::steady_clock::now();
    for (Session* session : std::set<Session*>(sessions)) session->look(now);
    std::erase_if(idle, [now](const auto& one) { return now - one->idle_since > idle_limit || one->is_unusable(); });
  }
}

void Loop::take(tcp::socket socket) {
  if (sessions.size() < options.max_connections)
    return asio::co_spawn(io, Session::serve(std::make_shared<Session>(std::move(socket), *this)), asio::detached);
  static constexpr std::string_view full =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  ++counts.refused;
  error_code ignored;
  socket.non_blocking(true, ignored);
  if (!tls_in) socket.write_some(asio::buffer(full.data(), full.size()), ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void Loop::stop() {
  is_stopping = true;
  error_code ignored;
  acceptor.close(ignored);
  pause.cancel();
  ticks.cancel();
  idle.clear();
  for (Session* session : std::set<Session*>(sessions)) session->stop();
  if (sessions.empty()) return;
  deadline.expires_after(stop_limit);
  deadline.async_wait([this](const error_code& failure) {
    if (!failure) io.stop();
  });
}

void Loop::ended(Session* session) {
  sessions.erase(session);
  if (is_stopping && sessions.empty() && !io.stopped()) deadline.cancel();
}

std::unique_ptr<Link> Loop::take_idle() {
  while (!idle.empty()) {
    std::unique_ptr<Link> link = std::move(idle.back());
    idle.pop_back();
    if (!link->is_unusable()) return link;
  }
  return nullptr;
}

void Loop::give_back(std::unique_ptr<Link> link) {
  if (is_stopping || idle.size() >= most_idle) return;
  link->idle_since = std::chrono::steady_clock::now();
  idle.push_back(std::move(link));
}

asio::awaitable<Unreached> Loop::connect(std::unique_ptr<Link>& link) {
  link = std::make_unique<Link>(tcp::socket(io));
  ++counts.connections;
  Unreached failed = co_await connect_tcp(*link);
  if (failed.why.empty() && tls_out) failed = co_await connect_tls(*link);
  co_return failed;
}

asio::awaitable<Unreached> Loop::connect_tcp(Link& link) {
  error_code failure;
  const auto address = asio::ip::make_address(target.host(), failure);
  tcp::resolver::results_type found;
  if (!failure) {
    found = tcp::resolver::results_type::create(tcp::endpoint(address, target.port()), target.host(), "");
  } else {
    tcp::resolver resolver(io);
    found = co_await resolver.async_resolve(target.host(), std::to_string(target.port()), into(failure));
    if (failure) co_return Unreached{"cannot find " + target.host() + ": " + failure.message(), "dns_error"};
  }
  co_await asio::async_connect(link.socket, found, into(failure));
  if (!failure) link.socket.set_option(tcp::no_delay(true), failure);
  if (!failure) co_return Unreached{};
  const bool is_timeout = failure == asio::error::operation_aborted;
  const std::string why =
      is_timeout ? fmt::format("not within {} ms", options.connect_timeout.count()) : failure.message();
  co_return Unreached{"cannot connect to " + target.host_field() + ": " + why, word_of(failure), is_timeout};
}

asio::awaitable<Unreached> Loop::connect_tls(Link& link) {
  link.tls.emplace(link.socket, *tls_out);
  error_code failure;
  asio::ip::make_address(target.host(), failure);
  // A number is no server name (RFC 6066, 3).
  if (failure) SSL_set_tlsext_host_name(link.tls->native_handle(), target.host().c_str());
  co_await link.tls->async_handshake(asio::ssl::stream_base::client, into(failure));
  if (!failure) co_return Unreached{};
  const std::string why = tls_text(link.tls->native_handle(), failure);
  co_return Unreached{"no TLS with " + target.host_field() + ": " + why, "tls_certificate_error"};
}

struct Proxy::Impl {
  Impl(Handlers handlers, const Options& options, Target target)
      : loop(std::move(handlers), options, std::move(target)) {}

  Diagnostics start() {
    error_code failure;
    const asio::ip::address address = asio::ip::make_address(loop.options.address, failure);
    if (failure) return {base::error("proxy.listen", base::in_quotes(loop.options.address) + " is no IP address")};
    if (Diagnostics problems = loop.prepare_tls(); !problems.empty()) return problems;
    failure = loop.listen(address);
    if (failure) {
      return {base::error("proxy.listen", fmt::format("cannot listen on {} port {}: {}", loop.options.address,
                                                      loop.options.port, failure.message()))};
    }
    bound = loop.acceptor.local_endpoint();
    asio::co_spawn(loop.io, loop.accept(), asio::detached);
    asio::co_spawn(loop.io, loop.look(), asio::detached);
    thread = std::thread([this] { loop.io.run(); });
    return {};
  }

  Loop loop;
  tcp::endpoint bound;
  std::thread thread;
};

Proxy::Proxy(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Proxy::~Proxy() { stop(); }

base::Result<std::unique_ptr<Proxy>> Proxy::start(Handlers handlers, const Options& options) {
  auto target = Target::parse(options.to);
  if (!target) return std::move(target).diagnostics();
  try {
    auto impl = std::make_unique<Impl>(std::move(handlers), options, std::move(target).value());
    Diagnostics problems = impl->start();
    if (!problems.empty()) return problems;
    return std::unique_ptr<Proxy>(new Proxy(std::move(impl)));
  } catch (const std::exception& failure) {
    return base::error("proxy.listen", fmt::format("cannot start the proxy: {}", failure.what()));
  }
}

std::uint16_t Proxy::port() const { return impl_->bound.port(); }

std::string Proxy::base_url() const {
  const std::string host = impl_->bound.address().to_string();
  return fmt::format("{}://{}:{}", impl_->loop.options.tls ? "https" : "http",
                     impl_->bound.address().is_v6() ? '[' + host + ']' : host, impl_->bound.port());
}

Counts Proxy::counts() const {
  const LiveCounts& live = impl_->loop.counts;
  return {live.requests, live.refused, live.unreachable, live.aborted, live.streams, live.upgrades, live.connections};
}

void Proxy::stop() {
  if (!impl_->thread.joinable()) return;
  asio::post(impl_->loop.io, [loop = &impl_->loop] { loop->stop(); });
  impl_->thread.join();
}

}  // namespace concord::proxy
