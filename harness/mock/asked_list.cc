#include "asked_list.h"

#include <concord/message/value_format.h>

#include <algorithm>

namespace concord::mock {

namespace {

const Node* found_in(const Node& item, const std::string& name) {
  const Node* found = item.is_object() ? item.find(name) : nullptr;
  return found && !found->is_null() ? found : nullptr;
}

bool is_before(const Node& a, const Node& b) {
  if (a.is_number() && b.is_number()) return a.to_double() < b.to_double();
  return a.is_string() && b.is_string() && a.as_string() < b.as_string();
}

// What lacks the member goes last.
void sort(Node::Array& items, const std::string& member, bool is_descending) {
  std::stable_sort(items.begin(), items.end(), [&](const Node& left, const Node& right) {
    const Node *a = found_in(left, member), *b = found_in(right, member);
    if (!a || !b) return a && !b;
    return is_descending ? is_before(*b, *a) : is_before(*a, *b);
  });
}

bool is_descending(const Node& query, const contract::Parameter& but) {
  for (const document::Member& sent : query.members()) {
    const auto found = contract::direction_asked_for(sent.key, message::plain_text(sent.value));
    if (found && sent.key != but.name) return *found;
  }
  return false;
}

}  // namespace

void arrange(Node::Array& items, const contract::Operation& operation, const contract::SchemaView& item,
             const Node& query) {
  if (query.size() == 0 || !item) return;
  for (const contract::ListFilter& filter : contract::find_filters(operation, item)) {
    const Node* asked = query.find(filter.parameter->name);
    if (!asked || !contract::chooses(filter, *asked)) continue;
    std::erase_if(items, [&](const Node& one) {
      const Node* value = found_in(one, filter.member.name);
      return value && !document::equal(*value, *asked);
    });
  }
  for (const contract::Parameter& parameter : operation.parameters) {
    const Node* asked = query.find(parameter.name);
    if (!asked || !asked->is_string()) continue;
    const auto order = contract::order_asked_for(parameter, asked->as_string(), item);
    if (order) sort(items, order->member, order->is_descending.value_or(is_descending(query, parameter)));
  }
}

bool arrange(Node& body, const contract::Operation& operation, const contract::Content& content, const Node& query) {
  const auto place = query.size() > 0 && content.schema ? contract::find_listed(body) : std::nullopt;
  if (!place) return false;
  const contract::SchemaView list = contract::described_at(contract::view_of(content.schema), *place);
  Node* there = document::resolve(body, *place);
  if (!list || !there || list.node->has("minItems")) return false;
  const Node before = *there;
  arrange(there->items(), operation, contract::described_items(list), query);
  return !document::equal(before, *there);
}

}  // namespace concord::mock
