// Schema objects that hold together are taken one after the other, breadth first through $ref and allOf, and each
// keyword narrows the shape: types are intersected, limits get stricter, members and unions are added. What depends on
// all of them (which members are closed out, enums against types, bounds against each other) is settled at the end. A
// union that says no more than types or values is folded into these, so that `anyOf: [string, null]` and `type:
// [string, "null"]` are one.
#include "lower.h"

#include "value_sets.h"

#include <algorithm>

namespace concord::diff {
namespace {

using document::Member;

constexpr std::size_t most_parts = 10'000;  // of one shape: an allOf of allOfs

constexpr auto prose =
    std::to_array<std::string_view>({"description", "title", "summary", "externalDocs", "xml", "$comment", "example",
                                     "examples", "$id", "$schema", "$anchor", "$defs", "definitions"});

Types types_named(std::string_view name) {
  if (name == "number") return integer_type | fraction_type;
  if (name == "integer") return integer_type;
  if (name == "string") return string_type;
  if (name == "boolean") return boolean_type;
  if (name == "array") return array_type;
  if (name == "object") return object_type;
  return name == "null" ? null_type : 0;
}

Types types_stated(const Node& value) {
  if (value.is_string()) return types_named(value.as_string());
  Types types = 0;
  for (const Node& one : value.items()) types |= types_named(one.string_or_empty());
  return types;
}

Types type_of(const Node& value) {
  if (value.is_number()) return value.is_integer() ? integer_type : fraction_type;
  return types_named(document::kind_name(value.kind()));
}

bool is_true_value(const Node& value) { return value.is_boolean() && value.as_boolean(); }

std::vector<EnumValue> sorted(std::vector<EnumValue> values) {
  std::stable_sort(values.begin(), values.end());
  const auto same = [](const EnumValue& a, const EnumValue& b) { return a.text == b.text; };
  values.erase(std::unique(values.begin(), values.end(), same), values.end());
  return values;
}

std::vector<EnumValue> values_of(const Node& list) {
  std::vector<EnumValue> values;
  for (const Node& item : list.items()) values.push_back({canonical_text(item), &item});
  return sorted(std::move(values));
}

void strip(Node& schema) {
  if (schema.is_array()) {
    for (Node& item : schema.items()) strip(item);
  }
  if (!schema.is_object()) return;
  std::erase_if(schema.members(), [](const Member& member) {
    const bool is_text = (member.key == "description" || member.key == "title") && member.value.is_string();
    return is_text || (member.key == "examples" && member.value.is_array()) || member.key.starts_with("x-concord-");
  });
  for (Member& member : schema.members()) strip(member.value);
}

// What a schema says, without prose and provenance. Members of `properties` may have the names of those: they are
// objects.
std::string schema_text(const Node& schema) {
  Node facts = schema;
  strip(facts);
  return canonical_text(facts);
}

// Matches every text, since it may match nothing of it.
bool is_idle_pattern(std::string_view pattern) {
  constexpr auto idle = std::to_array<std::string_view>(
      {"", "^", "$", ".*", "^.*", ".*$", "[\\s\\S]*", "^[\\s\\S]*$", "[^]*", "^[^]*$", "()", "^.*?", ".*?"});
  return std::find(idle.begin(), idle.end(), pattern) != idle.end();
}

// {}, or only prose in it.
bool is_anything(const Node& schema) {
  if (schema.is_boolean()) return schema.as_boolean();
  return schema.is_object() && std::none_of(schema.members().begin(), schema.members().end(),
                                            [](const Member& member) { return is_constraint(member.key); });
}

// Prose, or a constraint that is none: additionalProperties: true.
bool says_nothing(const Member& member) {
  const std::string& key = member.key;
  const Node& value = member.value;
  if (!is_constraint(key)) return true;
  if (key == "additionalProperties" || key == "items" || key == "unevaluatedProperties" || key == "unevaluatedItems")
    return is_anything(value);
  if (key == "minLength" || key == "minItems" || key == "minProperties")
    return value.is_number() && value.to_int64() == 0;
  if (key == "required" || key == "properties" || key == "patternProperties") return value.size() == 0;
  return key == "uniqueItems" && !is_true_value(value);
}

// The enum of a schema that has nothing but types and values; a const is one.
struct Simple {
  Types types = all_types;
  std::optional<std::vector<EnumValue>> values;
};

std::optional<Simple> as_simple(const Node* schema) {
  if (schema == nullptr || !schema->is_object()) return std::nullopt;
  Simple simple;
  bool says_something = false;
  for (const Member& member : schema->members()) {
    if (member.key == "type") simple.types = types_stated(member.value);
    else if (member.key == "enum") simple.values = values_of(member.value);
    else if (member.key == "const")
      simple.values = std::vector<EnumValue>{{canonical_text(member.value), &member.value}};
    else if (!says_nothing(member)) return std::nullopt;
    else continue;
    says_something = true;
  }
  if (says_something) return simple;
  return std::nullopt;
}

bool is_null_schema(const Node* schema) {
  const auto simple = as_simple(schema);
  if (!simple) return false;
  if (simple->values) return simple->values->size() == 1 && simple->values->front().text == "null";
  return simple->types == null_type;
}

}  // namespace

bool is_constraint(std::string_view keyword) {
  if (keyword.starts_with("x-"))
    return keyword == "x-sunset" || keyword == "x-stability-level" || keyword == "x-extensible-enum";
  return std::find(prose.begin(), prose.end(), keyword) == prose.end();
}

Shape Lowering::lower(const Parts& parts) {
  pending_ = parts;
  // Breadth first, so that sites are those nearest to where the schema is used.
  for (std::size_t next = 0; next < pending_.size() && next < most_parts; ++next) take(Part(pending_[next]));
  settle_unevaluated();
  settle_properties();
  settle_values();
  settle_limits();
  return std::move(shape_);
}

void Lowering::take(const Part& part) {
  const Node* schema = shapes_.target(part.node);
  const int how = (part.is_or_null ? 1 : 0) + (part.without_unions ? 2 : 0);
  if (schema == nullptr || !seen_.emplace(schema, how).second) return;
  if (shape_.site == nullptr) shape_.site = schema;
  if (schema->is_boolean() && !schema->as_boolean()) return restrict_types(part.is_or_null ? null_type : 0, schema);
  ++number_;
  if (const Node* reference = schema->find("$ref"); reference != nullptr && reference->is_string()) {
    if (const Node* target = shapes_.follow(*reference))
      pending_.push_back({target, part.without_unions, part.is_or_null});
  }
  for (const Member& member : schema->members()) {
    if (member.key == "allOf") {
      for (const Node& one : member.value.items()) pending_.push_back({&one, part.without_unions, part.is_or_null});
    } else if (member.key == "oneOf" || member.key == "anyOf") {
      if (!part.without_unions) take_union(member.value, member.key == "oneOf", *schema, part.is_or_null);
    } else {
      keyword(member, *schema, part.is_or_null);
    }
  }
}

void Lowering::take_union(const Node& list, bool is_one_of, const Node& schema, bool is_or_null) {
  std::vector<const Node*> branches;
  bool has_null = is_or_null;
  for (const Node& branch : list.items()) {
    if (is_null_schema(shapes_.target(&branch))) has_null = true;
    else branches.push_back(&branch);
  }
  if (branches.empty()) return list.size() == 0 ? void() : restrict_types(null_type, &list);
  const Node* discriminator = schema.find("discriminator");
  if (branches.size() == 1 && discriminator == nullptr) {
    pending_.push_back({branches.front(), false, has_null});
    return;
  }
  if (fold(branches, is_one_of, has_null, list)) return;
  shape_.unions.push_back({is_one_of, has_null, std::move(branches), &list, discriminator});
}

// A union of bare types or of bare enums is a set of types or one enum.
bool Lowering::fold(const std::vector<const Node*>& branches, bool is_one_of, bool has_null, const Node& site) {
  Types types = 0, open_types = 0, overlap = 0;
  std::vector<EnumValue> values;
  std::size_t listed = 0;
  for (const Node* branch : branches) {
    const auto simple = as_simple(shapes_.target(branch));
    if (!simple) return false;
    if (simple->values) {
      values.insert(values.end(), simple->values->begin(), simple->values->end());
      listed += simple->values->size();
      for (const EnumValue& value : *simple->values) types |= static_cast<Types>(type_of(*value.site) & simple->types);
    } else {
      overlap |= static_cast<Types>(open_types & simple->types);
      open_types |= simple->types;
      types |= simple->types;
    }
  }
  values = sorted(std::move(values));
  const bool is_covered = std::all_of(values.begin(), values.end(),
                                      [&](const EnumValue& value) { return (type_of(*value.site) & open_types) != 0; });
  const bool is_mixed = !values.empty() && open_types != 0;
  if (is_mixed && (is_one_of || !is_covered)) return false;
  if (is_one_of && (overlap != 0 || values.size() != listed)) return false;
  if (has_null) types |= null_type;
  restrict_types(types, &site);
  if (open_types == 0) {
    static const Node null_value;
    if (has_null) values.push_back({"null", &null_value});
    restrict_values(sorted(std::move(values)), &site);
  }
  return true;
}

void Lowering::restrict_types(Types types, const Node* site) {
  if (shape_.type_site == nullptr) shape_.type_site = site;
  shape_.types &= types;
}

void Lowering::restrict_values(std::vector<EnumValue> values, const Node* site) {
  if (shape_.values_site == nullptr) shape_.values_site = site;
  if (!shape_.values) {
    shape_.values = std::move(values);
    return;
  }
  std::erase_if(*shape_.values,
                [&](const EnumValue& value) { return !std::binary_search(values.begin(), values.end(), value); });
}

void Lowering::keyword(const Member& member, const Node& schema, bool is_or_null) {
  const std::string& key = member.key;
  const Node& value = member.value;
  static const Node null_value;
  if (key == "type") {
    if (const Types types = types_stated(value)) restrict_types(is_or_null ? types | null_type : types, &value);
  } else if (key == "enum" || key == "const") {
    std::vector<EnumValue> values =
        key == "const" ? std::vector<EnumValue>{{canonical_text(value), &value}} : values_of(value);
    if (is_or_null) values.push_back({"null", &null_value});
    restrict_values(sorted(std::move(values)), &value);
  } else if (key == "format" && value.is_string()) {
    shape_.formats.emplace(value.as_string(), &value);
  } else if (key == "pattern" && value.is_string()) {
    if (!is_idle_pattern(value.as_string())) shape_.patterns.emplace(value.as_string(), &value);
  } else if (key == "contentEncoding" && value.is_string()) {
    shape_.encodings.emplace(value.as_string(), &value);
  } else if (key == "contentMediaType" && value.is_string()) {
    shape_.media_types.emplace(value.as_string(), &value);
  } else if (key == "multipleOf" && value.is_number()) {
    shape_.multiples.emplace(canonical_text(value), &value);
  } else if (key == "exclusiveMinimum" || key == "exclusiveMaximum") {
    limit(key == "exclusiveMinimum" ? Limit::Minimum : Limit::Maximum, value, true);
  } else if (key == "contentSchema") {
    shape_.content_schema.push_back({&value, false});
  } else if (key == "not") {
    shape_.negations.push_back({target_text(value), &value});
  } else if (key == "if") {
    condition(value, schema);
  } else {
    const auto known = std::find(limit_keywords.begin(), limit_keywords.end(), key);
    if (known != limit_keywords.end()) limit(static_cast<Limit>(known - limit_keywords.begin()), value, false);
    object_keyword(member, schema);
  }
}

void Lowering::object_keyword(const Member& member, const Node& schema) {
  const std::string& key = member.key;
  const Node& value = member.value;
  if (key == "properties") {
    properties(value);
  } else if (key == "required") {
    for (const Node& name : value.items()) {
      if (name.is_string()) shape_.required.emplace(name.as_string(), &name);
    }
  } else if (key == "additionalProperties") {
    const bool is_closed = value.is_boolean() && !value.as_boolean();
    rest(shape_.additional, value);
    if (!is_true_value(value)) closings_.push_back({number_, &value, is_closed});
    says_additional_ = true;
  } else if (key == "unevaluatedProperties") {
    rest(unevaluated_properties_, value);
  } else if (key == "patternProperties" || key == "dependentSchemas") {
    auto& map = key == "dependentSchemas" ? shape_.dependent_schemas : shape_.pattern_properties;
    for (const Member& one : value.members()) map[one.key].push_back({&one.value, false});
  } else if (key == "dependentRequired") {
    for (const Member& one : value.members()) {
      for (const Node& name : one.value.items())
        shape_.dependent_required.emplace(one.key + " requires " + std::string(name.string_or_empty()), &name);
    }
  } else if (key == "propertyNames") {
    shape_.property_names.push_back({&value, false});
  } else {
    array_keyword(member, schema);
  }
}

void Lowering::array_keyword(const Member& member, const Node& schema) {
  const std::string& key = member.key;
  const Node& value = member.value;
  if (key == "items") {
    rest(shape_.items, value);
    says_items_ = true;
  } else if (key == "unevaluatedItems") {
    rest(unevaluated_items_, value);
  } else if (key == "prefixItems") {
    if (shape_.prefix_items.size() < value.size()) shape_.prefix_items.resize(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) shape_.prefix_items[i].push_back({&value.items()[i], false});
  } else if (key == "contains") {
    shape_.contains.push_back({&value, false});
  } else if (key == "discriminator") {
    if (!schema.has("oneOf") && !schema.has("anyOf")) shape_.discriminator = &value;
  } else if (key == "uniqueItems") {
    shape_.has_unique_items = shape_.has_unique_items || is_true_value(value);
  } else {
    mark(member);
  }
}

void Lowering::mark(const Member& member) {
  const std::string& key = member.key;
  const Node& value = member.value;
  if (key == "readOnly") {
    shape_.is_read_only = shape_.is_read_only || is_true_value(value);
  } else if (key == "writeOnly") {
    shape_.is_write_only = shape_.is_write_only || is_true_value(value);
  } else if (key == "deprecated") {
    if (is_true_value(value)) shape_.is_deprecated = true, shape_.deprecated_site = &value;
  } else if (key == "x-sunset") {
    if (shape_.sunset == nullptr) shape_.sunset = &value;
  } else if (key == "x-stability-level") {
    if (shape_.stability == nullptr) shape_.stability = &value;
  } else if (key == "default") {
    if (shape_.default_value == nullptr) shape_.default_value = &value;
  } else if (key == "x-extensible-enum") {
    for (const Node& item : value.items()) shape_.extensible_values.emplace(canonical_text(item), &item);
  }
}

std::string Lowering::target_text(const Node& schema) const {
  const Node* target = shapes_.target(&schema);
  return schema_text(target == nullptr ? schema : *target);
}

void Lowering::condition(const Node& test, const Node& schema) {
  const Node* then = schema.find("then");
  const Node* otherwise = schema.find("else");
  if (then != nullptr || otherwise != nullptr) shape_.conditions.push_back({target_text(test), &test, then, otherwise});
}

// What `additionalProperties` or `items` says something about is evaluated.
void Lowering::settle_unevaluated() {
  if (!says_additional_) shape_.additional = std::move(unevaluated_properties_);
  if (!says_items_) shape_.items = std::move(unevaluated_items_);
}

void Lowering::rest(Rest& to, const Node& value) {
  if (is_true_value(value)) return;
  if (to.site == nullptr) to.site = &value;
  if (value.is_boolean()) to.is_closed = true;
  else to.parts.push_back({&value, false});
}

void Lowering::properties(const Node& map) {
  for (const Member& member : map.members()) declared_.push_back({member.key, {&member.value, false}, number_});
}

// A schema that is closed forbids what only its neighbours declare.
void Lowering::settle_properties() {
  std::stable_sort(declared_.begin(), declared_.end(),
                   [](const Declared& a, const Declared& b) { return a.name < b.name; });
  for (std::size_t begin = 0, end = 0; begin < declared_.size(); begin = end) {
    const std::string_view name = declared_[begin].name;
    Property property{name, {}};
    while (end < declared_.size() && declared_[end].name == name) property.parts.push_back(declared_[end++].part);
    bool is_forbidden = false;
    for (const Closing& closing : closings_) {
      const bool declares = std::any_of(declared_.begin() + static_cast<std::ptrdiff_t>(begin),
                                        declared_.begin() + static_cast<std::ptrdiff_t>(end),
                                        [&](const Declared& one) { return one.by == closing.by; });
      if (declares) continue;
      if (closing.is_closed) is_forbidden = shape_.pattern_properties.empty();
      else property.parts.push_back({closing.schema, false});
    }
    if (!is_forbidden) shape_.properties.push_back(std::move(property));
  }
}

void Lowering::settle_values() {
  if (!shape_.values) return;
  Types types = 0;
  std::erase_if(*shape_.values, [&](const EnumValue& value) { return (type_of(*value.site) & shape_.types) == 0; });
  // What else is said leaves some of them; where it leaves none, it is a mistake, and the list is what is meant.
  const auto is_refused = [&](const EnumValue& value) { return !is_allowed(value, shape_); };
  const auto refused = std::count_if(shape_.values->begin(), shape_.values->end(), is_refused);
  if (static_cast<std::size_t>(refused) < shape_.values->size()) std::erase_if(*shape_.values, is_refused);
  for (const EnumValue& value : *shape_.values) types |= type_of(*value.site);
  shape_.types &= types;
  // Both truth values are what "boolean" says.
  const std::size_t truths = static_cast<std::size_t>(std::count_if(
      shape_.values->begin(), shape_.values->end(), [](const EnumValue& value) { return value.site->is_boolean(); }));
  if (truths == 2 && (types & ~(boolean_type | null_type)) == 0) shape_.values.reset();
}

bool Lowering::is_tighter(Limit which, const LimitValue& candidate, const LimitValue& known) const {
  const int order = document::compare_numbers(*candidate.number, *known.number);
  if (order == 0) return candidate.is_exclusive && !known.is_exclusive;
  return is_lower_limit(which) ? order > 0 : order < 0;
}

void Lowering::limit(Limit which, const Node& number, bool is_exclusive) {
  if (!number.is_number()) return;
  const bool is_count = which != Limit::Minimum && which != Limit::Maximum;
  const bool says_nothing = is_count && is_lower_limit(which) && number.to_int64() == 0 && which != Limit::MinContains;
  if (says_nothing) return;
  LimitValue& known = shape_.limits[static_cast<std::size_t>(which)];
  const LimitValue candidate{&number, is_exclusive, &number};
  if (known.number == nullptr || is_tighter(which, candidate, known)) known = candidate;
}

// For integers, above 0 is from 1.
void Lowering::settle_limits() {
  if ((shape_.types & fraction_type) != 0) return;
  for (const Limit which : {Limit::Minimum, Limit::Maximum}) {
    LimitValue& known = shape_.limits[static_cast<std::size_t>(which)];
    if (known.number == nullptr || !known.is_exclusive) continue;
    const auto value = known.number->to_int64();
    constexpr std::int64_t largest = std::int64_t{1} << 62;
    if (!value || *value > largest || *value < -largest) continue;
    known.number = &shapes_.own(Node(*value + (which == Limit::Minimum ? 1 : -1)));
    known.is_exclusive = false;
  }
}

}  // namespace concord::diff
