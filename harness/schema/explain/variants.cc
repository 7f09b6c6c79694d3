#include "variants.h"

#include "schema_ids.h"
#include "sentences.h"

#include <concord/base/text.h>
#include <concord/schema/discriminators.h>

#include <algorithm>
#include <set>

namespace concord::schema {
namespace {

const Node* text_member(const Node& schema, std::string_view key) {
  const Node* found = schema.find(key);
  return found != nullptr && found->is_string() ? found : nullptr;
}

const Node* discriminating_name(const Node& schema) {
  const Node* rule = schema.find("discriminator");
  return rule == nullptr ? nullptr : text_member(*rule, "propertyName");
}

// The only text that a property may be.
const Node* constant_of(const Node& property) {
  if (const Node* constant = text_member(property, "const")) return constant;
  const Node* values = property.find("enum");
  const bool is_one = values != nullptr && values->items().size() == 1 && values->items().front().is_string();
  return is_one ? &values->items().front() : nullptr;
}

const Node& schema_of(const Compilation& program, const Step& step, std::size_t variant) {
  return *program.origins[program.edges[step.a + variant]].schema;
}

const Node* constant_named(const Node& variant, std::string_view name) {
  const Node* properties = variant.find("properties");
  const Node* property = properties == nullptr ? nullptr : properties->find(name);
  return property == nullptr ? nullptr : constant_of(*property);
}

// Whether no other alternative allows the same constant there.
bool tells_apart(const Compilation& program, const Step& step, std::size_t variant, std::string_view name,
                 const Node& constant) {
  for (std::size_t i = 0; i < step.b - step.a; ++i) {
    const Node* other = i == variant ? nullptr : constant_named(schema_of(program, step, i), name);
    if (other != nullptr && other->as_string() == constant.as_string()) return false;
  }
  return true;
}

std::string constant_name(const Compilation& program, const Node& schema, const Step& step, std::size_t variant) {
  const auto name_by = [&](std::string_view name) -> std::string {
    const Node* constant = constant_named(schema_of(program, step, variant), name);
    if (constant == nullptr || !tells_apart(program, step, variant, name, *constant)) return {};
    return std::string(name) + " " + in_quotes(constant->as_string());
  };
  const Node* discriminating = discriminating_name(schema);
  if (discriminating != nullptr) {
    if (std::string name = name_by(discriminating->as_string()); !name.empty()) return name;
  }
  const Node* properties = schema_of(program, step, variant).find("properties");
  if (properties == nullptr) return {};
  for (const auto& member : properties->members()) {
    if (std::string name = name_by(member.key); !name.empty()) return name;
  }
  return {};
}

// Through $ref and allOf.
std::set<std::string_view> required_names(const Compilation& program, SchemaId variant) {
  constexpr std::size_t most_names = 200;
  SchemaIds ids{variant};
  std::set<std::string_view> names;
  expand(program, ids, [&](const Step& step, auto follow) {
    if (step.op == Op::Ref) follow(step.a);
    for (std::uint32_t i = step.a; step.op == Op::AllOf && i < step.b; ++i) follow(program.edges[i]);
    if (step.op != Op::Required) return;
    for (const MemberTable::Name& one : program.tables[step.a].names) {
      if (one.is_required && names.size() < most_names) names.insert(one.name);
    }
  });
  return names;
}

}  // namespace

std::string variant_name(const Compilation& program, const Node& schema, const Step& step, std::size_t variant) {
  const Node& own = schema_of(program, step, variant);
  if (const Node* reference = text_member(own, "$ref")) {
    if (const std::string name = last_word_of(reference->as_string()); !name.empty()) return in_quotes(name);
  }
  if (const Node* title = text_member(own, "title")) return in_quotes(title->as_string());
  const std::string constant = constant_name(program, schema, step, variant);
  return constant.empty() ? "alternative " + std::to_string(variant + 1) : constant;
}

namespace {

constexpr std::size_t most_names = 12;

std::string with_rest(std::string names, std::size_t count) {
  return count <= most_names ? names : names + " and " + std::to_string(count - most_names) + " more";
}

}  // namespace

std::string variant_names(const Compilation& program, const Node& schema, const Step& step) {
  const std::size_t count = step.b - step.a;
  std::string names;
  for (std::size_t i = 0; i < std::min(count, most_names); ++i)
    names += (i == 0 ? "" : ", ") + variant_name(program, schema, step, i);
  return with_rest(std::move(names), count);
}

std::string variant_names(const Compilation& program, const Node& schema, const Step& step,
                          const std::vector<std::size_t>& variants) {
  const std::size_t count = variants.size();
  std::string names;
  for (std::size_t i = 0; i < std::min(count, most_names); ++i)
    names += (i == 0 ? "" : i + 1 == count ? " and " : ", ") + variant_name(program, schema, step, variants[i]);
  return with_rest(std::move(names), count);
}

std::size_t named_variant(const Compilation& program, const Node& schema, const Step& step, const Node& value) {
  const std::size_t none = step.b - step.a;
  const Node* property = discriminating_name(schema);
  const Node* named = property == nullptr ? nullptr : text_member(value, property->as_string());
  if (named == nullptr) return none;
  const Node* mapping = schema.find("discriminator")->find("mapping");
  const Node* mapped = mapping == nullptr ? nullptr : text_member(*mapping, named->as_string());
  const std::string wanted = last_word_of((mapped == nullptr ? named : mapped)->as_string());
  for (std::size_t i = 0; i < none; ++i) {
    const Node& variant = schema_of(program, step, i);
    const Node* reference = text_member(variant, "$ref");
    if (reference != nullptr && last_word_of(reference->as_string()) == wanted) return i;
    const Node* constant = constant_named(variant, property->as_string());
    if (constant != nullptr && constant->as_string() == named->as_string()) return i;
  }
  return none;
}

std::vector<std::string> variant_values(const Compilation& program, const Node& schema, const Step& step,
                                        std::size_t variant) {
  const Node* property = discriminating_name(schema);
  if (property == nullptr) return {};
  const Node& own = schema_of(program, step, variant);
  if (const Node* constant = constant_named(own, property->as_string())) return {constant->as_string()};
  const Node* reference = text_member(own, "$ref");
  if (reference == nullptr) return {};
  const std::string wanted = last_word_of(reference->as_string());
  std::vector<std::string> values;
  if (const Node* mapping = schema.find("discriminator")->find("mapping")) {
    for (const auto& row : mapping->members()) {
      if (row.value.is_string() && last_word_of(row.value.as_string()) == wanted) values.push_back(row.key);
    }
  }
  if (values.empty()) values.push_back(wanted);
  return values;
}

int required_score(const Compilation& program, SchemaId variant, const Node& value) {
  constexpr std::size_t most_members = 200;
  if (!value.is_object() || value.size() > most_members) return 0;
  const auto required = required_names(program, variant);
  std::vector<std::string> others;  // members that may be misspelt
  for (const auto& member : value.members()) {
    if (!required.contains(member.key)) others.push_back(member.key);
  }
  int present = 0;
  for (const std::string_view name : required) {
    const bool is_there = value.has(name) || (name.size() >= 3 && base::nearest_word(name, others));
    present += is_there ? 1 : 0;
  }
  const int lacking = static_cast<int>(required.size()) - present;
  return (present - lacking) * 1000 + present;  // 200 names at most
}

}  // namespace concord::schema
