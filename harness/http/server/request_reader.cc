// Beast's parser is given what has arrived and is not used up yet, until it has a whole request. Around it is what it
// leaves to its user: that there is one Host, that only the coding "chunked" is understood, that fields are counted,
// and that the lines between and behind chunks are bounded, too.
// All of Beast is in this file, which keeps the time to compile it in one place.
#include "request_reader.h"

#include <concord/base/text.h>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace concord::http {

namespace {

namespace beast = boost::beast;
using beast::http::field;
using boost::system::error_code;
using Parser = beast::http::request_parser<beast::http::string_body>;

const std::string no_request = "this is no HTTP request: ";

template <class Text>
std::string to_string(const Text& text) {
  return std::string(text.data(), text.size());
}

template <class Fields>
Headers to_headers(const Fields& fields) {
  Headers headers;
  for (const auto& one : fields) headers.push_back({to_string(one.name_string()), to_string(one.value())});
  return headers;
}

}  // namespace

struct RequestReader::Impl {
  explicit Impl(const ServerLimits& given) : limits(given) {}

  void begin() {
    state = State::Head;
    headers.clear();
    is_continue_said = false;
    parser.emplace();
    parser->header_limit(static_cast<std::uint32_t>(std::min<std::size_t>(limits.max_header_bytes, UINT32_MAX)));
    parser->body_limit(limits.max_body_bytes);
  }

  void read() {
    skip_empty_lines();
    while (is_open() && has_enough()) {
      error_code failure;
      const std::size_t used = parser->put(boost::asio::buffer(unread.data() + at, unread.size() - at), failure);
      at += used;
      if (failure == beast::http::error::need_more) break;
      if (failure) return refuse_by(failure);
      if (state == State::Head && parser->is_header_done()) finish_head();
      if (is_open() && parser->is_done()) state = State::Whole;
    }
    unread.erase(0, at);
    at = 0;
    // Lines between chunks and behind the last are bounded by nothing else.
    if (state == State::Body && unread.size() > limits.max_header_bytes) refuse(431, too_large_head());
  }

  // What some clients send behind a body (RFC 9112, 2.2).
  void skip_empty_lines() {
    while (state == State::Head && !parser->got_some() && std::string_view(unread).substr(at, 2) == "\r\n") at += 2;
  }

  bool is_open() const { return state == State::Head || state == State::Body; }

  // Beast 1.81 asserts that five bytes are there when it looks a second time at a last chunk: "0", and two line ends.
  // A carriage return by itself may be an empty line.
  bool has_enough() const {
    const std::size_t size = unread.size() - at;
    if (size == 1 && unread[at] == '\r' && !parser->got_some()) return false;
    const bool is_chunked = state == State::Body && parser->chunked();
    return size >= 5 || (size > 0 && !(is_chunked && unread[at] == '0'));
  }

  void finish_head() {
    state = State::Body;
    const auto& head = parser->get();
    headers = to_headers(head);
    parser->eager(true);
    if (headers.size() > limits.max_headers) {
      return refuse(431, fmt::format("the header has more than {} fields", limits.max_headers));
    }
    const auto hosts = head.count(field::host);
    if (hosts > 1 || (hosts == 0 && !is_http_1_0())) return refuse(400, no_request + "a request has one Host");
    check_coding();
    const auto expectation = head[field::expect];
    if (!expectation.empty() && !is_http_1_0() && !base::equals_ignoring_case(to_string(expectation), "100-continue")) {
      refuse(417, "no expectation but 100-continue is met");
    }
  }

  // A coding that is not understood, or not the last, leaves the length of the body open (RFC 9112, 6.1 and 6.3).
  void check_coding() {
    const auto codings = header_values(headers, "Transfer-Encoding");
    if (codings.empty()) return;
    const std::string_view last = base::trim(codings.back().substr(codings.back().rfind(',') + 1));
    if (is_http_1_0() || !base::equals_ignoring_case(last, "chunked")) {
      return refuse(400, no_request + "nobody can know where its body ends");
    }
    const bool is_alone = codings.size() == 1 && last.size() == codings.front().size();
    if (!is_alone) refuse(501, "no transfer coding but chunked is understood");
  }

  void refuse_by(const error_code& failure) {
    using beast::http::error;
    if (failure == error::body_limit) {
      return refuse(413, fmt::format("the body is larger than {} bytes", limits.max_body_bytes));
    }
    if (failure == error::header_limit || failure == error::buffer_overflow) return refuse(431, too_large_head());
    refuse(400, no_request + failure.message());
  }

  void refuse(int with, std::string because) {
    if (state == State::Head) headers = to_headers(parser->get());
    state = State::Refused;
    status = with;
    why = std::move(because);
  }

  std::string too_large_head() const {
    return fmt::format("the header is larger than {} bytes", limits.max_header_bytes);
  }

  bool is_http_1_0() const { return parser->get().version() < 11; }

  const ServerLimits limits;
  std::optional<Parser> parser;  // of the request that is read
  State state = State::Head;
  std::string unread;
  std::size_t at = 0;  // unread[at] is the first byte that the parser has not used
  Headers headers;
  bool is_continue_said = false;
  int status = 0;
  std::string why;
};

RequestReader::RequestReader(const ServerLimits& limits) : impl_(std::make_unique<Impl>(limits)) {}

RequestReader::~RequestReader() = default;

RequestReader::State RequestReader::next() {
  impl_->begin();
  impl_->read();
  return impl_->state;
}

RequestReader::State RequestReader::receive(std::string_view bytes) {
  impl_->unread.append(bytes);
  impl_->read();
  return impl_->state;
}

bool RequestReader::must_say_continue() {
  if (impl_->state != State::Body || impl_->is_continue_said || impl_->is_http_1_0()) return false;
  impl_->is_continue_said = true;
  return find_header(impl_->headers, "Expect") != nullptr;
}

ParsedRequest RequestReader::take_request() {
  auto& message = impl_->parser->get();
  return {to_string(message.method_string()), to_string(message.target()), std::move(impl_->headers),
          std::move(message.body())};
}

bool RequestReader::keeps_alive() const { return impl_->state == State::Whole && impl_->parser->keep_alive(); }

bool RequestReader::is_http_1_0() const { return impl_->is_http_1_0(); }

int RequestReader::refusal() const { return impl_->status; }

const std::string& RequestReader::why() const { return impl_->why; }

}  // namespace concord::http
