// Whether a request carries the credentials that an operation wants.
#pragma once
#include <concord/message/conformance.h>

#include <functional>

namespace concord::message {

// What a request has for one security scheme.
struct Credential {
  enum class State {
    Missing,
    Malformed,  // another scheme in Authorization, Basic that is no base64 of name:password
    Present,    // well-formed; also what no request shows (mutualTLS)
  };
  const contract::SecurityScheme* scheme = nullptr;  // of the operation
  State state = State::Missing;
  std::string value;               // the key or token; of Basic what is encoded
  std::string username, password;  // of Basic
};
Credential read_credential(const contract::SecurityScheme& scheme, const RequestView& request);

struct CredentialFinding {
  std::optional<Problem> problem;   // at "auth", keyword "missing" or "invalid"
  std::vector<Credential> present;  // of the alternative that is satisfied; else those that are well-formed
};
// An operation is satisfied with one of its alternatives, an alternative with all of its schemes; without alternatives
// nothing is needed. `is_known`: whether the value of a credential is accepted; none accepts all that is well-formed.
CredentialFinding find_credentials(const contract::Operation& operation, const RequestView& request,
                                   const std::function<bool(const Credential&)>& is_known = {});

// "an API key in header X-Key or basic authentication"
std::string describe_security(const contract::Operation& operation);

// Values of WWW-Authenticate for a 401, one a scheme that has a name in HTTP; may be empty.
std::vector<std::string> challenges(const contract::Operation& operation, std::string_view realm);

}  // namespace concord::message
