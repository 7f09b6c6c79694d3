#include "alike_rows.h"

#include "step_builder.h"

#include <algorithm>

namespace concord::suite {

namespace {

Node without(Node entry, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) entry.remove(key);
  return entry;
}

Node only(const Node& entry, std::initializer_list<std::string_view> keys) {
  Node some = Node::object();
  some.set_span(entry.span());
  for (const std::string_view key : keys) {
    if (const document::Member* member = entry.find_member(key)) some.members().push_back(*member);
  }
  return some;
}

}  // namespace

// The names of known issues are those of cases; a skip may end while the run goes on.
bool AlikeRows::fits(const Node& entry) {
  const Node* skip = entry.find("skip");
  return entry.has("name") && !entry.has("known_issue") && !entry.has("steps") && !(skip && skip->is_object());
}

AlikeRows::AlikeRows(const SuiteFile& suite, const Node& entry, const templates::RenderOptions& later,
                     const Node& first, Case made)
    : suite_(suite),
      later_(later),
      name_(*entry.find("name")),
      request_(only(entry, {"request", "patch"})),
      in_request_(templates::names_mentioned(request_)),
      in_rest_(templates::names_mentioned(without(entry, {"each", "name", "request", "patch"}))),
      request_changes_(changes(in_request_, first)),
      rest_changes_(changes(in_rest_, first)),
      made_(std::move(made)) {}

bool AlikeRows::changes(const std::vector<std::string>& mentioned, const Node& row) const {
  return std::any_of(mentioned.begin(), mentioned.end(), [&row](const std::string& one) {
    return std::any_of(row.members().begin(), row.members().end(),
                       [&one](const document::Member& member) { return templates::may_mean(one, member.key); });
  });
}

std::optional<std::string> AlikeRows::name(const Node& row) const {
  if (rest_changes_ || changes(in_rest_, row)) return std::nullopt;
  Diagnostics mistakes;
  const auto filled = fill_in(name_, row, suite_, later_, mistakes);
  if (!filled) return std::nullopt;
  if (filled->is_number()) return filled->number_text();
  return filled->is_string() ? std::optional(filled->as_string()) : std::nullopt;
}

bool AlikeRows::make_request_again(Case& to, const Node& row) const {
  Diagnostics mistakes;
  const auto filled = fill_in(request_, row, suite_, later_, mistakes);
  if (!filled) return false;
  remake_request({suite_}, *filled, to.steps.front(), mistakes);
  to.shared = shared_needed(*suite_.provider, to, suite_.shared);
  return mistakes.empty();
}

bool AlikeRows::fill(Case& to, const Node& row) const {
  auto name = this->name(row);
  if (!name) return false;
  to.steps.front().name = *name;
  to.name = std::move(*name);
  return !(request_changes_ || changes(in_request_, row)) || make_request_again(to, row);
}

}  // namespace concord::suite
