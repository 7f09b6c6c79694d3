// Where the body of an answer ends, by its header fields. RFC 9112, section 6.3; RFC 9110, section 8.6.
#pragma once
#include <concord/http.h>

namespace concord::http {

struct Framing {
  enum class Body { None, Counted, Chunked, UntilClose };
  Body body = Body::UntilClose;
  std::optional<std::uint64_t> length;  // when Counted
  std::vector<FramingFault> faults;     // wrong, but it can be read
  std::string unreadable;               // why the end of the body cannot be known; "" when it can
  bool is_too_long = false;             // a length that no number of ours holds
};

// Of the head of a final answer of HTTP/1.0 or 1.1 to a request of `method`. HTTP/2 frames its bodies itself.
Framing framing_of(const Response& head, std::string_view method);

}  // namespace concord::http
