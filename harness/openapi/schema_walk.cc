#include <concord/openapi/schema_walk.h>

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <utility>

namespace concord::openapi {
namespace {

struct FormOf {
  std::string_view keyword;
  SubschemaForm form;
  SpecVersion since = SpecVersion::OpenApi31;
};
constexpr auto keywords = std::to_array<FormOf>({
    {"properties", SubschemaForm::Map, SpecVersion::Swagger20},
    {"additionalProperties", SubschemaForm::One, SpecVersion::Swagger20},
    {"items", SubschemaForm::One, SpecVersion::Swagger20},
    {"allOf", SubschemaForm::List, SpecVersion::Swagger20},
    // Swagger 2.0 has not these three, but who writes them there means what later versions say.
    {"anyOf", SubschemaForm::List, SpecVersion::Swagger20},
    {"oneOf", SubschemaForm::List, SpecVersion::Swagger20},
    {"not", SubschemaForm::One, SpecVersion::Swagger20},
    {"$defs", SubschemaForm::Map},
    {"definitions", SubschemaForm::Map},
    {"patternProperties", SubschemaForm::Map},
    {"dependentSchemas", SubschemaForm::Map},
    {"prefixItems", SubschemaForm::List},
    {"if", SubschemaForm::One},
    {"then", SubschemaForm::One},
    {"else", SubschemaForm::One},
    {"contains", SubschemaForm::One},
    {"propertyNames", SubschemaForm::One},
    {"unevaluatedItems", SubschemaForm::One},
    {"unevaluatedProperties", SubschemaForm::One},
    {"contentSchema", SubschemaForm::One},
});

const FormOf* find_form(std::string_view keyword) {
  const auto found =
      std::find_if(keywords.begin(), keywords.end(), [&](const FormOf& one) { return one.keyword == keyword; });
  return found == keywords.end() ? nullptr : &*found;
}

constexpr std::string_view component_prefix = "#/components/schemas/";

// The values of `keyword` that are schemas, with the pointer to each.
template <class NodeType, class Visit>
void visit_keyword(std::string_view keyword, NodeType& value, const Pointer& at, const Visit& visit) {
  switch (subschema_form(keyword)) {
    case SubschemaForm::None:
      break;
    case SubschemaForm::One:
      visit(value, at / keyword);
      break;
    case SubschemaForm::List:
      if (!value.is_array()) break;
      for (std::size_t i = 0; i < value.size(); ++i) visit(value.items()[i], at / keyword / i);
      break;
    case SubschemaForm::Map:
      if (!value.is_object()) break;
      for (auto& member : value.members()) visit(member.value, at / keyword / member.key);
      break;
  }
}

template <class NodeType, class Visit>
void visit_subschemas(NodeType& schema, const Pointer& at, const Visit& visit) {
  if (!schema.is_object()) return;
  for (auto& member : schema.members()) visit_keyword(member.key, member.value, at, visit);
}

template <class NodeType, class Visit>
void visit_deeply(NodeType& schema, const Pointer& at, const Visit& visit) {
  visit(schema, at);
  visit_subschemas(schema, at, [&](NodeType& inner, const Pointer& there) { visit_deeply(inner, there, visit); });
}

template <class NodeType, class Visit>
void visit_references(NodeType& schema, const Visit& visit) {
  if (auto* reference = schema.find("$ref")) visit(*reference);
  auto* discriminator = schema.find("discriminator");
  auto* mapping = discriminator == nullptr ? nullptr : discriminator->find("mapping");
  if (mapping == nullptr || !mapping->is_object()) return;
  for (auto& row : mapping->members()) visit(row.value);
}

template <class NodeType, class Visit>
void visit_members(NodeType& holder, std::string_view key, const Pointer& at, const Visit& visit) {
  auto* map = holder.find(key);
  if (map == nullptr || !map->is_object()) return;
  for (auto& member : map->members()) {
    if (!member.key.starts_with("x-")) visit(member.value, at / key / member.key);
  }
}

template <class NodeType, class Visit>
void visit_own_schema(NodeType& holder, const Pointer& at, const Visit& visit) {
  if (auto* schema = holder.find("schema")) visit(*schema, at / "schema");
}

template <class NodeType, class Visit>
void visit_content(NodeType& holder, const Pointer& at, const Visit& visit) {
  visit_members(holder, "content", at,
                [&](NodeType& media, const Pointer& there) { visit_own_schema(media, there, visit); });
}

template <class NodeType, class Visit>
void visit_operations(NodeType& item, const Pointer& at, const Visit& visit);

template <class NodeType, class Visit>
void visit_operation(NodeType& operation, const Pointer& at, const Visit& visit) {
  if (auto* parameters = operation.find("parameters"); parameters != nullptr && parameters->is_array()) {
    for (std::size_t i = 0; i < parameters->size(); ++i) {
      visit_own_schema(parameters->items()[i], at / "parameters" / i, visit);
      visit_content(parameters->items()[i], at / "parameters" / i, visit);
    }
  }
  if (auto* body = operation.find("requestBody")) visit_content(*body, at / "requestBody", visit);
  visit_members(operation, "responses", at, [&](NodeType& response, const Pointer& there) {
    visit_members(response, "headers", there,
                  [&](NodeType& header, const Pointer& where) {
                    visit_own_schema(header, where, visit);
                    visit_content(header, where, visit);
                  });
    visit_content(response, there, visit);
  });
  visit_members(operation, "callbacks", at, [&](NodeType& callback, const Pointer& there) {
    if (!callback.is_object()) return;
    for (auto& member : callback.members()) visit_operations(member.value, there / member.key, visit);
  });
}

template <class NodeType, class Visit>
void visit_operations(NodeType& item, const Pointer& at, const Visit& visit) {
  if (!item.is_object()) return;
  for (auto& member : item.members()) visit_operation(member.value, at / member.key, visit);
}

template <class NodeType, class Visit>
void visit_contract(NodeType& contract, const Visit& visit) {
  if (auto* components = contract.find("components")) {
    visit_members(*components, "schemas", Pointer{} / "components", visit);
  }
  for (const std::string_view part : {"paths", "webhooks"}) {
    visit_members(contract, part, Pointer{},
                  [&](NodeType& item, const Pointer& at) { visit_operations(item, at, visit); });
  }
}

}  // namespace

SubschemaForm subschema_form(std::string_view keyword) {
  const FormOf* row = find_form(keyword);
  return row == nullptr ? SubschemaForm::None : row->form;
}

SubschemaForm subschema_form(std::string_view keyword, SpecVersion version) {
  const FormOf* row = find_form(keyword);
  return row == nullptr || version < row->since ? SubschemaForm::None : row->form;
}

void for_each_subschema(Node& schema, const std::function<void(Node&)>& visit) {
  visit_subschemas(schema, Pointer{}, [&](Node& inner, const Pointer&) { visit(inner); });
}

void for_each_subschema(const Node& schema, const Pointer& at,
                        const std::function<void(const Node&, const Pointer&)>& visit) {
  visit_subschemas(schema, at, visit);
}

void for_each_schema(Node& schema, const std::function<void(Node&)>& visit) {
  visit_deeply(schema, Pointer{}, [&](Node& inner, const Pointer&) { visit(inner); });
}

void for_each_schema(const Node& schema, const Pointer& at,
                     const std::function<void(const Node&, const Pointer&)>& visit) {
  visit_deeply(schema, at, visit);
}

void for_each_reference(Node& schema, const std::function<void(Node&)>& visit) { visit_references(schema, visit); }

void for_each_reference(const Node& schema, const std::function<void(const Node&)>& visit) {
  visit_references(schema, visit);
}

void for_each_root_schema(const Node& contract, const std::function<void(const Node&, const Pointer&)>& visit) {
  visit_contract(contract, visit);
}

void for_each_root_schema(Node& contract, const std::function<void(Node&)>& visit) {
  visit_contract(contract, [&](Node& schema, const Pointer&) { visit(schema); });
}

Node facts_only(Node schema) {
  for_each_schema(schema, [](Node& inner) {
    if (!inner.is_object()) return;
    std::erase_if(inner.members(), [](const document::Member& member) {
      return member.key == "description" || member.key == "title" || member.key == "x-concord-source" ||
             member.key == "x-concord-also" ||
             (member.key.starts_with("x-") && !member.key.starts_with("x-concord-"));
    });
  });
  return schema;
}

std::string component_name(std::string_view reference) {
  if (!reference.starts_with("#")) return {};
  const auto pointer = Pointer::parse_fragment(reference.substr(1));
  if (!pointer || pointer->tokens().size() != 3) return {};
  const auto& tokens = pointer->tokens();
  return tokens[0] == "components" && tokens[1] == "schemas" ? tokens[2] : std::string{};
}

std::string component_reference(std::string_view name) {
  return std::string(component_prefix) + base::percent_encode(document::escape_token(name));
}

}  // namespace concord::openapi
