#include "checks.h"
#include "shown.h"
#include "walk.h"

#include <concord/base/secret_names.h>
#include <concord/base/text.h>

namespace concord::check {

namespace {

std::string first_token(const Node& body) {
  std::string place;
  for_each_object(body, [&](const Node& object, const Trail& trail, bool) {
    for (const auto& member : object.members()) {
      if (place.empty() && member.value.is_string() && base::names_token(member.key)) {
        place = (trail.pointer() / member.key).text();
      }
    }
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
  const auto place = first_token(*answer.body());
  if (place.empty()) return;
  const auto* given = http::find_header(answer.response.headers, "Cache-Control");
  auto& failure = findings.add("contract.header", at(place, "a token in an answer without Cache-Control: no-store"));
  failure.expected = "no-store";
  failure.actual = given ? cut(*given) : "no Cache-Control";
  failure.pointer = "header Cache-Control";
}

}  // namespace concord::check
