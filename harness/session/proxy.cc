// Credentials of a proxy: apart from its URL, which is shown, and from the process list where that can be helped.
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/base/userinfo.h>
#include <concord/session.h>

#include <array>
#include <cstdlib>

namespace concord::session {

using base::error;

namespace {

constexpr std::uintmax_t largest_login_file = 64u << 10;
constexpr std::array<const char*, 6> variables{"http_proxy",  "https_proxy", "all_proxy",
                                               "HTTP_PROXY",  "HTTPS_PROXY", "ALL_PROXY"};

void warn(const char* option, base::Diagnostics& warnings) {
  warnings.push_back(base::warning("secret.command-line",
                                   "the process list shows the password of " + std::string(option), {},
                                   "write USER:PASSWORD into a file, and name that with --proxy-user @FILE"));
}

void take_login(std::string_view login, Proxy& proxy) {
  const std::size_t colon = std::min(login.find(':'), login.size());
  proxy.user = login.substr(0, colon);
  proxy.password = colon == login.size() ? std::string_view() : login.substr(colon + 1);
}

// What stands there alone is mostly a token.
const std::string& secret_of(const std::string& user, const std::string& password) {
  return password.empty() ? user : password;
}

// "http://user:word@host:3128" without what is before the '@', which it returns.
std::string take_userinfo(std::string& url) {
  const auto found = base::find_userinfo(url);
  if (found.empty()) return "";
  const std::string userinfo = url.substr(found.front().begin, found.front().end - found.front().begin);
  url.erase(found.front().begin, userinfo.size() + 1);
  return userinfo;
}

}  // namespace

base::Result<Proxy> read_proxy(const std::string& url, const std::string& login, base::Diagnostics& warnings) {
  Proxy proxy;
  proxy.url = url;
  const std::size_t scheme = proxy.url.find("://");
  if (!proxy.url.empty() && scheme == std::string::npos) proxy.url.insert(0, "http://");
  if (const std::string userinfo = take_userinfo(proxy.url); !userinfo.empty()) {
    take_login(userinfo, proxy);
    for (std::string* part : {&proxy.user, &proxy.password}) *part = base::percent_decode(*part);
    warn("--proxy", warnings);
  }
  if (login.empty()) return proxy;
  if (!login.starts_with('@')) {
    take_login(login, proxy);
    warn("--proxy-user", warnings);
    return proxy;
  }
  auto text = base::read_file(login.substr(1), largest_login_file);
  if (!text) return std::move(text).diagnostics();
  const std::string_view line = base::trim(base::split(*text, '\n').front());
  if (line.find(':') == std::string_view::npos)
    return error("proxy.user", "--proxy-user: " + base::in_quotes(login.substr(1)) + " has no USER:PASSWORD in its "
                                   "first line");
  take_login(line, proxy);
  return proxy;
}

base::Diagnostics hide_proxy(const Proxy& proxy, base::Redactor& redactor) {
  base::Diagnostics warnings;
  const auto hide = [&](const std::string& user, const std::string& password) {
    const bool is_alone = password.empty();
    if (user.empty() && is_alone) return;
    const base::Secret secret(secret_of(user, password));
    if (is_alone ? redactor.add("PROXY_USER", secret) : redactor.add_basic("PROXY_PASSWORD", user, secret)) return;
    warnings.push_back(base::warning("secret.short",
                                     "the password of the proxy has fewer than 4 bytes, so reports cannot hide it", {},
                                     "only Basic credentials that are made of it are hidden"));
  };
  hide(proxy.user, proxy.password);
  for (const char* name : variables) {
    const char* value = std::getenv(name);
    std::string url = value ? value : "";
    Proxy of_environment;
    take_login(take_userinfo(url), of_environment);
    hide(base::percent_decode(of_environment.user), base::percent_decode(of_environment.password));
  }
  return warnings;
}

}  // namespace concord::session
