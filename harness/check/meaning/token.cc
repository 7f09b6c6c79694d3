#include "body_walk.h"
#include "checks.h"
#include "provenance.h"
#include "shown.h"

#include <concord/base/text.h>

namespace concord::check {

void check_token(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  if (!answer.body() || status < 200 || status > 299) return;
  walk_of(answer).for_each_member(meaning::token, [&](const BodyWalk::Place& object, const document::Member& member) {
    if (!member.value.is_string() || !base::trim(member.value.as_string()).empty()) return;
    const auto place = object.pointer() / member.key;
    const bool is_empty = member.value.as_string().empty();
    auto& failure = findings.add("contract.token", at(place.text(), is_empty ? "is empty" : "is blank"));
    failure.expected = "a value that can be used";
    failure.actual = shown_with_kind(member.value);
    failure.pointer = place.text();
    if (auto line = documentation_at(answer, place); !line.empty()) failure.documentation = std::move(line);
  });
}

}  // namespace concord::check
