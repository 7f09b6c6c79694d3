// What is for one client only must not be stored for all (RFC 9111, 3.5 and 5.2.2.9).
#include "body_walk.h"
#include "checks.h"
#include "shown.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::check {

namespace {

// The directive that lets caches store the answer for everybody; "" for none, or when another forbids it.
std::string shared_directive(const http::Headers& headers) {
  std::string found;
  for (const auto value : http::header_values(headers, "Cache-Control")) {
    for (const auto part : base::split(value, ',')) {
      const auto directive = base::to_lower_ascii(base::trim(part));
      if (directive == "no-store" || directive == "private" || directive == "no-cache") return {};
      if (directive == "public" || (directive.starts_with("s-maxage=") && directive != "s-maxage=0")) found = directive;
    }
  }
  return found;
}

bool needs_credentials(const contract::Operation& operation) {
  return !operation.security.empty() && std::none_of(operation.security.begin(), operation.security.end(),
                                                     [](const auto& schemes) { return schemes.empty(); });
}

bool hands_out_token(const CheckContext& answer) {
  bool found = false;
  if (!answer.body()) return false;
  walk_of(answer).for_each_member(meaning::access_token, [&](const BodyWalk::Place&, const document::Member& member) {
    found = found || member.value.is_string();
  });
  return found;
}

}  // namespace

void check_public_cache(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  const auto directive = shared_directive(answer.response.headers);
  if (directive.empty() || status < 200 || status > 299) return;
  const bool sets_cookie = http::find_header(answer.response.headers, "Set-Cookie") != nullptr;
  const bool has_token = hands_out_token(answer);
  if (!sets_cookie && !has_token && !needs_credentials(answer.operation)) return;
  const std::string_view what = has_token     ? "which holds a token"
                                : sets_cookie ? "which sets a cookie"
                                              : "which needed credentials";
  auto& failure = findings.add(
      "contract.header", fmt::format("Cache-Control: {} lets every cache hand on this answer, {}", directive, what));
  failure.expected = "private, or no-store";
  failure.actual = directive;
  failure.pointer = "header Cache-Control";
}

}  // namespace concord::check
