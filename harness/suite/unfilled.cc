#include "unfilled.h"

#include <concord/document/pointer.h>
#include <concord/templates.h>

#include <algorithm>

namespace concord::suite {

namespace {

void collect_templates(const Node& node, std::vector<Span>& places) {
  if (node.is_string() && templates::has_template(node)) places.push_back(node.span());
  for (const Node& item : node.items()) collect_templates(item, places);
  for (const document::Member& member : node.members()) {
    if (templates::has_template(Node(member.key))) places.push_back(member.key_span);
    collect_templates(member.value, places);
  }
}

bool is_within(const Span& inner, const Span& outer) {
  return inner.source == outer.source && inner.begin >= outer.begin && inner.end <= outer.end;
}

}  // namespace

void drop_what_is_told_of_templates(const Node& node, std::size_t first, Diagnostics& problems) {
  std::vector<Span> places;
  collect_templates(node, places);
  const auto is_of_template = [&places](const base::Diagnostic& one) {
    return std::any_of(places.begin(), places.end(), [&](const Span& place) { return is_within(one.span, place); });
  };
  const auto begin = problems.begin() + static_cast<std::ptrdiff_t>(first);
  problems.erase(std::remove_if(begin, problems.end(), is_of_template), problems.end());
}

bool ends_at_template(const Node& node, std::string_view text) {
  auto pointer = document::Pointer::parse(text);
  while (pointer && !pointer->is_root()) {
    *pointer = pointer->parent();
    const Node* found = document::resolve(node, *pointer);
    if (found) return found->is_string() && templates::has_template(*found);
  }
  return false;
}

}  // namespace concord::suite
