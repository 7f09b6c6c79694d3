#include "bundled_schemas.h"

#include "endless_schemas.h"
#include "openapi_words.h"

#include <concord/base/text.h>
#include <concord/pattern.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

namespace concord::lint {
namespace {

constexpr auto types =
    std::to_array<std::string_view>({"string", "number", "integer", "boolean", "array", "object", "null"});
constexpr auto counts = std::to_array<std::string_view>(
    {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"});

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_type(const Node& value) { return value.is_string() && is_one_of(value.as_string(), types); }

bool is_usable_type(const Node& value) {
  if (!value.is_array()) return is_type(value);
  std::set<std::string_view> seen;
  for (const Node& one : value.items()) {
    if (!is_type(one) || !seen.insert(one.as_string()).second) return false;
  }
  return value.size() != 0;
}

// Programs disagree on whether "int64" says something about strings.
bool is_number_format_of_string(std::string_view format, const Node& schema) {
  static constexpr auto formats = std::to_array<std::string_view>({"int32", "int64", "float", "double"});
  const Node* type = schema.find("type");
  return type != nullptr && type->string_or_empty() == "string" && is_one_of(format, formats);
}

bool is_count(const Node& value) { return value.is_number() && value.is_integer() && value.to_double() >= 0; }

bool is_usable_required(const Node& value) {
  return value.is_array() &&
         std::all_of(value.items().begin(), value.items().end(), [](const Node& name) { return name.is_string(); });
}

void put(Node& out, const Member& like, Node value) {
  out.set(like.key, std::move(value));
  out.members().back().key_span = like.key_span;
}

}  // namespace

bool is_usable_pattern(const Node& value) {
  return value.is_string() && pattern::Regex::compile(value.as_string()).has_value();
}

BundledSchemas::BundledSchemas(const Sites& sites) : sites_(sites), is_queued_(sites.schemas.size(), false) {
  for (const openapi::EndlessReference& one : endless_schemas(sites)) circular_.insert(one.from);
  for (SiteId id = 0; id < sites_.schemas.size(); ++id) {
    const SchemaSite& site = sites_.schemas[id];
    const Node* anchor = site.version == SpecVersion::OpenApi31 ? site.node->find("$dynamicAnchor") : nullptr;
    if (anchor != nullptr && anchor->is_string()) anchors_[anchor->as_string()].push_back(id);
  }
}

document::Pointer BundledSchemas::place(SiteId site) const {
  const SchemaSite& schema = sites_.schemas[site];
  std::vector<std::string> tokens{"x-schemas", std::to_string(schema.root), name_of(schema.root)};
  const auto inner = sites_.trails.between(sites_.schemas[schema.root].at, schema.at);
  tokens.insert(tokens.end(), inner.tokens().begin(), inner.tokens().end());
  return document::Pointer(std::move(tokens));
}

std::string BundledSchemas::original(std::string_view location) const {
  const auto pointer = document::Pointer::parse(location.substr(std::min(location.find('#') + 1, location.size())));
  constexpr std::size_t before = 3;  // "x-schemas", the number of the root, its name
  if (!pointer || pointer->tokens().size() < before) return {};
  const auto& tokens = pointer->tokens();
  const auto root = static_cast<std::size_t>(std::strtoul(tokens[1].c_str(), nullptr, 10));
  if (root >= sites_.schemas.size()) return {};
  std::string text = sites_.trails.pointer(sites_.schemas[root].at);
  for (std::size_t i = before; i < tokens.size(); ++i) text += "/" + document::escape_token(tokens[i]);
  return text;
}

// What a $ref to it ends with in the copy, for messages: the name of a component, or of a file that is one schema.
std::string BundledSchemas::name_of(SiteId root) const {
  const TrailId at = sites_.schemas[root].at;
  if (const std::string_view key = sites_.trails.key(at); !key.empty()) return std::string(key);
  return std::filesystem::path(sites_.trails.document(at).source->name()).stem().string();
}

Node BundledSchemas::make(const std::vector<SiteId>& wanted, SpecVersion version, schema::Direction direction) {
  direction_ = direction;
  queue_.clear();
  is_queued_.assign(sites_.schemas.size(), false);
  for (const SiteId site : wanted) want(site);
  Node::Object members;  // appended without a search for the key: there are many
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    const SiteId root = queue_[i];
    Node named = Node::object();
    named.set(name_of(root), copy(*sites_.schemas[root].node, root));
    members.push_back({std::to_string(root), std::move(named), {}});
  }
  Node out = Node::object();
  out.set("openapi", version == SpecVersion::OpenApi31 ? "3.1.0" : "3.0.3");
  out.set("x-schemas", Node(std::move(members)));
  return out;
}

void BundledSchemas::want(SiteId site) {
  const SiteId root = sites_.schemas[site].root;
  if (is_queued_[root]) return;
  is_queued_[root] = true;
  queue_.push_back(root);
}

// A $dynamicAnchor whose name no other bears is where it leads, whatever led there. Which of several is meant depends
// on the way: then nothing is said.
void BundledSchemas::copy_dynamic_reference(Node& out, const Member& member) {
  if (!member.value.is_string() || !member.value.as_string().starts_with('#') || out.has("$ref")) return;
  const auto found = anchors_.find(std::string_view(member.value.as_string()).substr(1));
  if (found == anchors_.end() || found->second.size() != 1) return;
  put(out, {"$ref", {}, member.key_span}, reference_to(found->second.front(), member.value));
}

Node BundledSchemas::reference_to(SiteId target, const Node& ref) {
  want(target);
  std::string text = "#";
  const document::Pointer at = place(target);
  for (const std::string& token : at.tokens()) text += "/" + base::percent_encode(document::escape_token(token));
  return Node(std::move(text)).with_span(ref.span());
}

Node BundledSchemas::copy_inner(const Node& node) {
  const auto found = sites_.schema_of.find(&node);
  if (found == sites_.schema_of.end()) return Node::object().with_span(node.span());
  return copy(node, found->second);
}

Node BundledSchemas::copy(const Node& node, SiteId id) {
  if (node.is_boolean()) return node;
  Node out = Node::object().with_span(node.span());
  if (!node.is_object()) return out;
  const SchemaSite& site = sites_.schemas[id];
  if (const Member* ref = node.find_member("$ref"); ref != nullptr && ref->value.is_string() && !site.is_parameter) {
    if (site.target != none && !circular_.contains(id)) put(out, *ref, reference_to(site.target, ref->value));
    if (site.version != SpecVersion::OpenApi31) return out;
  }
  for (const Member& member : node.members()) copy_keyword(out, member, site);
  copy_bounds(out, site);
  return out;
}

void BundledSchemas::copy_keyword(Node& out, const Member& member, const SchemaSite& site) {
  const std::string& key = member.key;
  const Node& value = member.value;
  const bool is_31 = site.version == SpecVersion::OpenApi31;
  if (subschema_form(key, site.version) != SubschemaForm::None) return copy_structure(out, member, site.version);
  bool is_kept = false;
  if (key == "type") {
    is_kept = is_usable_type(value);
  } else if (key == "enum") {
    is_kept = value.is_array() && value.size() != 0;
  } else if (key == "required") {
    if (!site.is_parameter && is_usable_required(value)) copy_required(out, member, site);
  } else if (is_one_of(key, counts)) {
    is_kept = is_count(value);
  } else if (key == "multipleOf") {
    is_kept = value.is_number() && value.to_double() > 0;
  } else if (key == "pattern") {
    is_kept = is_usable_pattern(value);
  } else if (key == "format") {
    is_kept = value.is_string() && !is_number_format_of_string(value.as_string(), *site.node);
  } else if (key == "uniqueItems") {
    is_kept = value.is_boolean();
  } else if (key == "nullable") {
    is_kept = site.version == SpecVersion::OpenApi30 && value.is_boolean();
  } else if (key == "title") {
    is_kept = value.is_string();
  } else if (key == "discriminator") {
    copy_discriminator(out, member);
  } else if (key == "x-nullable" && value.is_boolean() && site.version == SpecVersion::Swagger20) {
    out.set("nullable", value);
  } else if (is_31) {
    is_kept = key == "const";
    if (key == "$dynamicRef") copy_dynamic_reference(out, member);
    if (key == "dependentRequired" && value.is_object()) {
      is_kept = std::all_of(value.members().begin(), value.members().end(),
                            [](const Member& one) { return is_usable_required(one.value); });
    }
  }
  if (is_kept) put(out, member, value);
}

// It chooses which alternative is explained. Its mapping leads nowhere in the copy: names are all that is wanted.
void BundledSchemas::copy_discriminator(Node& out, const Member& member) {
  const Node& value = member.value;
  const Node* name = value.is_string() ? &value : value.find("propertyName");
  if (name == nullptr || !name->is_string()) return;
  out.set(discriminating_member, *name);
  Node::Object rows;
  const Node* mapping = value.find("mapping");
  for (const Member& row : mapping == nullptr ? Node::Object{} : mapping->members()) {
    if (row.value.is_string()) rows.push_back(row);
  }
  Node kept = Node::object();
  kept.set("propertyName", *name);
  kept.set("mapping", Node(std::move(rows)));
  put(out, member, std::move(kept));
}

void BundledSchemas::copy_structure(Node& out, const Member& member, SpecVersion version) {
  const Node& value = member.value;
  switch (subschema_form(member.key, version)) {
    case SubschemaForm::One:
      if (value.is_object() || value.is_boolean()) put(out, member, value.is_boolean() ? value : copy_inner(value));
      return;
    case SubschemaForm::List: {
      if (!value.is_array() || value.size() == 0) return;
      Node list = Node::array().with_span(value.span());
      for (const Node& inner : value.items()) list.push_back(copy_inner(inner));
      return put(out, member, std::move(list));
    }
    case SubschemaForm::Map: {
      if (!value.is_object()) return;
      Node::Object members;
      for (const Member& inner : value.members()) {
        if (member.key == "patternProperties" && !is_usable_pattern(Node(inner.key))) continue;
        members.push_back({inner.key, copy_inner(inner.value), inner.key_span});
      }
      return put(out, member, Node(std::move(members)).with_span(value.span()));
    }
    case SubschemaForm::None: return;
  }
}

// Without the members that travel the other way only.
void BundledSchemas::copy_required(Node& out, const Member& member, const SchemaSite& site) {
  if (direction_ == schema::Direction::None) return put(out, member, member.value);
  const Node* properties = site.node->find("properties");
  Node names = Node::array().with_span(member.value.span());
  for (const Node& name : member.value.items()) {
    if (!is_waived(properties, name.as_string())) names.push_back(name);
  }
  put(out, member, std::move(names));
}

bool BundledSchemas::is_waived(const Node* properties, std::string_view name) const {
  const Node* property = properties == nullptr ? nullptr : properties->find(name);
  const auto found = property == nullptr ? sites_.schema_of.end() : sites_.schema_of.find(property);
  if (found == sites_.schema_of.end()) return false;
  return says(found->second, direction_ == schema::Direction::Request ? "readOnly" : "writeOnly", 3);
}

// Itself, by its $ref, or by a part of its allOf.
bool BundledSchemas::says(SiteId id, std::string_view mark, int hops) const {
  const SchemaSite& site = sites_.schemas[id];
  if (hops > 0 && site.target != none && says(site.target, mark, hops - 1)) return true;
  if (site.version != SpecVersion::OpenApi31 && string_reference(*site.node) != nullptr) return false;
  const Node* own = site.node->find(mark);
  if (own != nullptr && own->is_boolean() && own->as_boolean()) return true;
  const Node* parts = hops > 0 ? site.node->find("allOf") : nullptr;
  return parts != nullptr && std::any_of(parts->items().begin(), parts->items().end(), [&](const Node& part) {
           const auto found = sites_.schema_of.find(&part);
           return found != sites_.schema_of.end() && says(found->second, mark, hops - 1);
         });
}

// Until 3.1 exclusiveMinimum says something about minimum, since then it is a bound.
void BundledSchemas::copy_bounds(Node& out, const SchemaSite& site) {
  for (const std::string_view key : {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}) {
    const Member* member = site.node->find_member(key);
    if (member == nullptr) continue;
    const bool is_flag = key.starts_with("exclusive") && site.version != SpecVersion::OpenApi31;
    if (is_flag ? member->value.is_boolean() : member->value.is_number()) put(out, *member, member->value);
  }
}

}  // namespace concord::lint
