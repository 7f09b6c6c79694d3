#include "reply_text.h"

#include <concord/base/http_grammar.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::http {

namespace {

bool is_framing(std::string_view name) {
  return base::equals_ignoring_case(name, "Content-Length") || base::equals_ignoring_case(name, "Transfer-Encoding") ||
         base::equals_ignoring_case(name, "Connection");
}

// What would begin another line (RFC 9110, 5.5).
std::string on_one_line(std::string value) {
  std::replace_if(
      value.begin(), value.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
  return value;
}

// RFC 9112, 7.1: two chunks where there is enough for two.
std::string in_chunks(std::string_view body) {
  std::string text;
  const auto half = body.size() / 2;
  for (const auto part : {body.substr(0, half), body.substr(half)}) {
    if (!part.empty()) text += fmt::format("{:x}\r\n{}\r\n", part.size(), part);
  }
  return text + "0\r\n\r\n";
}

}  // namespace

bool can_be_sent(const Reply& reply) {
  const bool is_final = reply.status >= 200 && reply.status <= 599;
  const auto has_name = [](const Header& one) { return base::is_token(one.name); };
  return is_final && std::all_of(reply.headers.begin(), reply.headers.end(), has_name);
}

std::string to_text(const Reply& reply, const ReplyFraming& framing) {
  std::string text =
      fmt::format("HTTP/{} {} {}\r\n", framing.is_http_1_0 ? "1.0" : "1.1", reply.status, reason_phrase(reply.status));
  for (const Header& header : reply.headers) {
    if (!is_framing(header.name)) text += header.name + ": " + on_one_line(header.value) + "\r\n";
  }
  const bool is_bodiless = reply.status == 204 || reply.status == 304;
  const bool is_chunked = reply.is_chunked && !framing.is_http_1_0;
  if (is_chunked && !is_bodiless) text += "Transfer-Encoding: chunked\r\n";
  else if (!is_bodiless) text += fmt::format("Content-Length: {}\r\n", reply.body.size());
  if (!framing.keeps_alive) text += "Connection: close\r\n";
  else if (framing.is_http_1_0) text += "Connection: keep-alive\r\n";
  text += "\r\n";
  if (!is_bodiless && !framing.is_head) text += is_chunked ? in_chunks(reply.body) : reply.body;
  return text;
}

}  // namespace concord::http
