// Whether the credentials of a request are those that the mock accepts.
#pragma once
#include "problem.h"
#include "token_endpoint.h"

#include <concord/http/server.h>
#include <concord/message/credentials.h>

#include <map>
#include <optional>

namespace concord::mock {

// By scheme name: a string (apiKey, bearer) or {username, password} (basic).
struct KnownCredentials {
  bool accept_any = false;  // whatever is well-formed
  std::map<std::string, document::Node> by_scheme;
  const TokenEndpoint* tokens = nullptr;  // what it has given out is accepted too
};

struct AuthFinding {
  std::optional<Problem> problem;  // at "auth", keyword "missing" or "invalid"
  document::Node auth;             // {scheme, username}: what templates see as {{auth.…}}
};

AuthFinding check_credentials(const contract::Operation& operation, const http::ParsedRequest& request,
                              const KnownCredentials& known);

// A 401 without a challenge gets those of the operation's schemes.
void add_challenges(http::Reply& reply, const contract::Operation& operation);

}  // namespace concord::mock
