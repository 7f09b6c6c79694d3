#include "checks.h"

#include <concord/base/text.h>
#include <concord/check.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::check {

namespace {

const CheckKind* find_by_key(std::string_view key) {
  for (const auto& kind : check_kinds()) {
    if (!kind.expect_key.empty() && kind.expect_key == key) return &kind;
  }
  return nullptr;
}

base::Diagnostic unknown_key(const document::Member& member) {
  std::vector<std::string> known;
  for (const auto& kind : check_kinds()) {
    if (!kind.expect_key.empty()) known.emplace_back(kind.expect_key);
  }
  auto hint = base::did_you_mean(member.key, known);
  if (hint.empty()) {
    // A path or a member's name, put one level too high, is the usual mistake.
    hint = member.key.starts_with('$') ? fmt::format("body: {{{}: …}}", base::escape_line(member.key))
                                       : "known: " + base::join(known, ", ");
  }
  return base::error("expect.unknown-key", fmt::format("unknown expectation \"{}\"", base::escape_line(member.key)),
                     member.key_span, std::move(hint));
}

}  // namespace

std::string text_member(const Node& value, std::string_view name) {
  const Node* found = value.find(name);
  return std::string(found ? found->string_or_empty() : "");
}

Result<Expectations> parse_expectations(const Node& expect) {
  Expectations expectations;
  if (expect.is_null()) return expectations;
  if (!expect.is_object()) {
    return base::error("expect.value",
                       fmt::format("expect takes a mapping, not {}", document::kind_name(expect.kind())), expect.span(),
                       "such as {status: 200}");
  }
  Diagnostics mistakes;
  for (const auto& member : expect.members()) {
    const auto* kind = find_by_key(member.key);
    if (!kind) {
      mistakes.push_back(unknown_key(member));
      continue;
    }
    auto parsed = kind->parse(member.value);
    if (!parsed) {
      base::append(mistakes, std::move(parsed).diagnostics());
      continue;
    }
    if (const auto* statuses = allowed_statuses(**parsed)) expectations.statuses = *statuses;
    expectations.items.push_back({kind, std::shared_ptr<const Expectation>(std::move(*parsed)), member.key_span});
  }
  if (!mistakes.empty()) return mistakes;
  return expectations;
}

}  // namespace concord::check
