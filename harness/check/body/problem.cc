// Problem details (RFC 9457): application/problem+json has members of fixed types.
#include "answer_reading.h"
#include "checks.h"
#include "provenance.h"
#include "shown.h"

#include <concord/base/problem_media_type.h>

#include <fmt/format.h>

namespace concord::check {

using document::Pointer;

namespace {

void report(const CheckContext& answer, const Pointer& place, const Node& value, const std::string& what,
            std::string expected, Findings& findings) {
  auto& failure = findings.add("contract.response_schema", at(place.text(), shown(value) + " " + what));
  failure.expected = std::move(expected);
  failure.actual = shown_with_kind(value);
  failure.pointer = place.text();
  if (auto line = documentation_at(answer, place); !line.empty()) failure.documentation = std::move(line);
}

void check_uri(const CheckContext& answer, std::string_view name, Findings& findings) {
  const Node* value = answer.body()->find(name);
  if (!value || (value->is_string() && schema::conforms_to_format("uri-reference", *value))) return;
  report(answer, Pointer() / name, *value, "is no URI reference", "a URI reference (RFC 9457, 3.1)", findings);
}

void check_text(const CheckContext& answer, std::string_view name, Findings& findings) {
  const Node* value = answer.body()->find(name);
  if (!value || value->is_string()) return;
  report(answer, Pointer() / name, *value, "is no string", "a string (RFC 9457, 3.1)", findings);
}

void check_repeated_status(const CheckContext& answer, Findings& findings) {
  const Node* value = answer.body()->find("status");
  const int status = answer.response.status;
  if (!value || (value->is_integer() && value->to_int64() == status)) return;
  report(answer, Pointer() / "status", *value, "is not the status, " + status_text(status),
         std::to_string(status) + " (RFC 9457, 3.1.2)", findings);
}

}  // namespace

bool is_problem_details(const CheckContext& answer) {
  const auto& type = media_type_of(answer);
  return type && base::is_problem(*type);
}

void check_problem(const CheckContext& answer, Findings& findings) {
  if (!answer.body() || !is_problem_details(answer)) return;
  if (!answer.body()->is_object()) {
    report(answer, Pointer(), *answer.body(), "is no object", "an object (RFC 9457, 3)", findings);
    return;
  }
  for (const auto* name : {"type", "instance"}) check_uri(answer, name, findings);
  for (const auto* name : {"title", "detail"}) check_text(answer, name, findings);
  check_repeated_status(answer, findings);
}

}  // namespace concord::check
