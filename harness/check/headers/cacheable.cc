#include "body_walk.h"
#include "checks.h"
#include "shown.h"

#include <concord/base/text.h>

namespace concord::check {

namespace {

std::string first_token(const BodyWalk& body) {
  std::string place;
  body.for_each_member(meaning::token, [&](const BodyWalk::Place& object, const document::Member& member) {
    if (place.empty() && member.value.is_string()) place = (object.pointer() / member.key).text();
  });
  return place;
}

bool forbids_storing(const http::Headers& headers) {
  for (const auto value : http::header_values(headers, "Cache-Control")) {
    for (const auto directive : base::split(value, ',')) {
      if (base::equals_ignoring_case(base::trim(directive), "no-store")) return true;
    }
  }
  return false;
}

}  // namespace

void check_cacheable(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  if (!answer.body() || status < 200 || status > 299 || forbids_storing(answer.response.headers)) return;
  const auto place = first_token(walk_of(answer));
  if (place.empty()) return;
  const auto* given = http::find_header(answer.response.headers, "Cache-Control");
  auto& failure = findings.add("contract.header", at(place, "a token in an answer without Cache-Control: no-store"));
  failure.expected = "no-store";
  failure.actual = given ? cut(*given) : "no Cache-Control";
  failure.pointer = "header Cache-Control";
}

}  // namespace concord::check
