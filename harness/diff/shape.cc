#include "shape.h"

#include "lower.h"

#include <concord/document/pointer.h>

#include <algorithm>
#include <functional>

namespace concord::diff {
namespace {

constexpr int longest_chain = 64;  // references that lead to references

struct TypeWord {
  Types types;
  std::string_view word;
};
constexpr std::array<TypeWord, 7> type_words{{{string_type, "string"},
                                              {integer_type | fraction_type, "number"},
                                              {integer_type, "integer"},
                                              {fraction_type, "number that is no integer"},
                                              {boolean_type, "boolean"},
                                              {array_type, "array"},
                                              {object_type, "object"}}};

bool is_bare_reference(const Node& schema) {
  for (const auto& member : schema.members()) {
    if (member.key != "$ref" && is_constraint(member.key)) return false;
  }
  return true;
}

void mix(std::uint64_t& hash, std::uint64_t value) {
  hash ^= value + 0x9e3779b97f4a7c15ULL + (hash << 6) + (hash >> 2);
}
void mix(std::uint64_t& hash, std::string_view text) { mix(hash, std::hash<std::string_view>()(text)); }

template <class Map>
void mix_keys(std::uint64_t& hash, const Map& map) {
  for (const auto& [key, value] : map) mix(hash, std::string_view(key));
  mix(hash, map.size());
}

std::uint64_t own_hash(const Shape& shape) {
  std::uint64_t hash = shape.types;
  if (shape.values) {
    for (const EnumValue& value : *shape.values) mix(hash, value.text);
  }
  for (const LimitValue& limit : shape.limits) {
    mix(hash, limit.number == nullptr ? "" : canonical_text(*limit.number));
    mix(hash, limit.is_exclusive);
  }
  for (const auto* texts : {&shape.multiples, &shape.formats, &shape.patterns, &shape.encodings, &shape.media_types,
                            &shape.dependent_required})
    mix_keys(hash, *texts);
  mix_keys(hash, shape.required);
  mix_keys(hash, shape.pattern_properties);
  for (const Property& property : shape.properties) mix(hash, property.name);
  mix(hash, shape.has_unique_items);
  mix(hash, shape.additional.is_closed);
  mix(hash, shape.items.is_closed);
  for (const Negation& one : shape.negations) mix(hash, one.text);
  for (const Condition& one : shape.conditions) mix(hash, one.text);
  return hash;
}

}  // namespace

std::string types_text(Types types) {
  if (types == all_types) return "anything";
  std::string text;
  for (const TypeWord& known : type_words) {
    const bool is_half = known.types == integer_type || known.types == fraction_type;
    const bool is_whole_number = (types & (integer_type | fraction_type)) == (integer_type | fraction_type);
    if ((types & known.types) != known.types || (is_half && is_whole_number)) continue;
    text += (text.empty() ? "" : " or ") + std::string(known.word);
  }
  if ((types & null_type) != 0) text += text.empty() ? "null" : " or null";
  return text.empty() ? "nothing" : text;
}

std::string canonical_text(const Node& value) {
  if (value.is_number()) {
    const auto integer = value.to_int64();
    return integer ? std::to_string(*integer) : value.number_text();
  }
  if (value.is_array()) {
    std::string text = "[";
    for (const Node& item : value.items()) text += (text.size() == 1 ? "" : ",") + canonical_text(item);
    return text + ']';
  }
  if (!value.is_object()) return document::write_json(value);
  std::vector<std::string> members;
  for (const auto& member : value.members())
    members.push_back(document::write_json(Node(member.key)) + ':' + canonical_text(member.value));
  std::sort(members.begin(), members.end());
  std::string text = "{";
  for (const std::string& member : members) text += (text.size() == 1 ? "" : ",") + member;
  return text + '}';
}

const Property* Shape::find(std::string_view name) const {
  const auto found = std::lower_bound(properties.begin(), properties.end(), name,
                                      [](const Property& one, std::string_view wanted) { return one.name < wanted; });
  return found != properties.end() && found->name == name ? &*found : nullptr;
}

Shapes::Shapes(const Node& document) : document_(document) {
  entries_.push_back({{}, Shape{}});
  const Node* components = document.find("components");
  const Node* schemas = components == nullptr ? nullptr : components->find("schemas");
  if (schemas == nullptr) return;
  for (const auto& member : schemas->members()) {
    components_.emplace(&member.value, member.key);
    by_name_.emplace(member.key, &member.value);
  }
}

const Node* Shapes::follow(const Node& reference) const {
  constexpr std::string_view prefix = "#/components/schemas/";
  const std::string_view text = reference.string_or_empty();
  if (text.starts_with(prefix)) {
    const auto found = by_name_.find(text.substr(prefix.size()));
    if (found != by_name_.end()) return found->second;
  }
  if (!text.starts_with('#')) return nullptr;
  const auto pointer = document::Pointer::parse_fragment(text.substr(1));
  return pointer ? document::resolve(document_, *pointer) : nullptr;
}

const Node* Shapes::target(const Node* schema) const {
  for (int step = 0; schema != nullptr && step < longest_chain; ++step) {
    const Node* reference = schema->find("$ref");
    if (reference == nullptr || !reference->is_string() || !is_bare_reference(*schema)) return schema;
    schema = follow(*reference);
  }
  return nullptr;
}

std::string_view Shapes::component(const Node* schema) const {
  const auto found = components_.find(schema);
  return found == components_.end() ? std::string_view() : found->second;
}

ShapeId Shapes::of(const Node* schema) {
  const Node* last = target(schema);
  if (last == nullptr || (last->is_boolean() && last->as_boolean())) return anything;
  const auto [found, is_new] = single_.emplace(last, static_cast<ShapeId>(entries_.size()));
  if (is_new) entries_.push_back({{Part{last, false}}, std::nullopt});
  return found->second;
}

ShapeId Shapes::of(const Parts& parts) {
  if (parts.empty()) return anything;
  if (parts.size() == 1 && parts.front().is_plain()) return of(parts.front().node);
  Parts key = parts;
  for (Part& part : key) part.node = target(part.node);
  std::sort(key.begin(), key.end());
  key.erase(std::unique(key.begin(), key.end()), key.end());
  if (key.size() == 1 && key.front().is_plain()) return of(key.front().node);
  const auto [found, is_new] = several_.emplace(std::move(key), static_cast<ShapeId>(entries_.size()));
  if (is_new) entries_.push_back({parts, std::nullopt});
  return found->second;
}

Parts Shapes::with_values(const Node* schema, const std::string& name, const std::set<EnumValue>& values) {
  Node list = Node::array();
  for (const EnumValue& value : values) list.push_back(*value.site);
  Node member = Node::object(), properties = Node::object(), restriction = Node::object();
  member.set("enum", std::move(list));
  properties.set(name, std::move(member));
  restriction.set("properties", std::move(properties));
  return {{schema}, {&own(std::move(restriction))}};
}

const Shape& Shapes::operator[](ShapeId id) {
  Entry& entry = entries_[id];
  if (!entry.shape) entry.shape = Lowering(*this).lower(entry.parts);
  return *entry.shape;
}

std::uint64_t Shapes::hash(ShapeId id, int depth) {
  if (const auto known = hashes_.find({id, depth}); known != hashes_.end()) return known->second;
  const Shape& shape = (*this)[id];
  std::uint64_t value = own_hash(shape);
  if (depth > 0) {
    const auto mix_child = [&](std::string_view name, const Parts& parts) {
      mix(value, name);
      mix(value, hash(of(parts), depth - 1));
    };
    for (const Property& property : shape.properties) mix_child(property.name, property.parts);
    mix_child("additional", shape.additional.parts);
    mix_child("items", shape.items.parts);
    for (const Parts& item : shape.prefix_items) mix_child("prefix", item);
    std::uint64_t branches = 0;  // their order means nothing
    for (const Union& one : shape.unions) {
      for (const Node* branch : one.branches) branches += hash(of(branch), depth - 1);
    }
    mix(value, branches);
  }
  return hashes_[{id, depth}] = value;
}

bool Shapes::are_disjoint(ShapeId a, ShapeId b) {
  const Shape& one = (*this)[a];
  const Shape& other = (*this)[b];
  if ((one.types & other.types) == 0) return true;
  const auto share_a_value = [](const std::vector<EnumValue>& x, const std::vector<EnumValue>& y) {
    return std::any_of(x.begin(), x.end(),
                       [&](const EnumValue& v) { return std::binary_search(y.begin(), y.end(), v); });
  };
  if (one.values && other.values && !share_a_value(*one.values, *other.values)) return true;
  if ((one.types & other.types) != object_type) return false;
  for (const Property& property : one.properties) {
    const Property* same = other.find(property.name);
    if (same == nullptr || !one.required.contains(property.name) || !other.required.contains(property.name)) continue;
    const Shape& x = (*this)[of(property.parts)];
    const Shape& y = (*this)[of(same->parts)];
    if ((x.types & y.types) == 0 || (x.values && y.values && !share_a_value(*x.values, *y.values))) return true;
  }
  return false;
}

bool Shapes::is_nullable(ShapeId id, int depth) {
  const Shape& shape = (*this)[id];
  if ((shape.types & null_type) == 0) return false;
  if (shape.values && shape.unions.empty()) return true;
  for (const Union& one : shape.unions) {
    bool is_in_branch = one.has_null || depth > 4;
    for (const Node* branch : one.branches) is_in_branch = is_in_branch || is_nullable(of(branch), depth + 1);
    if (!is_in_branch) return false;
  }
  return true;
}

}  // namespace concord::diff
