// The framing of messages that pass, without sockets: bytes come in as they arrive; a head, pieces of content and
// trailers come out. RFC 9112.
#pragma once
#include <concord/http.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace concord::proxy {

struct Head {
  std::string method, target;  // of a request
  int status = 0;              // of an answer
  std::string reason;
  bool is_http_1_0 = false;
  http::Headers fields;  // in order, as they were written
};

// Messages of one connection in one direction, one after the other. Not thread-safe.
class MessageReader {
 public:
  enum class Kind { Request, Answer };
  enum class State {
    Head,       // waits for a head, or more of it
    Body,       // the head is there; waits for more of the content
    Whole,      // all of it is there
    Malformed,  // nothing after it can be understood
  };
  explicit MessageReader(Kind kind);
  ~MessageReader();

  // The next message, perhaps from bytes that came before. `is_to_head`: an answer without content, whatever it says.
  State next(bool is_to_head = false);
  State receive(std::string_view bytes);
  // The other side has closed: an answer without a length is whole then. Whole or Malformed.
  State end();
  State state() const;

  Head& head() const;
  http::Headers& trailers() const;
  std::string& content() const;  // what has come since it was emptied, without the lines of chunks
  bool is_chunked() const;
  bool has_length() const;
  bool keeps_alive() const;
  bool has_begun() const;  // a byte of the message has come
  bool has_unread() const;
  std::string take_unread();  // what came behind the message

  int refusal() const;             // in state Malformed, of a request: 400, 431 or 501
  const std::string& why() const;  // and why

  static constexpr std::size_t max_head_bytes = 64u << 10;

 private:
  class Impl;
  template <bool is_request>
  class Parsed;
  std::unique_ptr<Impl> impl_;
};

}  // namespace concord::proxy
