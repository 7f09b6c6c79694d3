// Set-Cookie (RFC 6265, and what browsers do since: draft-ietf-httpbis-rfc6265bis): what is set so that browsers ignore
// it, and cookies of sessions that scripts or eavesdroppers can read.
#include "checks.h"
#include "shown.h"

#include <concord/base/secret_names.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::check {

namespace {

struct Cookie {
  std::string_view name, value;
  bool is_secure = false, is_http_only = false;
  std::string same_site;  // lower case
  std::string domain, path;
};

Cookie read_cookie(std::string_view line) {
  Cookie cookie;
  bool is_first = true;
  for (const auto part : base::split(line, ';')) {
    const auto equal = part.find('=');
    const auto name = base::trim(part.substr(0, equal));
    const auto value = equal == std::string_view::npos ? std::string_view() : base::trim(part.substr(equal + 1));
    const auto attribute = base::to_lower_ascii(name);
    if (is_first) cookie.name = equal == std::string_view::npos ? std::string_view() : name, cookie.value = value;
    else if (attribute == "secure") cookie.is_secure = true;
    else if (attribute == "httponly") cookie.is_http_only = true;
    else if (attribute == "samesite") cookie.same_site = base::to_lower_ascii(value);
    else if (attribute == "domain") cookie.domain = value;
    else if (attribute == "path") cookie.path = value;
    is_first = false;
  }
  return cookie;
}

// Cookies that stand for somebody who has logged in. Those against forgery must be read by scripts.
bool holds_session(const Cookie& cookie) {
  static constexpr auto words = std::to_array<std::string_view>({"sess", "auth", "sid", "jwt", "token", "login"});
  const auto name = base::to_lower_ascii(cookie.name);
  if (name.find("csrf") != std::string::npos || name.find("xsrf") != std::string::npos) return false;
  if (cookie.value.empty() || cookie.value == "\"\"") return false;  // it is taken back
  return std::any_of(words.begin(), words.end(), [&](auto word) { return name.find(word) != std::string::npos; });
}

std::string is_ignored(const Cookie& cookie) {
  if (cookie.name.empty()) return "has no name";
  if (cookie.same_site == "none" && !cookie.is_secure) return "has SameSite=None without Secure: browsers refuse it";
  if (base::to_lower_ascii(cookie.name).starts_with("__secure-") && !cookie.is_secure)
    return "is called __Secure- without Secure: browsers refuse it";
  const bool is_host = base::to_lower_ascii(cookie.name).starts_with("__host-");
  if (is_host && (!cookie.is_secure || !cookie.domain.empty() || cookie.path != "/"))
    return "is called __Host-, which needs Secure, Path=/ and no Domain: browsers refuse it";
  return {};
}

void report(Findings& findings, const Cookie& cookie, const std::string& what, std::string expected) {
  const std::string name = cookie.name.empty() ? std::string("a cookie") : "the cookie " + in_quotes(cookie.name);
  auto& failure = findings.add("contract.header", name + " " + what);
  failure.expected = std::move(expected);
  failure.pointer = "header Set-Cookie";
  failure.found_kind = cut(cookie.name);  // never its value
}

}  // namespace

void check_cookies(const CheckContext& answer, Findings& findings) {
  const bool is_tls = answer.exchange.request.url.starts_with("https://");
  for (const auto line : http::header_values(answer.response.headers, "Set-Cookie")) {
    const Cookie cookie = read_cookie(line);
    if (const auto why = is_ignored(cookie); !why.empty()) {
      report(findings, cookie, why, "a cookie that is kept (RFC 6265)");
      continue;
    }
    if (!holds_session(cookie)) continue;
    if (!cookie.is_http_only) report(findings, cookie, "can be read by scripts: it lacks HttpOnly", "HttpOnly");
    if (is_tls && !cookie.is_secure)
      report(findings, cookie, "is sent without TLS too: it lacks Secure", "Secure");
  }
}

}  // namespace concord::check
