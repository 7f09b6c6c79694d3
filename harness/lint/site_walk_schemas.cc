// The schemas of a document, and what references between them lead to.
#include "openapi_words.h"
#include "site_walk.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::lint {

// --- schemas ---

SiteId SiteWalk::schema(const Node& node, const Here& here, SiteId parent, bool is_parameter) {
  const auto number = static_cast<SiteId>(sites_.schemas.size());
  if (const auto [known, is_new] = sites_.schema_of.emplace(&node, number); !is_new) return known->second;
  const SiteId root = parent == none ? number : sites_.schemas[parent].root;
  SchemaSite& site = sites_.schemas.emplace_back();
  site.node = &node;
  site.at = here.at;
  site.root = root;
  site.parent = parent;
  site.operation = here.operation;
  site.context = here.context;
  site.version = version_;
  site.is_parameter = is_parameter;
  const std::string_view list =
      sites_.trails.parent(here.at) == none ? "" : sites_.trails.key(sites_.trails.parent(here.at));
  site.is_composed = parent != none && (list == "allOf" || list == "anyOf" || list == "oneOf");
  const Node* ref = string_reference(node);
  if (ref != nullptr && !is_parameter) {
    reference(node, *ref, here, number);
    if (version_ != SpecVersion::OpenApi31) return number;
  }
  for (const Member& member : node.members()) schema_keyword(member, here, number);
  return number;
}

void SiteWalk::schema_keyword(const Member& member, const Here& here, SiteId site) {
  switch (subschema_form(member.key, version_)) {
    case SubschemaForm::One:
      if (member.value.is_object() || member.value.is_boolean()) schema(member.value, child(here, member.key), site);
      return;
    case SubschemaForm::List: {
      const Here at = child(here, member.key);
      for (std::size_t i = 0; i < member.value.items().size(); ++i) schema(member.value.items()[i], child(at, i), site);
      return;
    }
    case SubschemaForm::Map: {
      const Here at = child(here, member.key);
      if (const Node* ref = string_reference(member.value)) misplaced(*ref, at, member.key);
      for (const Member& inner : member.value.members()) {
        if (!inner.value.is_string()) schema(inner.value, child(at, inner.key), site);
      }
      return;
    }
    case SubschemaForm::None: schema_values(member, here, site);
  }
}

void SiteWalk::schema_values(const Member& member, const Here& here, SiteId site) {
  const base::Span place = member.key_span.is_known() ? member.key_span : member.value.span();
  const bool is_parameter = sites_.schemas[site].is_parameter;
  if (member.key == "default") {
    add_value(ValueKind::Default, member.value, child(here, member.key), place, {}, site, BodyForm::Json);
  } else if (member.key == "example" && !is_parameter) {
    add_value(ValueKind::SchemaExample, member.value, child(here, member.key), place, {}, site, BodyForm::Json);
  } else if (member.key == "examples" && version_ == SpecVersion::OpenApi31 && member.value.is_array()) {
    const Here at = child(here, member.key);
    for (std::size_t i = 0; i < member.value.items().size(); ++i) {
      const Node& value = member.value.items()[i];
      add_value(ValueKind::SchemaExample, value, child(at, i), value.span(), {}, site, BodyForm::Json);
    }
  } else if (member.key == "x-examples" && !is_parameter) {
    const Here at = child(here, member.key);
    for (const Member& named : member.value.members()) {
      add_value(ValueKind::Extension, named.value, child(at, named.key), named.key_span, named.key, site,
                BodyForm::Json);
    }
  }
}

void SiteWalk::reference(const Node& node, const Node& ref, const Here& here, SiteId site) {
  if (version_ != SpecVersion::OpenApi31) {
    for (const Member& member : node.members()) {
      if (member.key == "$ref" || is_extension(member.key) || is_prose(member.key)) continue;
      sites_.sibling_faults.push_back({&member, &ref, sites_.trails.member(here.at, member.key)});
    }
  }
  auto target = documents_.follow(sites_.trails.document(here.at), ref);
  if (!target) return fault(ref, here, target.diagnostics().front());
  waiting_.push_back({site, **target});
}

// Targets are known only when everything has been walked; those that no walk met are schemas because they are named.
void SiteWalk::finish_references() {
  while (!pending_.empty() || !waiting_.empty()) {
    while (!pending_.empty()) {
      const Pending next = pending_.front();
      pending_.pop_front();
      revisit(*next.node, next.here, next.role);
    }
    std::vector<Waiting> waiting = std::move(waiting_);
    waiting_.clear();
    for (const Waiting& one : waiting) {
      Here here{sites_.trails.at(*one.target.document, one.target.at), sites_.schemas[one.site].operation, 0};
      const SiteId target = schema(*one.target.node, here);
      sites_.schemas[one.site].target = target;
    }
  }
}

void SiteWalk::revisit(const Node& node, const Here& here, Role role) {
  switch (role) {
    case Role::Parameter: parameter(node, here); return;
    case Role::RequestBody: request_body(node, here); return;
    case Role::Response: response(node, here); return;
    case Role::Header: header(node, here); return;
    case Role::Callback: callback(node, here); return;
    default: return;
  }
}

// A schema is used where what contains it or refers to it is used.
void finish(Sites& sites) {
  auto& schemas = sites.schemas;
  std::vector<std::vector<SiteId>> inner(schemas.size());
  std::vector<SiteId> changed;
  for (SiteId id = 0; id < schemas.size(); ++id) {
    if (schemas[id].parent != none) inner[schemas[id].parent].push_back(id);
    if (schemas[id].context != 0) changed.push_back(id);
    if (schemas[id].is_composed && schemas[id].target != none) schemas[schemas[id].target].is_composed = true;
  }
  const auto spread = [&](SiteId to, std::uint8_t bits) {
    const auto wider = static_cast<std::uint8_t>(schemas[to].context | bits);
    if (wider == schemas[to].context) return;
    schemas[to].context = wider;
    changed.push_back(to);
  };
  while (!changed.empty()) {
    const SiteId id = changed.back();
    changed.pop_back();
    for (const SiteId one : inner[id]) spread(one, schemas[id].context);
    if (schemas[id].target != none) spread(schemas[id].target, schemas[id].context);
  }
}

SiteId Sites::resolve(SiteId site) const {
  for (int hops = 0; hops < 64 && site != none && schemas[site].target != none; ++hops) site = schemas[site].target;
  return site;
}

}  // namespace concord::lint
