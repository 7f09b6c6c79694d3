#include "schema_members.h"

namespace concord::lint {
namespace {

constexpr std::size_t most_parts = 200;
constexpr std::size_t most_kept = 500'000;

void add_members(const Sites& sites, const Node& properties, DescribedObject& out) {
  for (const Member& member : properties.members()) {
    const auto found = sites.schema_of.find(&member.value);
    if (found != sites.schema_of.end() && out.numbers.emplace(member.key, out.members.size()).second)
      out.members.push_back({member.key, found->second, &member});
  }
}

void add(const Sites& sites, SiteId id, std::set<SiteId>& seen, DescribedObject& out) {
  if (!seen.insert(id).second) return;
  out.is_whole = out.is_whole && seen.size() <= most_parts;
  if (!out.is_whole) return;
  const SchemaSite& site = sites.schemas[id];
  if (site.target != none) add(sites, site.target, seen, out);
  for (const std::string_view key : {"oneOf", "anyOf", "if", "not", "dependentRequired", "minProperties"})
    out.is_whole = out.is_whole && !site.node->has(key);
  const Node* more = site.node->find("additionalProperties");
  out.is_map = out.is_map || site.node->has("patternProperties") ||
               (more != nullptr && (more->is_object() || (more->is_boolean() && more->as_boolean())));
  if (const Node* properties = site.node->find("properties")) add_members(sites, *properties, out);
  if (const Node* required = site.node->find("required")) {
    for (const Node& name : required->items()) out.required.insert(name.string_or_empty());
  }
  const Node* parts = site.node->find("allOf");
  if (parts == nullptr) return;
  for (const Node& part : parts->items()) {
    const auto found = sites.schema_of.find(&part);
    if (found != sites.schema_of.end()) add(sites, found->second, seen, out);
  }
}

}  // namespace

const DescribedMember* DescribedObject::find(std::string_view name) const {
  const auto found = numbers.find(name);
  return found == numbers.end() ? nullptr : &members[found->second];
}

const DescribedObject& DescribedObjects::of(SiteId schema) {
  if (schema != none && sites_.schemas[schema].node->size() == 1) schema = sites_.resolve(schema);
  if (const auto found = known_.find(schema); found != known_.end()) return found->second;
  if (members_ > most_kept) {
    known_.clear();
    members_ = 0;
  }
  DescribedObject object;
  std::set<SiteId> seen;
  if (schema != none) add(sites_, schema, seen, object);
  members_ += object.members.size();
  return known_.emplace(schema, std::move(object)).first->second;
}

}  // namespace concord::lint
