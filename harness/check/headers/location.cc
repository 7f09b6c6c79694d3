// Location (RFC 9110, 10.2.2): where a redirection leads, and where what was created is.
#include "checks.h"
#include "shown.h"

#include <concord/base/text.h>
#include <concord/check/observe.h>
#include <concord/http/resolve_url.h>

#include <fmt/format.h>

namespace concord::check {

namespace {

CheckFailure& report(Findings& findings, std::string message, std::string expected, std::string actual) {
  auto& failure = findings.add("contract.header", std::move(message));
  failure.expected = std::move(expected);
  failure.actual = std::move(actual);
  failure.pointer = "header Location";
  return failure;
}

// 300 and 304 need none (RFC 9110, 15.4.1 and 15.4.5); 305 and 306 are no longer used.
bool leads_elsewhere(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// The id of what was created: at the top, or in what wraps it.
const Node* created_id(const CheckContext& answer) {
  const Node* body = answer.body();
  if (!body || !body->is_object()) return nullptr;
  if (const Node* id = body->find("id")) return id;
  for (const auto* wrapper : {"data", "result"}) {
    const Node* inner = body->find(wrapper);
    if (const Node* id = inner ? inner->find("id") : nullptr) return id;
  }
  return nullptr;
}

// Of an id that is told in the body, and of which the last word of the path is another.
void compare_id(const CheckContext& answer, const std::string& path, Findings& findings) {
  const Node* id = created_id(answer);
  if (!id || (!id->is_string() && !id->is_integer())) return;
  const std::string text = id->is_string() ? id->as_string() : id->number_text();
  const auto words = base::split(path, '/');
  for (const auto word : words) {
    if (base::equals_ignoring_case(base::percent_decode(word), text)) return;
  }
  const std::string last = words.empty() ? std::string() : base::percent_decode(words.back());
  const bool is_alike = !form_of(text).empty() ? form_of(last) == form_of(text)
                                               : last.size() == text.size() && last.substr(0, 2) == text.substr(0, 2);
  if (last.empty() || !is_alike) return;
  report(findings, fmt::format("Location leads to {}, the body has the id {}", in_quotes(last), shown(*id)),
         "a path with the id of the body", cut(path));
}

void look_at_target(const CheckContext& answer, const std::string& location, Findings& findings) {
  const auto resolved = http::resolve_url(answer.exchange.request.url, location);
  const auto target = resolved ? http::parse_url(*resolved) : std::nullopt;
  if (!schema::conforms_to_format("uri-reference", Node(location)) || location.empty()) {
    report(findings, fmt::format("Location {} is no URI reference", in_quotes(location)), "a URI (RFC 3986)",
           cut(location));
  } else if (target && answer.response.status == 201) {
    compare_id(answer, target->path, findings);
  }
}

}  // namespace

void check_location(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  if (status != 201 && !leads_elsewhere(status)) return;
  const auto values = http::header_values(answer.response.headers, "Location");
  if (values.size() > 1) {
    report(findings, fmt::format("Location is given {} times", values.size()), "one",
           cut(values.front()) + " and more");
  } else if (!values.empty()) {
    look_at_target(answer, std::string(base::trim(values.front())), findings);
  } else if (leads_elsewhere(status)) {
    if (findings.level() == Level::Fail) findings.set_level(Level::Warn);  // RFC 9110 says SHOULD
    report(findings, status_text(status) + " without a Location: it leads nowhere", "where to go (RFC 9110, 15.4)",
           "no Location");
  }
}

}  // namespace concord::check
