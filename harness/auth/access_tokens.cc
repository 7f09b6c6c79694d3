#include "access_tokens.h"

#include <concord/base/text.h>

#include <cmath>
#include <cstdlib>

namespace concord::auth {

namespace {

constexpr std::size_t longest_text = 200;  // of what an endpoint says about its refusal
constexpr double longest_lifetime = 10.0 * 365 * 24 * 3600;

std::string shown(std::string_view text) { return base::ellipsize(base::escape_line(text), longest_text); }

std::string status_text(const http::Response& response) {
  const std::string_view reason = http::reason_phrase(response.status);
  return std::to_string(response.status) + (reason.empty() ? "" : " ") + std::string(reason);
}

// Some write the number as a text.
std::optional<std::chrono::milliseconds> lifetime_of(const Node* expires_in) {
  if (!expires_in || (!expires_in->is_number() && !expires_in->is_string())) return std::nullopt;
  const std::string text(expires_in->string_or_empty());
  char* end = nullptr;
  const double seconds = expires_in->is_number() ? expires_in->to_double() : std::strtod(text.c_str(), &end);
  if (end && (end == text.c_str() || *end != '\0')) return std::nullopt;
  if (!std::isfinite(seconds) || seconds < 0) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(seconds, longest_lifetime) * 1000));
}

// The request was wrong, and would be so again.
bool is_refusal(int status) {
  const bool is_passing = status == 408 || status == 425 || status == 429;
  return status >= 300 && status < 500 && !is_passing;
}

// Section 5.2.
std::string said_of_error(const Node& body) {
  const Node* error = body.find("error");
  if (!error || !error->is_string()) return "";
  const Node* description = body.find("error_description");
  const std::string more = description ? std::string(description->string_or_empty()) : "";
  return ", " + shown(error->as_string()) + (more.empty() ? "" : ": " + shown(more));
}

std::string what_is_missing(const Node* body, std::string_view token_type) {
  if (!body || !body->is_object()) return ", which is no JSON object";
  const Node* token = body->find("access_token");
  if (!token || token->string_or_empty().empty()) return " without an access_token";
  return " with the token_type " + base::in_quotes(shown(token_type)) + ", which concord does not know";
}

}  // namespace

TokenAnswer read_token_answer(const http::Exchange& exchange, const std::string& url) {
  TokenAnswer answer;
  const auto fail = [&](Problem::Kind kind, const std::string& why) {
    answer.problem = {kind, "no access token from " + url + ": " + why, exchange.response};
    return answer;
  };
  if (exchange.error) return fail(Problem::Kind::Unavailable, exchange.error->message);
  if (!exchange.response) return fail(Problem::Kind::Unavailable, "no answer");
  const http::Response& response = *exchange.response;
  const auto parsed = document::parse_answer_json(response.body);
  const Node* body = parsed.root && parsed.root->is_object() ? &*parsed.root : nullptr;
  const bool is_success = response.status >= 200 && response.status < 300;
  if (!is_success) {
    const auto kind = is_refusal(response.status) ? Problem::Kind::Refused : Problem::Kind::Unavailable;
    return fail(kind, status_text(response) + (body ? said_of_error(*body) : ""));
  }
  const auto text = [body](const char* name) {
    const Node* value = body ? body->find(name) : nullptr;
    return std::string(value ? value->string_or_empty() : "");
  };
  const std::string type = text("token_type");
  // Section 5.1 requires the type; those who leave it out mean this one.
  const bool is_bearer = type.empty() || base::equals_ignoring_case(type, "bearer");
  if (text("access_token").empty() || !is_bearer) {
    return fail(Problem::Kind::Unavailable, status_text(response) + what_is_missing(body, type));
  }
  answer.token = text("access_token");
  answer.lifetime = lifetime_of(body->find("expires_in"));
  answer.refresh_token = text("refresh_token");
  answer.id_token = text("id_token");
  return answer;
}

}  // namespace concord::auth
