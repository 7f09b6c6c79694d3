#include "places.h"

#include <concord/base/text.h>

#include <set>

namespace concord::coverage {

using document::Node;
using document::Pointer;

namespace {

constexpr std::size_t most_schemas = 5'000;

class Branches {
 public:
  explicit Branches(const Node& root) : root_(root) {}

  void walk(const Node* schema, const Pointer& at) {
    if (!schema || !schema->is_object() || seen_.size() >= most_schemas || !seen_.insert(schema).second) return;
    follow(*schema);
    for (const char* keyword : {"properties", "patternProperties", "dependentSchemas"}) walk_each(*schema, at, keyword);
    for (const char* keyword : {"items", "additionalProperties", "unevaluatedProperties", "contains"})
      walk(schema->find(keyword), at / keyword);
    for (const char* keyword : {"allOf", "prefixItems"}) walk_list(*schema, at, keyword, false);
    for (const char* keyword : {"oneOf", "anyOf"}) walk_list(*schema, at, keyword, true);
    for (const char* keyword : {"then", "else"}) {
      if (!schema->has("if") || !schema->has(keyword)) continue;
      names.push_back("#" + (at / keyword).text());
      walk(schema->find(keyword), at / keyword);
    }
  }

  std::vector<std::string> names;

 private:
  void follow(const Node& schema) {
    const Node* reference = schema.find("$ref");
    const auto text = reference ? reference->string_or_empty() : std::string_view();
    const auto pointer = text.starts_with('#') ? Pointer::parse_fragment(text.substr(1)) : std::nullopt;
    if (pointer) walk(document::resolve(root_, *pointer), *pointer);
  }

  void walk_each(const Node& schema, const Pointer& at, const char* keyword) {
    const Node* members = schema.find(keyword);
    for (std::size_t i = 0; members && i < members->members().size(); ++i) {
      const auto& member = members->members()[i];
      walk(&member.value, at / keyword / member.key);
    }
  }

  void walk_list(const Node& schema, const Pointer& at, const char* keyword, bool is_choice) {
    const Node* list = schema.find(keyword);
    for (std::size_t i = 0; list && i < list->items().size(); ++i) {
      if (is_choice) names.push_back("#" + (at / keyword / i).text());
      walk(&list->items()[i], at / keyword / i);
    }
  }

  const Node& root_;
  std::set<const Node*> seen_;
};

}  // namespace

std::string parameter_name(contract::ParameterIn in, const std::string& name) {
  const std::string part(contract::parameter_in_name(in));
  return part + ' ' + (in == contract::ParameterIn::Header ? base::to_lower_ascii(name) : name);
}

std::vector<std::string> branches_of(const Node& root, const Pointer& at) {
  Branches branches(root);
  branches.walk(document::resolve(root, at), at);
  return std::move(branches.names);
}

}  // namespace concord::coverage
