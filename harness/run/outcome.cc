// Contract or network? What an answer or an error says about the contract at all.
#include <concord/run.h>

#include <algorithm>

namespace concord::run {

std::optional<result::RunError> unjudged_answer(const http::Response& response,
                                                const std::vector<int>& expected_statuses) {
  const int status = response.status;
  const bool is_expected =
      std::find(expected_statuses.begin(), expected_statuses.end(), status) != expected_statuses.end();
  if (is_expected) return std::nullopt;
  const std::string text = std::to_string(status) + " " + std::string(http::reason_phrase(status));
  if (status == 429) {
    const std::string* after = http::find_header(response.headers, "Retry-After");
    return result::RunError{"infra.rate_limited", text + (after ? ", Retry-After: " + *after : std::string()),
                            "response headers", {}};
  }
  if (status >= 502 && status <= 504) {
    return result::RunError{"infra.http_5xx", text + " from a gateway, not from the API", "response headers", {}};
  }
  return std::nullopt;
}

result::RunError to_run_error(const http::TransportError& error) {
  // An oversized answer and a broken protocol have no type of their own in the reports: both end the transfer early.
  std::string type;
  switch (error.kind) {
    case http::ErrorKind::Dns: type = "infra.dns"; break;
    case http::ErrorKind::Connect: type = "infra.connect"; break;
    case http::ErrorKind::Tls: type = "infra.tls"; break;
    case http::ErrorKind::Timeout: type = "infra.timeout"; break;
    case http::ErrorKind::Proxy: type = "infra.proxy"; break;
    case http::ErrorKind::Reset:
    case http::ErrorKind::Protocol:
    case http::ErrorKind::TooLarge:
    case http::ErrorKind::Interrupted: type = "infra.reset"; break;
    case http::ErrorKind::Internal: type = "harness.internal"; break;
  }
  return {type, error.message, error.phase, {}};
}

}  // namespace concord::run
