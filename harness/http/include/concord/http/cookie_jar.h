// Cookies from answer to request, as RFC 6265 has it (sections 5.1 to 5.4).
#pragma once
#include <concord/http.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::http {

// Bounds: 200 cookies of 4,096 bytes each; what is past them is left out. Not thread-safe.
class CookieJar {
 public:
  // What an answer from `url` sets. Cookies for other hosts, for top-level domains, and such as cannot be read are left
  // out.
  void take(const Headers& headers, const UrlParts& url, SystemTime now);
  // What another jar has; that one's where both have a cookie.
  void add(const CookieJar& other);
  // The value of the header Cookie of a request: "a=1; b=2", longest paths first; "" for none.
  std::string header_for(const UrlParts& url, SystemTime now);
  struct Value {
    std::string name, value;
  };
  std::vector<Value> values() const;

 private:
  struct Cookie {
    std::string name, value;
    std::string domain;  // lower case
    std::string path;
    SystemTime expires = SystemTime::max();
    bool is_host_only = true, is_secure = false;
    bool take_attribute(const std::string& attribute, std::string_view text, const UrlParts& url, SystemTime now,
                        bool& has_age);
    bool take_domain(std::string wanted, const UrlParts& url);
  };
  static std::optional<Cookie> read(std::string_view line, const UrlParts& url, SystemTime now);
  void keep(Cookie cookie, SystemTime now);

  std::vector<Cookie> cookies_;  // as they were made
};

}  // namespace concord::http
