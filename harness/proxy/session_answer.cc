// The way back: the answer of the target, or one of our own.
#include "session.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace concord::proxy {

namespace {

constexpr std::chrono::milliseconds linger_limit{1000};  // for a client that sends what is refused
constexpr std::size_t linger_bytes = 4u << 20;

}  // namespace

// What was read of it goes to `reader`. In the state that it had when the other side has gone.
asio::awaitable<Session::State> Session::read_more(MessageReader& reader, Link& link) {
  error_code failure;
  const std::size_t count = co_await link.read(from_server_, failure);
  if (!failure) co_return reader.receive({from_server_.data(), count});
  // TLS without its end was cut, by whomever.
  if (failure == asio::error::eof) co_return reader.end();
  co_return State::Malformed;
}

asio::awaitable<Session::State> Session::read_answer_head() {
  const bool is_to_head = request_.head().method == "HEAD";
  State state = answer_.next(is_to_head);
  while (true) {
    while (state == State::Head) state = co_await read_more(answer_, *server_);
    const bool is_interim = state == State::Whole && answer_.head().status < 200 && answer_.head().status != 101;
    if (!is_interim) co_return state;
    const std::string text = answer_text(answer_.head(), Framing::AsItIs, true);
    bool is_sent = true;
    if (!request_.head().is_http_1_0) is_sent = co_await client_.write(text);
    is_client_gone_ = is_client_gone_ || !is_sent;
    state = answer_.next(is_to_head);
  }
}

Framing Session::answer_framing() const {
  const int status = answer_.head().status;
  const bool is_empty = request_.head().method == "HEAD" || status == 204 || status == 304;
  if (is_empty || answer_.has_length()) return Framing::AsItIs;
  return request_.head().is_http_1_0 ? Framing::UntilClose : Framing::Chunked;
}

asio::awaitable<bool> Session::relay() {
  enter(Phase::Passing, loop_.options.silence_timeout);
  passage_.note_answer(answer_.head());
  loop_.counts.streams += passage_.is_stream() ? 1 : 0;
  if (loop_.handlers.hold && !passage_.is_stream()) {
    const bool is_replaced = co_await hold();
    if (is_replaced) co_return !is_client_gone();
  }
  const Framing framing = answer_framing();
  const bool may_keep = keeps_client() && framing != Framing::UntilClose;
  std::string text = answer_text(answer_.head(), framing, may_keep);
  const Sent sent = co_await relay_content(std::move(text), framing);
  if (sent == Sent::Broken) {
    if (is_client_gone()) ++loop_.counts.aborted;
    else ++loop_.counts.unreachable;
    passage_.fail(http::ErrorKind::Reset, is_client_gone() ? "the client went away" : "the answer broke off");
    client_.close();
  }
  co_return sent == Sent::Whole;
}

// Each piece goes on as it comes.
asio::awaitable<Session::Sent> Session::relay_content(std::string text, Framing framing) {
  while (true) {
    append_content(text, answer_.content(), framing);
    if (!is_told_) passage_.keep_answer(answer_.content());
    answer_.content().clear();
    const State state = answer_.state();
    if (state == State::Whole) append_end(text, answer_.trailers(), framing);
    bool is_sent = true;
    if (!text.empty()) is_sent = co_await client_.write(text);
    if (!is_sent) is_client_gone_ = true;
    if (!is_sent || state == State::Malformed) co_return Sent::Broken;
    if (state == State::Whole) co_return Sent::Whole;
    text.clear();
    limit_ = std::chrono::steady_clock::now() + loop_.options.silence_timeout;
    const State next = co_await read_more(answer_, *server_);
    if (next == State::Malformed && answer_.content().empty()) co_return Sent::Broken;
  }
}

// An answer that fits is judged before it is sent; one that does not goes on, and is told of as cut.
asio::awaitable<bool> Session::hold() {
  const std::size_t most = loop_.options.kept_bytes;
  bool is_coming = true;
  while (is_coming && answer_.state() == State::Body && answer_.content().size() <= most) {
    const State state = co_await read_more(answer_, *server_);
    is_coming = state != State::Malformed;
  }
  if (answer_.state() != State::Whole || answer_.content().size() > most) co_return false;
  passage_.keep_answer(answer_.content());
  is_told_ = true;
  const Decision decision = co_await ask_for_decision();
  if (!decision) co_return false;
  co_await reply(*decision, keeps_client());
  co_return true;
}

asio::awaitable<Decision> Session::ask_for_decision() {
  is_decided_ = false;
  loop_.handlers.hold(passage_.take(), [weak = weak_from_this(), loop = &loop_](Decision decision) {
    asio::post(loop->io, [weak, decision = std::move(decision)]() mutable {
      if (const auto self = weak.lock()) self->decide(std::move(decision));
    });
  });
  error_code ignored;
  while (!is_decided_) {
    wakes_.expires_at(Instant::max());
    co_await wakes_.async_wait(into(ignored));
  }
  co_return std::exchange(decision_, {});
}

void Session::decide(Decision decision) {
  decision_ = std::move(decision);
  is_decided_ = true;
  wakes_.cancel();
}

// What the two say from now on is theirs (RFC 9110, 7.8).
asio::awaitable<void> Session::tunnel() {
  ++loop_.counts.upgrades;
  is_told_ = true;
  enter(Phase::Passing, {});
  limit_ = Instant::max();
  const std::string to_client = answer_text(answer_.head(), Framing::AsItIs, true) + answer_.take_unread();
  const std::string to_server = request_.take_unread();
  co_await client_.write(to_client);
  co_await server_->write(to_server);
  pumping_ = 2;
  asio::co_spawn(loop_.io, pump(shared_from_this(), true), asio::detached);
  asio::co_spawn(loop_.io, pump(shared_from_this(), false), asio::detached);
  error_code ignored;
  while (pumping_ > 0) {
    wakes_.expires_at(Instant::max());
    co_await wakes_.async_wait(into(ignored));
  }
}

asio::awaitable<void> Session::pump(std::shared_ptr<Session> self, bool is_to_client) {
  Link& from = is_to_client ? *self->server_ : self->client_;
  Link& to = is_to_client ? self->client_ : *self->server_;
  std::vector<char>& room = is_to_client ? self->from_server_ : self->from_client_;
  error_code failure;
  bool is_sent = true;
  while (is_sent) {
    const std::size_t count = co_await from.read(room, failure);
    if (failure) break;
    is_sent = co_await to.write({room.data(), count});
  }
  error_code ignored;
  const bool is_half_open = failure == asio::error::eof && !to.tls;
  if (is_half_open) to.socket.shutdown(tcp::socket::shutdown_send, ignored);
  else from.close(), to.close();
  --self->pumping_;
  self->wakes_.cancel();
}

asio::awaitable<void> Session::refuse(int status, const std::string& why) {
  ++loop_.counts.refused;
  const http::Reply answer = problem_reply(status, why);
  co_await reply(answer, false);
}

asio::awaitable<void> Session::tell_unreached(const Unreached& failed) {
  if (is_client_gone()) {
    ++loop_.counts.aborted;
    passage_.fail(http::ErrorKind::Interrupted, "the client went away");
    co_return;
  }
  ++loop_.counts.unreachable;
  passage_.fail(failed.is_timeout ? http::ErrorKind::Timeout : http::ErrorKind::Connect, failed.why);
  const http::Reply answer = problem_reply(failed.is_timeout ? 504 : 502, "concord proxy: " + failed.why, failed.word);
  co_await reply(answer, keeps_client());
}

asio::awaitable<void> Session::reply(const http::Reply& answer, bool keeps_alive) {
  enter(Phase::Passing, loop_.options.idle_timeout);
  const std::string text = reply_text(answer, request_.head().method == "HEAD", keeps_alive);
  const bool is_sent = co_await client_.write(text);
  if (!is_sent) is_client_gone_ = true;
}

void Session::tell() {
  if (!std::exchange(is_told_, false)) loop_.handlers.passed(passage_.take());
}

// A connection that is closed while the client still sends is reset, and the answer lost with it.
asio::awaitable<void> Session::finish() {
  if (!client_.socket.is_open()) co_return;
  enter(Phase::Reading, linger_limit);
  error_code failure;
  if (client_.tls) co_await client_.tls->async_shutdown(into(failure));
  client_.socket.shutdown(tcp::socket::shutdown_send, failure);
  for (std::size_t total = 0; !failure && !is_stopping_ && total < linger_bytes;)
    total += co_await client_.socket.async_read_some(asio::buffer(from_client_), into(failure));
}

}  // namespace concord::proxy
