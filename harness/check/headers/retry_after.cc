// RFC 6585, 4 and RFC 9110, 10.2.3: how long to wait.
#include "checks.h"
#include "shown.h"

#include <concord/base/http_date.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::check {

namespace {

bool is_delay(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Names of fields that say when there is room again, as many APIs had them before Retry-After.
bool says_limits(const http::Headers& headers) {
  return std::any_of(headers.begin(), headers.end(), [](const http::Header& header) {
    return base::to_lower_ascii(header.name).find("ratelimit") != std::string::npos ||
           base::to_lower_ascii(header.name).find("rate-limit") != std::string::npos;
  });
}

}  // namespace

void check_retry_after(const CheckContext& answer, Findings& findings) {
  const auto* given = http::find_header(answer.response.headers, "Retry-After");
  const int status = answer.response.status;
  const bool needs_one = status == 429 && !says_limits(answer.response.headers);
  const auto text = given ? base::trim(*given) : std::string_view();
  if (given ? is_delay(text) || base::parse_http_date(text) : !needs_one) return;
  auto& failure = findings.add(
      "contract.header", given ? fmt::format("Retry-After {} is neither seconds nor a date", in_quotes(*given))
                               : std::string("429 without Retry-After: nobody knows how long to wait"));
  failure.expected = "seconds, or a date (RFC 9110, 10.2.3)";
  failure.actual = given ? cut(*given) : "no Retry-After";
  failure.pointer = "header Retry-After";
}

}  // namespace concord::check
