// What a proxy changes of a message, as text: RFC 9110, 7.6; RFC 9112, 3.2, 6 and 9.
#pragma once
#include "message_reader.h"

#include <concord/base/result.h>
#include <concord/document.h>
#include <concord/http.h>
#include <concord/http/server.h>

#include <string>
#include <string_view>

namespace concord::proxy {

// How the content of a message is sent on.
enum class Framing { AsItIs, Chunked, UntilClose };  // AsItIs: it has none, or its Content-Length

// Where requests go.
class Target {
 public:
  // Diagnostic "proxy.to".
  static base::Result<Target> parse(const std::string& url);
  bool is_secure() const { return url_.scheme == "https"; }
  const std::string& host() const { return url_.host; }
  std::uint16_t port() const { return url_.port; }
  const std::string& host_field() const { return host_field_; }  // "api.shop.com", "[::1]:8080"
  // "https://api.shop.com" and a path.
  std::string url_of(const std::string& path) const { return url_.scheme + "://" + host_field_ + path; }

  struct Place {
    std::string path;         // for the request line
    std::string misdirected;  // why this request is not for us; "" when it is
    int status = 0;
  };
  // Of a request whose URL may be absolute, as those of clients that take us for their proxy (RFC 9112, 3.2.2).
  Place place_of(const Head& request) const;

 private:
  http::UrlParts url_;  // its path does not end with '/'
  std::string host_field_;
};

// Without the fields that are for the next one only, and those that Connection names (7.6.1); Via has one more (7.6.3).
http::Headers forwarded_fields(const Head& head);
// The protocol that the sender wants to change to, as long as we can pass it on: not "h2c". "" for none.
std::string wanted_upgrade(const Head& head);

std::string request_text(const Head& request, const std::string& path, const Target& target, Framing framing);
std::string answer_text(const Head& answer, Framing framing, bool keeps_alive);
// Of the lines of chunks; an empty one is none.
void append_content(std::string& text, std::string_view content, Framing framing);
void append_end(std::string& text, const http::Headers& trailers, Framing framing);

// An answer of our own: a problem document (RFC 9457). `error` is a word of RFC 9209, 2.3, or "".
http::Reply problem_reply(int status, const std::string& detail, const std::string& error = {});
// In place of an answer that breaks the contract of `operation`; `failures` is a list of them.
http::Reply broken_reply(const std::string& operation, int status, document::Node failures);
std::string reply_text(const http::Reply& reply, bool is_to_head, bool keeps_alive);

}  // namespace concord::proxy
