// What a body says of its own status. A number or a flag is that only where the contract describes or shows it so, or
// where it stands beside what such envelopes have: {"code": 392} of a product is data, and so is what a monitor saw.
#include "checks.h"
#include "names.h"
#include "provenance.h"
#include "shown.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::check {

using document::Pointer;

namespace {

template <std::size_t N>
bool has_any(const Node& object, const std::array<std::string_view, N>& plain_names) {
  return std::any_of(object.members().begin(), object.members().end(), [&](const auto& member) {
    return std::find(plain_names.begin(), plain_names.end(), PlainName(member.key).view()) != plain_names.end();
  });
}

bool has_companion(const Node& object) {
  static constexpr auto companions = std::to_array<std::string_view>(
      {"message", "msg", "error", "errors", "errormessage", "errordescription", "errorcode", "errortype", "detail",
       "title", "reason", "data", "result"});
  return has_any(object, companions);
}

// Whether the schema speaks of it as an envelope, in words such as these.
template <std::size_t N>
bool is_described_as(const CheckContext& answer, const Pointer& place, const std::array<std::string_view, N>& words) {
  if (!answer.schema) return false;
  for (const auto* schema : answer.schema->subschemas_at(place)) {
    const auto* description = schema ? schema->find("description") : nullptr;
    if (!description || !description->is_string()) continue;
    const auto text = base::to_lower_ascii(description->as_string());
    if (std::any_of(words.begin(), words.end(), [&](auto word) { return text.find(word) != std::string::npos; }))
      return true;
  }
  return false;
}

// Whether an example of any documented answer has there what goes with its own status.
bool is_shown_as(const CheckContext& answer, const Pointer& place, const auto& agrees) {
  for (const auto& documented : answer.operation.responses) {
    const int status = std::atoi(documented.status.c_str());
    for (const auto& content : documented.contents) {
      for (const auto& example : content.examples) {
        const auto* value = document::resolve(example.value, place);
        if (status >= 100 && value && agrees(*value, status)) return true;
      }
    }
  }
  return false;
}

void report(const CheckContext& answer, const Pointer& place, const Node& value, std::string expected,
            Findings& findings) {
  const auto message = fmt::format("{}, but the status is {}", shown(value), status_text(answer.response.status));
  auto& failure = findings.add("contract.envelope", at(place.text(), message));
  failure.expected = std::move(expected);
  failure.actual = shown(value);
  failure.pointer = place.text();
  if (auto line = documentation_at(answer, place); !line.empty()) failure.documentation = std::move(line);
}

bool is_envelope_code(const CheckContext& answer, const Pointer& place, std::int64_t code) {
  static constexpr auto words = std::to_array<std::string_view>({"http status", "status code", "http code", "http "
                                                                 "response", "response code", "httpstatus"});
  const auto is_status = [](const Node& value, int status) {
    const auto shown = value.is_number() ? value.to_int64() : std::nullopt;
    return shown && *shown / 100 == status / 100;
  };
  if (place.tokens().front().starts_with("http") && answer.body()->size() == 1) return true;
  if (has_companion(*answer.body()) && !http::reason_phrase(static_cast<int>(code)).empty()) return true;
  return is_described_as(answer, place, words) || is_shown_as(answer, place, is_status);
}

// Numbers that could be an HTTP status of an answer. Others (0, 1001) are the API's own codes.
void check_code(const CheckContext& answer, std::string_view name, Findings& findings) {
  const auto* value = answer.body()->find(name);
  if (!value || !value->is_number()) return;
  if (name == "status" && is_problem_details(answer)) return;  // its own check has that
  const std::int64_t code = value->to_int64().value_or(0);
  if (code < 100 || code > 599 || code == answer.response.status) return;
  const auto place = Pointer() / name;
  if (is_shown_value(answer, place, *value) || !is_envelope_code(answer, place, code)) return;
  report(answer, place, *value, std::to_string(answer.response.status), findings);
}

bool is_envelope_flag(const CheckContext& answer, const Node& object, const Pointer& place) {
  static constexpr auto words = std::to_array<std::string_view>({"request", "call", "operation"});
  const auto agrees = [](const Node& value, int status) {
    return value.is_boolean() && value.as_boolean() == (status >= 200 && status < 300);
  };
  return object.size() == 1 || has_companion(object) || is_described_as(answer, place, words) ||
         is_shown_as(answer, place, agrees);
}

void check_success(const CheckContext& answer, const Node& object, const Pointer& at_object, Findings& findings) {
  const auto* success = object.find("success");
  if (!success || !success->is_boolean()) return;
  const int status = answer.response.status;
  const bool contradicts = success->as_boolean() ? status >= 400 : status >= 200 && status < 300;
  const auto place = at_object / "success";
  if (!contradicts || is_shown_value(answer, place, *success) || !is_envelope_flag(answer, object, place)) return;
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
