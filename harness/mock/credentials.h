// Whether a request carries the credentials that an operation wants.
#pragma once
#include "incoming.h"
#include "problem.h"

#include <concord/contract.h>

#include <map>
#include <optional>

namespace concord::mock {

// By scheme name: a string (apiKey, bearer) or {username, password} (basic).
struct KnownCredentials {
  bool accept_any = false;  // whatever is well-formed
  std::map<std::string, document::Node> by_scheme;
};

struct AuthFinding {
  std::optional<Problem> problem;  // at "auth", keyword "missing" or "invalid"
  document::Node auth;             // {scheme, username}: what templates see as {{auth.…}}
};

AuthFinding check_credentials(const contract::Operation& operation, const Incoming& request,
                              const KnownCredentials& known);

// Values of WWW-Authenticate for a 401, one a scheme that has a name in HTTP; may be empty.
std::vector<std::string> challenges(const contract::Operation& operation);

}  // namespace concord::mock
