#include "session.h"

#include <concord/http/repeatable.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
namespace concord::proxy {

namespace {

constexpr std::size_t piece_bytes = 16u << 10;
constexpr std::chrono::milliseconds upload_grace{1000};  // for a body that the target answered before its end

}  // namespace

Session::Session(tcp::socket socket, Loop& loop)
    : client_(std::move(socket)),
      loop_(loop),
      passage_(loop.options.kept_bytes, loop.options.all_kept_bytes, loop.kept_bytes),
      from_client_(piece_bytes),
      from_server_(piece_bytes),
      wakes_(loop.io) {
  loop_.sessions.insert(this);
}

Session::~Session() { loop_.ended(this); }

asio::awaitable<void> Session::serve(std::shared_ptr<Session> self) { co_await self->run(); }

void Session::stop() {
  is_stopping_ = true;
  if (phase_ == Phase::Reading || pumping_ > 0) {
    client_.close();
    if (server_) server_->close();
  }
}

// What took too long is closed, and the coroutine that waits for it goes on with an error.
void Session::look(Instant now) {
  const bool waits = phase_ == Phase::Connecting || phase_ == Phase::Waiting || phase_ == Phase::Passing;
  if (waits && !is_uploading_ && pumping_ == 0 && client_.is_gone()) is_client_gone_ = true;
  is_limit_passed_ = is_limit_passed_ || now > limit_;
  if (!is_client_gone_ && !is_limit_passed_) return;
  if (server_) server_->close();
  if (is_client_gone_ || phase_ == Phase::Reading || phase_ == Phase::Passing) client_.close();
}

void Session::enter(Phase phase, std::chrono::milliseconds limit) {
  phase_ = phase;
  limit_ = std::chrono::steady_clock::now() + limit;
  is_limit_passed_ = false;
}

asio::awaitable<void> Session::run() {
  error_code ignored;
  client_.socket.set_option(tcp::no_delay(true), ignored);
  try {
    bool is_open = co_await shake_hands();
    while (is_open && !is_stopping_) is_open = co_await exchange();
  } catch (const std::exception&) {
    // A client for whom there was no memory is let go; the others are served on.
  }
  co_await finish();
  client_.close();
  if (server_) server_->close();
}

asio::awaitable<bool> Session::shake_hands() {
  if (!loop_.tls_in) co_return true;
  client_.tls.emplace(client_.socket, *loop_.tls_in);
  enter(Phase::Reading, loop_.options.connect_timeout);
  error_code failure;
  co_await client_.tls->async_handshake(asio::ssl::stream_base::server, into(failure));
  if (failure) client_.close();
  co_return !failure;
}

asio::awaitable<bool> Session::exchange() {
  const State state = co_await read_request_head();
  if (state == State::Head) co_return false;
  Target::Place place;
  if (state == State::Malformed)
    place = {{}, "this is no request that can be passed on: " + request_.why(), request_.refusal()};
  else place = loop_.target.place_of(request_.head());
  if (!place.misdirected.empty()) {
    co_await refuse(place.status, place.misdirected);
    co_return false;
  }
  ++loop_.counts.requests;
  passage_.begin(request_.head(), loop_.target.url_of(place.path));
  const bool keeps = co_await pass(place.path);
  tell();
  co_return keeps;
}

// In state Head when the client has gone.
asio::awaitable<Session::State> Session::read_request_head() {
  enter(Phase::Reading, loop_.options.idle_timeout);
  State state = request_.next();
  while (state == State::Head) {
    error_code failure;
    const std::size_t count = co_await client_.read(from_client_, failure);
    if (failure) co_return state;
    state = request_.receive({from_client_.data(), count});
  }
  co_return state;
}

asio::awaitable<bool> Session::pass(const std::string& path) {
  const bool is_there = co_await ask(path);
  if (!is_there) {
    co_await join_upload();
    co_return keeps_client();
  }
  if (answer_.head().status == 101) {
    co_await tunnel();
    co_return false;
  }
  const bool is_relayed = co_await relay();
  co_await join_upload();
  const bool is_reusable = is_relayed && answer_.keeps_alive() && !answer_.has_unread() &&
                           request_.state() == State::Whole && server_ && server_->socket.is_open();
  if (is_reusable) loop_.give_back(std::move(server_));
  server_.reset();
  const bool keeps = is_relayed && keeps_client();
  co_return keeps;
}

// Whether there is the head of an answer. A connection that was kept may be closed by the target at the moment in which
// it is used again: then the request is sent once more by a new one, when that does no harm.
asio::awaitable<bool> Session::ask(const std::string& path) {
  begin_upload(path);
  for (bool may_reuse = true;; may_reuse = false) {
    Unreached failed = co_await reach(may_reuse);
    if (failed.why.empty()) {
      co_await send_request();
      const State state = co_await read_answer_head();
      if (state == State::Body || state == State::Whole) co_return true;
      if (may_ask_again()) continue;
      failed = why_unanswered();
    }
    co_await tell_unreached(failed);
    co_return false;
  }
}

bool Session::may_ask_again() const {
  return is_reused_ && !answer_.has_begun() && !is_uploading_ && !is_client_gone() && !is_limit_passed_ &&
         request_.state() == State::Whole && http::is_idempotent(request_.head().method);
}

Unreached Session::why_unanswered() const {
  const std::string& at = loop_.target.host_field();
  if (is_limit_passed_) return {at + " was silent for too long", "http_response_timeout", true};
  if (!answer_.has_begun()) return {at + " closed the connection without an answer", "connection_terminated"};
  return {at + " answered with what is no HTTP/1.1: " + answer_.why(), "http_protocol_error"};
}

asio::awaitable<Unreached> Session::reach(bool may_reuse) {
  enter(Phase::Connecting, loop_.options.connect_timeout);
  server_ = may_reuse ? loop_.take_idle() : nullptr;
  is_reused_ = server_ != nullptr;
  if (is_reused_) co_return Unreached{};
  Unreached failed = co_await loop_.connect(server_);
  co_return failed;
}

void Session::begin_upload(const std::string& path) {
  const Framing framing = request_.is_chunked() ? Framing::Chunked : Framing::AsItIs;
  request_text_ = request_text(request_.head(), path, loop_.target, framing) + taken_request_content();
}

// What has come of its content, with the lines of chunks where there are.
std::string Session::taken_request_content() {
  const Framing framing = request_.is_chunked() ? Framing::Chunked : Framing::AsItIs;
  std::string text;
  append_content(text, request_.content(), framing);
  passage_.keep_request(request_.content());
  request_.content().clear();
  if (request_.state() == State::Whole) append_end(text, request_.trailers(), framing);
  return text;
}

// What has come is sent; the rest follows while the answer is waited for.
asio::awaitable<void> Session::send_request() {
  enter(Phase::Waiting, loop_.options.silence_timeout);
  co_await server_->write(request_text_);
  if (request_.state() != State::Body) co_return;
  is_uploading_ = true;
  asio::co_spawn(loop_.io, upload(shared_from_this()), asio::detached);
}

asio::awaitable<void> Session::upload(std::shared_ptr<Session> self) {
  bool is_sent = true;
  while (is_sent && self->request_.state() == State::Body) {
    error_code failure;
    const std::size_t count = co_await self->client_.read(self->from_client_, failure);
    if (failure) {
      self->is_client_gone_ = failure != asio::error::operation_aborted;
      break;
    }
    self->limit_ = std::chrono::steady_clock::now() + self->loop_.options.silence_timeout;
    self->request_.receive({self->from_client_.data(), count});
    const std::string text = self->taken_request_content();
    if (!text.empty()) is_sent = co_await self->server_->write(text);
  }
  const bool is_broken = self->is_client_gone_ || self->request_.state() == State::Malformed;
  if (is_broken && self->server_) self->server_->close();
  self->is_uploading_ = false;
  self->wakes_.cancel();
}

// A target may answer before it has read all; then the client gets a moment to end.
asio::awaitable<void> Session::join_upload() {
  error_code ignored;
  if (is_uploading_) {
    wakes_.expires_after(upload_grace);
    co_await wakes_.async_wait(into(ignored));
  }
  while (is_uploading_) {
    client_.socket.cancel(ignored);
    if (server_) server_->close();
    wakes_.expires_after(upload_grace);
    co_await wakes_.async_wait(into(ignored));
  }
}

bool Session::keeps_client() const {
  return request_.keeps_alive() && !request_.head().is_http_1_0 && !is_stopping_ && !is_client_gone();
}

}  // namespace concord::proxy
