// Access tokens (RFC 6749), each fetched when it is first needed and shared by all requests that need it.
#pragma once
#include <concord/auth.h>

#include <chrono>
#include <map>
#include <set>

namespace concord::auth {

// A token, and who waits for it.
struct AccessToken {
  using TimePoint = std::chrono::steady_clock::time_point;
  struct Waiting {
    http::Request request;
    Done done;
  };

  std::string value;                  // "": there is none now
  std::optional<TimePoint> renew_at;  // nothing: when an API refuses it
  std::optional<TimePoint> ends_at;
  std::string refresh_token;       // that came with the last one
  std::optional<Problem> refusal;  // for the rest of the run
  bool is_being_fetched = false;
  std::vector<Waiting> waiting;
  std::set<std::string> former;  // that an API refused
  bool has_worked = false;       // an API took the present one

  bool is_fresh(TimePoint now) const { return !value.empty() && (!renew_at || now < *renew_at); }
  bool is_valid(TimePoint now) const { return !value.empty() && (!ends_at || now < *ends_at); }
};

using AccessTokens = std::map<std::string, AccessToken>;  // by all that makes them different; addresses are kept

// What the answer of a token endpoint says (RFC 6749, 5.1).
struct TokenAnswer {
  std::string token;  // "": none, see `problem`
  std::optional<std::chrono::milliseconds> lifetime;
  std::string refresh_token;
  std::string id_token;  // of OpenID Connect: only to be hidden
  Problem problem;
};
// `url` is that of the endpoint, for messages.
TokenAnswer read_token_answer(const http::Exchange& exchange, const std::string& url);

}  // namespace concord::auth
