// Beast's parser calls back for each part, so that nothing is kept of a body. All of Beast is in this file, which keeps
// the time to compile it in one place.
#include "message_reader.h"

#include <concord/base/text.h>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <optional>

namespace concord::proxy {

namespace {

namespace beast = boost::beast;
using boost::system::error_code;

// What has been read of a message.
struct Reading {
  Head head;
  http::Headers trailers;
  std::string content;
  bool is_head_read = false;
};

template <bool is_request>
class Parser : public beast::http::basic_parser<is_request> {
 public:
  explicit Parser(Reading& into) : into_(into) {}

 private:
  using Text = beast::string_view;
  static std::string copy(Text text) { return std::string(text.data(), text.size()); }

  void on_request_impl(beast::http::verb, Text method, Text target, int version, error_code&) override {
    into_.head.method = copy(method);
    into_.head.target = copy(target);
    into_.head.is_http_1_0 = version < 11;
  }
  void on_response_impl(int status, Text reason, int version, error_code&) override {
    into_.head.status = status;
    into_.head.reason = copy(reason);
    into_.head.is_http_1_0 = version < 11;
  }
  void on_field_impl(beast::http::field, Text name, Text value, error_code&) override {
    (into_.is_head_read ? into_.trailers : into_.head.fields).push_back({copy(name), copy(value)});
  }
  // Newer versions of Beast tell trailers by themselves.
  virtual void on_trailer_field_impl(beast::http::field, Text name, Text value, error_code&) {
    into_.trailers.push_back({copy(name), copy(value)});
  }
  void on_header_impl(error_code&) override { into_.is_head_read = true; }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(Text body, error_code&) override {
    into_.content.append(body.data(), body.size());
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t, Text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text body, error_code&) override {
    into_.content.append(body.data(), body.size());
    return body.size();
  }
  void on_finish_impl(error_code&) override {}

  Reading& into_;
};

}  // namespace

class MessageReader::Impl {
 public:
  virtual ~Impl() = default;
  virtual void begin(bool is_to_head) = 0;
  virtual void read() = 0;
  virtual void end() = 0;
  virtual bool is_chunked() const = 0;
  virtual bool has_length() const = 0;
  virtual bool keeps_alive() const = 0;
  virtual bool has_begun() const = 0;

  Reading reading;
  State state = State::Head;
  std::string unread;
  int refusal = 0;
  std::string why;

 protected:
  void refuse(int status, std::string because) {
    state = State::Malformed;
    refusal = status;
    why = std::move(because);
  }
};

template <bool is_request>
class MessageReader::Parsed : public MessageReader::Impl {
 public:
  void begin(bool is_to_head) override {
    reading = {};
    state = State::Head;
    parser_.emplace(reading);
    parser_->header_limit(max_head_bytes);
    parser_->body_limit(boost::none);
    parser_->eager(true);
    if constexpr (!is_request) parser_->skip(is_to_head);
  }

  void read() override {
    std::size_t at = 0;
    while (state == State::Head && !parser_->got_some() && std::string_view(unread).substr(at, 2) == "\r\n") at += 2;
    while (is_open() && has_enough(at)) {
      error_code failure;
      const std::size_t used = parser_->put(boost::asio::buffer(unread.data() + at, unread.size() - at), failure);
      at += used;
      const bool lacks_more = failure == beast::http::error::need_more;  // behind what it used, maybe a whole head
      if (failure && !lacks_more) {
        unread.erase(0, at);
        return refuse_by(failure);
      }
      note_progress();
      if (lacks_more) break;
    }
    unread.erase(0, at);
    // Lines between chunks and behind the last are bounded by nothing else.
    if (state == State::Body && unread.size() > max_head_bytes) refuse(431, "its lines of chunks are too long");
  }

  void end() override {
    error_code failure;
    if (state == State::Body) parser_->put_eof(failure);
    if (state == State::Body && !failure && parser_->is_done()) state = State::Whole;
    else if (state != State::Whole) refuse(400, "it ends before it is whole");
  }

  bool is_chunked() const override { return parser_->chunked(); }
  bool has_length() const override { return parser_->content_length().has_value(); }
  bool keeps_alive() const override { return state == State::Whole && parser_->keep_alive(); }
  bool has_begun() const override { return parser_->got_some(); }

 private:
  bool is_open() const { return state == State::Head || state == State::Body; }

  // Beast 1.81 asserts that five bytes are there when it looks a second time at a last chunk: "0", and two line ends.
  // A carriage return by itself may be an empty line.
  bool has_enough(std::size_t at) const {
    const std::size_t size = unread.size() - at;
    if (size == 1 && unread[at] == '\r' && !parser_->got_some()) return false;
    const bool is_in_chunks = state == State::Body && parser_->chunked();
    return size >= 5 || (size > 0 && !(is_in_chunks && unread[at] == '0'));
  }

  void note_progress() {
    if (state == State::Head && parser_->is_header_done()) {
      state = State::Body;
      check_head();
    }
    if (is_open() && parser_->is_done()) state = State::Whole;
  }

  // A coding that is not understood leaves open where the body ends (RFC 9112, 6.1 and 6.3).
  void check_head() {
    const auto codings = http::header_values(reading.head.fields, "Transfer-Encoding");
    const bool is_chunked_alone =
        codings.size() == 1 && base::equals_ignoring_case(base::trim(codings.front()), "chunked");
    if (!codings.empty() && !is_chunked_alone) return refuse(501, "no transfer coding but chunked is understood");
    if (!codings.empty() && reading.head.is_http_1_0) return refuse(400, "HTTP/1.0 has no Transfer-Encoding");
    if constexpr (is_request) check_host();
  }

  void check_host() {
    const std::size_t hosts = http::header_values(reading.head.fields, "Host").size();
    if (hosts > 1 || (hosts == 0 && !reading.head.is_http_1_0)) refuse(400, "a request has one Host");
  }

  void refuse_by(const error_code& failure) {
    using beast::http::error;
    if (failure == error::header_limit || failure == error::buffer_overflow)
      return refuse(431, "its head is larger than " + std::to_string(max_head_bytes) + " bytes");
    refuse(400, failure.message());
  }

  std::optional<Parser<is_request>> parser_;
};

MessageReader::MessageReader(Kind kind) {
  if (kind == Kind::Request) impl_ = std::make_unique<Parsed<true>>();
  else impl_ = std::make_unique<Parsed<false>>();
  impl_->begin(false);
}

MessageReader::~MessageReader() = default;

MessageReader::State MessageReader::next(bool is_to_head) {
  impl_->begin(is_to_head);
  impl_->read();
  return impl_->state;
}

MessageReader::State MessageReader::receive(std::string_view bytes) {
  impl_->unread.append(bytes);
  impl_->read();
  return impl_->state;
}

MessageReader::State MessageReader::end() {
  impl_->end();
  return impl_->state;
}

MessageReader::State MessageReader::state() const { return impl_->state; }
Head& MessageReader::head() const { return impl_->reading.head; }
http::Headers& MessageReader::trailers() const { return impl_->reading.trailers; }
std::string& MessageReader::content() const { return impl_->reading.content; }
bool MessageReader::is_chunked() const { return impl_->is_chunked(); }
bool MessageReader::has_length() const { return impl_->has_length(); }
bool MessageReader::keeps_alive() const { return impl_->keeps_alive(); }
bool MessageReader::has_begun() const { return impl_->has_begun(); }
bool MessageReader::has_unread() const { return !impl_->unread.empty(); }
std::string MessageReader::take_unread() { return std::exchange(impl_->unread, {}); }
int MessageReader::refusal() const { return impl_->refusal; }
const std::string& MessageReader::why() const { return impl_->why; }

}  // namespace concord::proxy
