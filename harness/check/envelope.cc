#include "checks.h"
#include "provenance.h"
#include "shown.h"

#include <fmt/format.h>

#include <array>

namespace concord::check {

using document::Pointer;

namespace {

void report(const CheckContext& answer, const Pointer& place, const Node& value, std::string expected,
            Findings& findings) {
  const auto message = fmt::format("{}, but the status is {}", shown(value), status_text(answer.response.status));
  auto& failure = findings.add("contract.envelope", at(place.text(), message));
  failure.expected = std::move(expected);
  failure.actual = shown(value);
  failure.pointer = place.text();
  if (auto line = documentation_at(answer, place); !line.empty()) failure.documentation = std::move(line);
}

// Numbers that could be an HTTP status of an answer. Others (0, 1001) are the API's own codes.
void check_code(const CheckContext& answer, std::string_view name, Findings& findings) {
  const auto* value = answer.body()->find(name);
  const auto code = value && value->is_number() ? value->to_int64() : std::nullopt;
  if (!code || *code < 100 || *code > 599 || *code == answer.response.status) return;
  const auto place = Pointer() / name;
  if (is_shown_value(answer, place, *value)) return;
  report(answer, place, *value, std::to_string(answer.response.status), findings);
}

void check_success(const CheckContext& answer, const Node& object, const Pointer& at_object, Findings& findings) {
  const auto* success = object.find("success");
  if (!success || !success->is_boolean()) return;
  const int status = answer.response.status;
  const bool contradicts = success->as_boolean() ? status >= 400 : status >= 200 && status < 300;
  const auto place = at_object / "success";
  if (!contradicts || is_shown_value(answer, place, *success)) return;
  report(answer, place, *success, success->as_boolean() ? "false" : "true", findings);
}

}  // namespace

void check_envelope(const CheckContext& answer, Findings& findings) {
  const auto* body = answer.body();
  if (!body || !body->is_object()) return;
  static constexpr std::array<std::string_view, 6> codes{"code",   "statusCode",  "httpStatusCode",
                                                         "status", "status_code", "httpStatus"};
  for (const auto name : codes) check_code(answer, name, findings);
  check_success(answer, *body, Pointer(), findings);
  if (const auto* data = body->find("data")) check_success(answer, *data, Pointer() / "data", findings);
}

}  // namespace concord::check
