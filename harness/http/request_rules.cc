#include "request_rules.h"

#include <concord/base/http_grammar.h>
#include <concord/base/text.h>

namespace concord::http {
namespace {

using base::is_control;
using base::is_token;

constexpr std::string_view forbidden_in_values("\r\n\0", 3);

std::string in_quotes(std::string_view text) { return "\"" + base::ellipsize(base::escape_line(text), 60) + "\""; }

}  // namespace

// The URL itself is not shown: its query may hold a credential.
std::optional<std::string> refuse_url(std::string_view url) {
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos) return "the URL is not absolute: it must begin with http:// or https://";
  const std::string scheme = base::to_lower_ascii(url.substr(0, colon));
  if (scheme != "http" && scheme != "https") return "only http and https URLs are sent, not " + in_quotes(scheme);
  const std::string_view authority = url.substr(colon + 3, url.find_first_of("/?#", colon + 3) - colon - 3);
  if (authority.find('@') != std::string_view::npos) return "the URL must not hold a user name or password";
  for (const char c : url) {
    if (is_control(c) || c == ' ') return "the URL holds a blank or control character that is not percent-encoded";
  }
  if (!parse_url(url)) return "the URL has no valid host and port: " + in_quotes(authority);
  return std::nullopt;
}

namespace {

std::optional<std::string> refuse_header(const Header& header) {
  if (!is_token(header.name)) return in_quotes(header.name) + " is not a header name";
  if (header.value.find_first_of(forbidden_in_values) == std::string::npos) return std::nullopt;
  return "the value of header " + in_quotes(header.name) + " holds a line break or NUL, which would change the request";
}

}  // namespace

std::optional<std::string> refuse_head(const Request& request) {
  if (!is_token(request.method)) return in_quotes(request.method) + " is not a method";
  for (const Header& header : request.headers) {
    if (auto why = refuse_header(header)) return why;
  }
  return std::nullopt;
}

}  // namespace concord::http
