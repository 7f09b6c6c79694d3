// What a server asks for: WWW-Authenticate, RFC 9110, 11.6.1.
#pragma once
#include <concord/http.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace concord::auth {

// A challenge, or credentials: a scheme with parameters.
struct Challenge {
  std::string scheme;                             // in lower case
  std::map<std::string, std::string> parameters;  // names in lower case; of two with one name the first

  std::string parameter(const std::string& name) const;  // "" when absent
};

// Those of one field value; what cannot be read is left out.
std::vector<Challenge> parse_challenges(std::string_view value);
// Those of all WWW-Authenticate fields, in order.
std::vector<Challenge> challenges_of(const http::Headers& headers);

// As a quoted-string (RFC 9110, 5.6.4).
std::string quoted_string(std::string_view text);

}  // namespace concord::auth
