#include "resource_references.h"

#include <concord/contract/names.h>

#include <map>

namespace concord::contract {

namespace {

constexpr std::size_t several = SIZE_MAX;
using ByName = std::map<std::string, std::size_t>;

void add_name(ByName& names, const std::string& name, std::size_t which) {
  const auto [known, is_new] = names.emplace(name, which);
  if (!is_new && known->second != which) known->second = several;
}

ByName names_of_ids(const std::vector<Resource>& all) {
  ByName names;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string own = plain_name(all[i].name), parameter = plain_name(all[i].parameter);
    for (const std::string& name : {own + "id", own + "uuid"}) add_name(names, name, i);
    if (parameter != "id" && parameter != "uuid") add_name(names, parameter, i);
  }
  return names;
}

std::set<document::Kind> kinds_beside_null(const SchemaView& schema) {
  std::set<document::Kind> kinds = described_kinds(schema);
  kinds.erase(document::Kind::Null);
  return kinds;
}

bool has_type_of_id(const DescribedMember& member, const ResourceUse& create) {
  if (!create.answer || !create.id) return false;
  const SchemaView thing = described_at(view_of(create.answer->schema), create.thing);
  return kinds_beside_null(member.schema) == kinds_beside_null(described_at(thing, *create.id));
}

std::vector<Reference> references_of(std::size_t which, const std::vector<Resource>& all, const ByName& names) {
  const std::optional<ResourceUse>& create = all[which].create;
  if (!create || !create->request) return {};
  std::vector<Reference> references;
  for (const DescribedMember& member :
       described_object(described_at(view_of(create->request->schema), create->sent)).members) {
    const auto named = names.find(plain_name(member.name));
    if (named == names.end() || named->second == several || named->second == which || member.is_read_only) continue;
    const Resource& other = all[named->second];
    const bool is_creatable = other.create && !other.parent && !other.is_put_first;
    if (is_creatable && has_type_of_id(member, *other.create)) references.push_back({member.name, named->second});
  }
  return references;
}

}  // namespace

void find_references(std::vector<Resource>& all) {
  const ByName names = names_of_ids(all);
  for (std::size_t i = 0; i < all.size(); ++i) all[i].references = references_of(i, all, names);
}

}  // namespace concord::contract
