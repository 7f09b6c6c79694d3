// `discriminator`: which schema a message follows. Its values are rows of the mapping or, where there is none, names of
// components: of the alternatives beside it or, in a schema that others build on by allOf, of those others (OpenAPI
// 3.0.4 and 3.1.1, Discriminator Object). Nothing else refers to the latter, so they are looked for.
#include "normal_parts.h"

#include <concord/base/text.h>
#include <concord/openapi/schema_walk.h>

namespace concord::openapi {

using document::Member;

// Swagger 2.0 has the name of the member only.
void SchemaNormaliser::add_discriminator(Node& out, const Member& member, const Node& schema) {
  const bool is_name = member.value.is_string() && version_ == SpecVersion::Swagger20;
  const Node* name = is_name ? &member.value : member.value.find("propertyName");
  if (name == nullptr || !name->is_string()) {
    report("apidoc.schema-form", "\"discriminator\" must have a \"propertyName\", got " + shown(member.value),
           place_of(member), "left out");
    return;
  }
  Node kept = Node::object().with_span(member.value.span());
  kept.set("propertyName", *name);
  Node rows = Node::object().with_span(member.value.span());
  std::set<const Node*> known;
  if (const Node* mapping = member.value.find("mapping")) known = add_mapping(rows, *mapping);
  if (!schema.has("oneOf") && !schema.has("anyOf")) add_subtypes(rows, schema, std::move(known));
  if (rows.size() != 0) kept.set("mapping", std::move(rows));
  out.set("discriminator", std::move(kept));
}

// A row names a schema by a reference or, short, by its name among the components. Returns what the rows lead to.
std::set<const Node*> SchemaNormaliser::add_mapping(Node& out, const Node& mapping) {
  std::set<const Node*> targets;
  for (const Member& row : mapping.members()) {
    if (!row.value.is_string()) continue;
    const Node named = Node("#/components/schemas/" + row.value.as_string()).with_span(row.value.span());
    const bool is_reference = row.value.as_string().find_first_of("#/.") != std::string::npos;
    auto target = documents_.follow(document_, is_reference ? row.value : named);
    if (!target && is_reference) target = documents_.follow(document_, named);
    if (!target) {
      report("apidoc.discriminator", "the mapping of " + shown(Node(row.key)) + " names no schema: " + shown(row.value),
             row.value.span(), "left out");
      continue;
    }
    targets.insert((*target)->node);
    append(out, row.key, Node(component_reference(component_for(**target))).with_span(row.value.span()));
  }
  return targets;
}

// Also those that build on others of them. `known`: those that a row names already, whose name then means nothing.
void SchemaNormaliser::add_subtypes(Node& out, const Node& base, std::set<const Node*> known) {
  if (!subtypes_) find_subtypes();
  known.insert(&base);
  std::vector<const Node*> waiting{&base};
  std::set<const Node*> visited{&base};
  std::set<std::string> taken;
  for (const Member& row : out.members()) taken.insert(row.key);
  while (!waiting.empty()) {
    const auto found = subtypes_->find(waiting.back());
    waiting.pop_back();
    if (found == subtypes_->end()) continue;
    for (const Subtype& subtype : found->second) {
      if (!visited.insert(subtype.target.node).second) continue;
      waiting.push_back(subtype.target.node);
      if (!known.contains(subtype.target.node) && taken.insert(subtype.name).second)
        append(out, subtype.name, Node(component_reference(component_for(subtype.target))));
    }
  }
}

void SchemaNormaliser::find_subtypes() {
  subtypes_.emplace();
  const bool is_swagger = version_ == SpecVersion::Swagger20;
  const Node* components = is_swagger ? &document_.root : document_.root.find("components");
  const Node* schemas = components == nullptr ? nullptr : components->find(is_swagger ? "definitions" : "schemas");
  if (schemas == nullptr) return;
  const Pointer at = is_swagger ? Pointer{} / "definitions" : Pointer{} / "components" / "schemas";
  for (const Member& member : schemas->members()) {
    const Target itself{&document_, at / member.key, &member.value, place_of(member)};
    const auto target = member.value.has("$ref") ? documents_.resolve(document_, member.value) : Result<Target>(itself);
    const Node* parts = target ? target->node->find("allOf") : nullptr;
    if (parts == nullptr) continue;
    for (const Node& part : parts->items()) {
      const Node* reference = part.find("$ref");
      if (reference == nullptr || !reference->is_string()) continue;
      if (const auto base = documents_.follow(document_, *reference))
        (*subtypes_)[(*base)->node].push_back({member.key, *target});
    }
  }
}

}  // namespace concord::openapi
