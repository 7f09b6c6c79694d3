// RFC 9110, 15.5.2: a 401 says how to authenticate. So few APIs keep to it that this only warns.
#include "checks.h"
#include "shown.h"

namespace concord::check {

void check_challenge(const CheckContext& answer, Findings& findings) {
  if (answer.response.status != 401) return;
  const auto* given = http::find_header(answer.response.headers, "WWW-Authenticate");
  if (given && !given->empty()) return;
  const auto* what = given ? "401 with an empty WWW-Authenticate"
                           : "401 without WWW-Authenticate, which says how to authenticate";
  auto& failure = findings.add("contract.header", what);
  failure.expected = "WWW-Authenticate: with a challenge (RFC 9110, 11.6.1)";
  failure.actual = given ? "\"\"" : "no WWW-Authenticate";
  failure.pointer = "header WWW-Authenticate";
}

}  // namespace concord::check
