#include "document_names.h"

#include <concord/openapi/place.h>

#include <algorithm>
#include <array>

namespace concord::openapi {
namespace {

constexpr std::size_t few_members = 32;

// What is in these is data of the API, whatever it looks like.
constexpr auto data_keywords =
    std::to_array<std::string_view>({"example", "examples", "default", "enum", "const", "value", "mapping"});
// Members of these have names that the author chose.
constexpr auto map_keywords = std::to_array<std::string_view>(
    {"properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas", "responses",
     "parameters", "headers", "requestBodies", "callbacks", "pathItems", "content", "paths", "webhooks"});

template <class Words>
bool is_one_of(std::string_view word, const Words& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Child DocumentNames::child(const Node& holder, const std::string& token) {
  if (holder.is_array()) {
    const Node* item = document::resolve(holder, Pointer{{token}});
    return item == nullptr ? Child{} : Child{item, item->span()};
  }
  const document::Member* member = find_member(holder, token);
  return member == nullptr ? Child{} : Child{&member->value, place_of(*member)};
}

const document::Member* DocumentNames::find_member(const Node& holder, const std::string& key) {
  if (holder.members().size() <= few_members) return holder.find_member(key);
  auto [index, is_new] = members_.try_emplace(&holder);
  if (is_new) {
    for (const document::Member& member : holder.members()) index->second.emplace(member.key, &member);
  }
  const auto found = index->second.find(key);
  return found == index->second.end() ? nullptr : found->second;
}

const Pointer* DocumentNames::anchor(std::string_view name) {
  read_names();
  const auto found = anchors_.find(std::string(name));
  return found == anchors_.end() ? nullptr : &found->second;
}

const Pointer* DocumentNames::identifier(std::string_view id) {
  read_names();
  const auto found = identifiers_.find(std::string(id));
  return found == identifiers_.end() ? nullptr : &found->second;
}

void DocumentNames::read_names() {
  if (std::exchange(is_read_, true)) return;
  read_names(root_, {}, false);
}

void DocumentNames::read_names(const Node& node, const Pointer& at, bool is_map) {
  for (std::size_t i = 0; i < node.items().size(); ++i) read_names(node.items()[i], at / i, false);
  for (const document::Member& member : node.members()) {
    const std::string_view text = member.value.string_or_empty();
    if (!is_map && !text.empty()) {
      if (member.key == "$anchor" || member.key == "$dynamicAnchor") anchors_.emplace(text, at);
      if (member.key == "$id" || member.key == "id") identifiers_.emplace(text, at);
    }
    if (member.value.size() == 0) continue;
    if (!is_map && (member.key.starts_with("x-") || is_one_of(member.key, data_keywords))) continue;
    read_names(member.value, at / member.key, !is_map && is_one_of(member.key, map_keywords));
  }
}

}  // namespace concord::openapi
