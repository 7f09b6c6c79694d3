// A reply as the bytes of an HTTP/1.1 message.
#pragma once
#include <concord/http/server.h>

namespace concord::http {

struct ReplyFraming {
  bool is_head = false;      // the request's method
  bool is_http_1_0 = false;  // the request's version
  bool keeps_alive = true;
};

// Whether it can be sent: its status is final, and the names of its headers are tokens (RFC 9110, 5.1).
bool can_be_sent(const Reply& reply);

// Head and body. Only of a reply that can be sent.
std::string to_text(const Reply& reply, const ReplyFraming& framing);

}  // namespace concord::http
