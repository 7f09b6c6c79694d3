// RFC 9745 (Deprecation) and RFC 8594 (Sunset).
#include "checks.h"
#include "moments.h"
#include "shown.h"

#include <concord/base/text.h>

namespace concord::check {

namespace {

// "@1688169599" is a date; drafts of the RFC had "true" and dates in words.
std::string readable(std::string_view value) {
  if (!value.starts_with('@')) return cut(value);
  const auto moment = read_moment(Node(value.substr(1)));
  return moment ? base::format_rfc3339(moment->time) : cut(value);
}

}  // namespace

void check_deprecation(const CheckContext& answer, Findings& findings) {
  const auto& headers = answer.response.headers;
  if (const auto* value = http::find_header(headers, "Deprecation"); value && *value != "false") {
    auto& failure = findings.add(
        "contract.header", "the server announces that this operation is deprecated: " + readable(base::trim(*value)));
    failure.actual = cut(*value);
    failure.pointer = "header Deprecation";
    if (const auto* link = http::find_header(headers, "Link")) failure.hint = "see " + cut(*link, 120);
  }
  if (const auto* value = http::find_header(headers, "Sunset")) {
    auto& failure = findings.add("contract.header",
                                 "the server announces that this operation ends: " + cut(base::trim(*value)));
    failure.actual = cut(*value);
    failure.pointer = "header Sunset";
  }
}

}  // namespace concord::check
