#include <concord/http/cookie_jar.h>

#include <concord/base/text.h>

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

namespace concord::http {
namespace {

constexpr std::size_t most_cookies = 200, longest_cookie = 4'096;

bool is_address(std::string_view host) {
  return host.find(':') != std::string_view::npos || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

// RFC 6265, 5.1.3.
bool domain_matches(std::string_view host, std::string_view domain) {
  if (host == domain) return true;
  return host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.' &&
         !is_address(host);
}

// 5.1.4.
std::string default_path(std::string_view path) {
  const std::size_t last = path.rfind('/');
  if (!path.starts_with('/') || last == 0) return "/";
  return std::string(path.substr(0, last));
}
bool path_matches(std::string_view path, std::string_view of_cookie) {
  if (path.empty()) path = "/";
  if (!path.starts_with(of_cookie)) return false;
  return path.size() == of_cookie.size() || of_cookie.ends_with('/') || path[of_cookie.size()] == '/';
}

// 5.2.2: a number of seconds; the earliest time for 0 and below. Nothing for what is no number.
std::optional<SystemTime> end_of_age(std::string_view text, SystemTime now) {
  const bool is_negative = text.starts_with('-');
  const std::string_view digits = text.substr(is_negative ? 1 : 0);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::int64_t seconds = std::numeric_limits<std::int32_t>::max();
  std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (is_negative || seconds == 0) return SystemTime::min();
  return now + std::chrono::seconds(std::min<std::int64_t>(seconds, std::numeric_limits<std::int32_t>::max()));
}

std::optional<SystemTime> parse_date(std::string_view text) {
  const std::time_t seconds = curl_getdate(std::string(text).c_str(), nullptr);
  if (seconds == -1) return std::nullopt;
  return SystemTime(std::chrono::seconds(seconds));
}

}  // namespace

void CookieJar::take(const Headers& headers, const UrlParts& url, SystemTime now) {
  for (const Header& header : headers) {
    if (!base::equals_ignoring_case(header.name, "Set-Cookie") || header.value.size() > longest_cookie) continue;
    if (auto cookie = read(header.value, url, now)) keep(std::move(*cookie), now);
  }
}

// 5.2: "name=value", then attributes, of which the last of a name counts.
std::optional<CookieJar::Cookie> CookieJar::read(std::string_view line, const UrlParts& url, SystemTime now) {
  Cookie cookie;
  cookie.domain = base::to_lower_ascii(url.host);
  cookie.path = default_path(url.path);
  bool is_first = true, has_age = false;
  for (const std::string_view part : base::split(line, ';')) {
    const std::size_t mark = std::min(part.find('='), part.size());
    const std::string_view name = base::trim(part.substr(0, mark));
    const std::string_view value = mark == part.size() ? std::string_view() : base::trim(part.substr(mark + 1));
    if (std::exchange(is_first, false)) {
      if (name.empty() || mark == part.size()) return std::nullopt;
      cookie.name = name;
      cookie.value = value;
    } else if (!cookie.take_attribute(base::to_lower_ascii(name), value, url, now, has_age)) {
      return std::nullopt;
    }
  }
  return cookie;
}

// False: it is for others.
bool CookieJar::Cookie::take_attribute(const std::string& attribute, std::string_view text, const UrlParts& url,
                                       SystemTime now, bool& has_age) {
  if (attribute == "secure") is_secure = true;
  if (attribute == "path") path = text.starts_with('/') ? std::string(text) : default_path(url.path);
  if (attribute == "domain" && !text.empty())
    return take_domain(base::to_lower_ascii(text.starts_with('.') ? text.substr(1) : text), url);
  if (attribute == "expires" && !has_age) expires = parse_date(text).value_or(expires);
  if (attribute != "max-age") return true;
  const auto end = end_of_age(text, now);
  has_age = has_age || end;
  expires = end.value_or(expires);
  return true;
}

bool CookieJar::Cookie::take_domain(std::string wanted, const UrlParts& url) {
  const std::string host = base::to_lower_ascii(url.host);
  const bool is_top = wanted.find('.') == std::string::npos && wanted != host;
  if (is_top || !domain_matches(host, wanted)) return false;
  is_host_only = is_address(host);
  domain = std::move(wanted);
  return true;
}

// 5.3, 11 and 12: one of a name, domain and path; what has expired goes.
void CookieJar::keep(Cookie cookie, SystemTime now) {
  const auto old = std::find_if(cookies_.begin(), cookies_.end(), [&cookie](const Cookie& one) {
    return one.name == cookie.name && one.domain == cookie.domain && one.path == cookie.path;
  });
  if (old != cookies_.end()) *old = std::move(cookie);
  else if (cookies_.size() < most_cookies) cookies_.push_back(std::move(cookie));
  std::erase_if(cookies_, [now](const Cookie& one) { return one.expires <= now; });
}

void CookieJar::add(const CookieJar& other) {
  for (const Cookie& one : other.cookies_) keep(one, SystemTime::min());
}

std::string CookieJar::header_for(const UrlParts& url, SystemTime now) {
  std::erase_if(cookies_, [now](const Cookie& one) { return one.expires <= now; });
  const std::string host = base::to_lower_ascii(url.host);
  std::vector<const Cookie*> sent;
  for (const Cookie& one : cookies_) {
    const bool is_host = one.is_host_only ? host == one.domain : domain_matches(host, one.domain);
    if (is_host && path_matches(url.path, one.path) && (!one.is_secure || url.scheme == "https")) sent.push_back(&one);
  }
  std::stable_sort(sent.begin(), sent.end(),
                   [](const Cookie* a, const Cookie* b) { return a->path.size() > b->path.size(); });
  std::string header;
  for (const Cookie* one : sent) header += (header.empty() ? "" : "; ") + one->name + "=" + one->value;
  return header;
}

std::vector<CookieJar::Value> CookieJar::values() const {
  std::vector<Value> values;
  for (const Cookie& one : cookies_) values.push_back({one.name, one.value});
  return values;
}

}  // namespace concord::http
