// RFC 9110, 15.5.6: "The origin server MUST generate an Allow header field in a 405 response".
#include "checks.h"
#include "shown.h"

#include <concord/base/text.h>

#include <fmt/format.h>

namespace concord::check {

namespace {

// Methods are tokens and compare with case (RFC 9110, 9.1).
bool lists_method(const http::Headers& headers, std::string_view method) {
  for (const auto value : http::header_values(headers, "Allow")) {
    for (const auto one : base::split(value, ',')) {
      if (base::trim(one) == method) return true;
    }
  }
  return false;
}

}  // namespace

void check_allow(const CheckContext& answer, Findings& findings) {
  if (answer.response.status != 405) return;
  const auto& method = answer.exchange.request.method;
  const auto* allow = http::find_header(answer.response.headers, "Allow");
  if (allow && !lists_method(answer.response.headers, method)) return;
  auto& failure = findings.add("contract.header",
                               allow ? fmt::format("405 to {}, and Allow lists it: {}", method, in_quotes(*allow))
                                     : std::string("405 without Allow, which says what is allowed"));
  failure.expected = allow ? "methods without " + method : "Allow: with the methods of this path (RFC 9110, 15.5.6)";
  failure.actual = allow ? cut(*allow) : "no Allow";
  failure.pointer = "header Allow";
}

}  // namespace concord::check
