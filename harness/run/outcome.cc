// Contract or network? What an answer or an error says about the contract at all.
#include <concord/run.h>

#include <algorithm>

namespace concord::run {

using result::RunErrorKind;

namespace {

constexpr std::string_view proxy_help = "; to give it credentials: --proxy-user USER:PASSWORD, or @FILE";

}  // namespace

std::optional<result::RunError> unjudged_answer(const http::Response& response,
                                                const std::vector<int>& expected_statuses) {
  const int status = response.status;
  const bool is_expected =
      std::find(expected_statuses.begin(), expected_statuses.end(), status) != expected_statuses.end();
  if (is_expected) return std::nullopt;
  const std::string text = std::to_string(status) + " " + std::string(http::reason_phrase(status));
  if (status == 429) {
    const std::string* after = http::find_header(response.headers, "Retry-After");
    return result::RunError{RunErrorKind::RateLimited, text + (after ? ", Retry-After: " + *after : std::string()),
                            "response headers", {}};
  }
  // Only proxies answer so (RFC 9110, 15.5.8).
  if (status == 407)
    return result::RunError{RunErrorKind::Proxy, text + " by the proxy" + std::string(proxy_help), "response headers",
                            {}};
  if (status >= 502 && status <= 504) {
    // An API that has too much to do may say 503 itself (RFC 9110, 15.6.4), which is no word on the contract either.
    const std::string from = status == 503 ? ", or an API that is overloaded" : ", not from the API";
    return result::RunError{RunErrorKind::Http5xx, text + " from a gateway" + from, "response headers", {}};
  }
  return std::nullopt;
}

namespace {

std::string_view what_helps(http::Lack lack) {
  switch (lack) {
    case http::Lack::TrustedAuthority: return "; to trust it: --cacert FILE, or cacert: of the target";
    case http::Lack::ClientCertificate:
      return "; to give one: --cert FILE --key FILE, or cert: and key: of the target";
    case http::Lack::ProxyCredentials: return proxy_help;
    case http::Lack::None: break;
  }
  return "";
}

}  // namespace

result::RunError to_run_error(const http::TransportError& error) {
  const auto kind = [&error] {
    switch (error.kind) {
      case http::ErrorKind::Dns: return RunErrorKind::Dns;
      case http::ErrorKind::Connect: return RunErrorKind::Connect;
      case http::ErrorKind::Tls: return RunErrorKind::Tls;
      case http::ErrorKind::Timeout: return RunErrorKind::Timeout;
      case http::ErrorKind::Proxy: return RunErrorKind::Proxy;
      case http::ErrorKind::Reset: return RunErrorKind::Reset;
      case http::ErrorKind::Protocol: return RunErrorKind::Protocol;
      case http::ErrorKind::TooLarge: return RunErrorKind::Bound;
      case http::ErrorKind::RateLimited: return RunErrorKind::RateLimited;
      case http::ErrorKind::Interrupted: return RunErrorKind::Interrupted;
      case http::ErrorKind::Internal: break;
    }
    return RunErrorKind::Internal;
  }();
  return {kind, error.message + std::string(what_helps(error.lack)), error.phase, {}};
}

}  // namespace concord::run
