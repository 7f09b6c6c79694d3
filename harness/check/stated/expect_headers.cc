#include "checks.h"
#include "shown.h"
#include "stated/value_rule.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::check {

namespace {

constexpr std::string_view header_type_id = "contract.header";

class HeadersExpectation : public Expectation {
 public:
  struct Entry {
    std::string name;
    ValueRule rule;
  };
  explicit HeadersExpectation(std::vector<Entry> entries) : entries_(std::move(entries)) {}

  void evaluate(const CheckContext& answer, Findings& findings) const override {
    for (const auto& entry : entries_) check(entry, answer, findings);
  }

 private:
  // A field that is given several times must be right each time.
  static void check(const Entry& entry, const CheckContext& answer, Findings& findings) {
    const auto place = "header " + entry.name;
    const auto values = http::header_values(answer.response.headers, entry.name);
    for (const auto value : values) {
      const Node text(value);
      apply(entry.rule, answer, {place, text}, header_type_id, findings);
    }
    if (!values.empty()) return;
    auto& failure = findings.add(header_type_id, at(place, "is missing, the case expects it"));
    failure.expected = "present";
    failure.actual = "missing";
    failure.pointer = place;
    failure.place = result::place_of(entry.rule.span);
    failure.hint = nearest_header(entry.name, answer.response.headers);
  }
  static std::string nearest_header(const std::string& name, const http::Headers& headers) {
    std::vector<std::string> names;
    for (const auto& header : headers) names.push_back(header.name);
    const auto nearest = base::nearest_word(name, names);
    return nearest ? "the answer has " + cut(*nearest) : std::string();
  }

  std::vector<Entry> entries_;
};

bool is_token(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

Diagnostics mistakes_of(const document::Member& member) {
  Diagnostics mistakes;
  if (!is_token(member.key) && member.key.find("{{") == std::string::npos) {
    mistakes.push_back(base::error("expect.header", in_quotes(member.key) + " is no header name", member.key_span));
  }
  if (member.value.is_null() || member.value.is_array()) {
    auto message = fmt::format("header {} takes a text or a schema, not {}", cut(member.key),
                               document::kind_name(member.value.kind()));
    mistakes.push_back(base::error("expect.value", std::move(message), member.value.span()));
  }
  return mistakes;
}

}  // namespace

ParsedExpectation parse_headers(const Node& value) {
  if (!value.is_object()) {
    return base::error("expect.value", "headers takes a mapping of names, not " + shown(value), value.span());
  }
  std::vector<HeadersExpectation::Entry> entries;
  Diagnostics mistakes;
  for (const auto& member : value.members()) {
    base::append(mistakes, mistakes_of(member));
    auto rule = parse_value_rule(member.value);
    if (!rule) {
      base::append(mistakes, std::move(rule).diagnostics());
      continue;
    }
    if (member.key_span.is_known()) rule->span = member.key_span;
    entries.push_back({member.key, std::move(*rule)});
  }
  if (!mistakes.empty()) return mistakes;
  return std::unique_ptr<Expectation>(std::make_unique<HeadersExpectation>(std::move(entries)));
}

}  // namespace concord::check
