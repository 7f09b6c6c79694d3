#include "checks.h"
#include "shown.h"

#include <concord/base/counted.h>
#include <concord/base/media_type.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::check {

namespace {

constexpr std::string_view content_type_id = "contract.content_type";

CheckFailure& report(Findings& findings, std::string message, std::string actual) {
  auto& failure = findings.add(content_type_id, std::move(message));
  failure.actual = std::move(actual);
  failure.pointer = "header Content-Type";
  return failure;
}

std::vector<std::string> documented_types(const CheckContext& answer) {
  std::vector<std::string> types;
  if (!answer.documented) return types;
  for (const auto& content : answer.documented->contents) types.push_back(content.media_type);
  return types;
}

// `documented` may be a range: "*/*", "application/*". What is no media type is a mistake of the document: whatever is
// given fits it.
bool fits(const http::MediaType& given, const std::string& documented) {
  const std::string essence = given.essence();
  if (documented == essence) return true;  // mostly
  const std::string wanted = base::documented_media_type(documented).essence();
  if (!base::parse_media_type(wanted)) return true;
  return wanted == "*/*" || wanted == given.type + "/*" || wanted == essence;
}

void check_charset(const http::MediaType& given, Findings& findings) {
  if (!given.is_json()) return;
  for (const auto& [name, value] : given.parameters) {
    if (!base::equals_ignoring_case(name, "charset")) continue;
    auto charset = base::to_lower_ascii(value);
    std::erase(charset, '"');
    if (charset == "utf-8" || charset == "utf8" || charset == "us-ascii") continue;
    auto& failure = report(findings, fmt::format("Content-Type says charset {}, JSON is UTF-8", cut(charset)),
                           cut(charset));
    failure.expected = "utf-8";
  }
}

void check_documented(const CheckContext& answer, const http::MediaType& given, Findings& findings) {
  if (!answer.documented || answer.documented->contents.empty()) return;
  const auto& contents = answer.documented->contents;
  if (std::any_of(contents.begin(), contents.end(), [&](const auto& one) { return fits(given, one.media_type); }))
    return;
  const auto expected = alternatives(documented_types(answer));
  auto& failure = report(findings, fmt::format("Content-Type is {}, documented is {}", cut(given.essence()), expected),
                         cut(given.essence()));
  failure.expected = expected;
  failure.basis = "documented";
}

bool disagree(const std::vector<std::string_view>& values) {
  return std::any_of(values.begin(), values.end(),
                     [&](std::string_view v) { return !base::equals_ignoring_case(v, values.front()); });
}

}  // namespace

void check_content_type(const CheckContext& answer, Findings& findings) {
  const auto& response = answer.response;
  if (response.body.empty()) return;
  const auto values = http::header_values(response.headers, "Content-Type");
  if (values.empty()) {
    const auto size = base::counted(response.body.size(), "byte");
    auto& failure = report(findings, "no Content-Type with a body of " + size, "");
    failure.expected = alternatives(documented_types(answer));
    return;
  }
  if (disagree(values)) {
    report(findings, fmt::format("Content-Type is given {} times, with different values", values.size()),
           cut(values.front()) + " and others");
    return;
  }
  const auto given = http::parse_media_type(values.front());
  if (!given) {
    auto& failure = report(findings, fmt::format("Content-Type {} is not well-formed", in_quotes(values.front())),
                           cut(values.front()));
    failure.expected = "type/subtype";
    return;
  }
  check_documented(answer, *given, findings);
  check_charset(*given, findings);
}

}  // namespace concord::check
