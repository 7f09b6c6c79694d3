#include <concord/base/http_grammar.h>
#include <concord/base/text.h>
#include <concord/http.h>

#include <charconv>

namespace concord::http {
namespace {

using base::is_control;

// Takes what comes before the first of `delimiters` off the front of `rest`.
std::string_view take_until(std::string_view& rest, std::string_view delimiters) {
  const std::string_view taken = rest.substr(0, rest.find_first_of(delimiters));
  rest.remove_prefix(taken.size());
  return taken;
}

bool is_host(std::string_view text) {
  return !text.empty() && text.find_first_of("@:[]<>\"\\^`{|}%") == std::string_view::npos;
}

bool is_ip_literal(std::string_view text) {
  return text.find(':') != std::string_view::npos &&
         text.find_first_not_of("0123456789abcdefABCDEF:.%") == std::string_view::npos;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

bool read_host(std::string_view& authority, UrlParts& parts) {
  if (!authority.starts_with('[')) {
    parts.host = take_until(authority, ":");
    return is_host(parts.host);
  }
  authority.remove_prefix(1);
  parts.host = take_until(authority, "]");
  if (authority.empty()) return false;
  authority.remove_prefix(1);
  return is_ip_literal(parts.host);
}

bool read_authority(std::string_view authority, UrlParts& parts) {
  if (!read_host(authority, parts)) return false;
  parts.port = parts.scheme == "https" ? 443 : 80;
  if (authority.empty() || authority == ":") return true;
  const auto port = authority.front() == ':' ? parse_port(authority.substr(1)) : std::nullopt;
  if (port) parts.port = *port;
  return port.has_value();
}

}  // namespace

std::string origin_text(const UrlParts& url) {
  const std::string host = url.host.find(':') == std::string::npos ? url.host : '[' + url.host + ']';
  return url.scheme + "://" + host + ':' + std::to_string(url.port);
}

std::optional<UrlParts> parse_url(std::string_view url) {
  for (const char c : url) {
    if (is_control(c) || c == ' ') return std::nullopt;
  }
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  UrlParts parts;
  parts.scheme = base::to_lower_ascii(url.substr(0, colon));
  if (parts.scheme != "http" && parts.scheme != "https") return std::nullopt;
  std::string_view rest = url.substr(colon + 3);
  if (!read_authority(take_until(rest, "/?#"), parts)) return std::nullopt;
  parts.path = take_until(rest, "?#");
  if (rest.starts_with('?')) {
    rest.remove_prefix(1);
    parts.query = take_until(rest, "#");
  }
  return parts;
}

}  // namespace concord::http
