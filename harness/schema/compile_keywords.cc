// What each keyword becomes.
#include "compile.h"
#include "keyword_shapes.h"

#include <algorithm>

namespace concord::schema {
namespace {

std::uint32_t limit_of(const Node& value) {
  const auto whole = value.to_int64();
  return whole && *whole < static_cast<std::int64_t>(kNoLimit) ? static_cast<std::uint32_t>(*whole) : kNoLimit;
}

bool is_true(const Node* value) { return value && value->is_boolean() && value->as_boolean(); }

}  // namespace

void Compiler::emit(Draft& draft, const KeywordRow& row, std::size_t index) {
  const Node& value = draft.schema->members()[index].value;
  Step step;
  step.keyword = static_cast<std::uint16_t>(std::min<std::size_t>(index, 0xFFFF));
  const auto push = [&](Op op, std::uint32_t a) {
    step.op = op;
    step.a = a;
    draft.steps.push_back(step);
  };
  switch (row.keyword) {
    case Keyword::Ref: return emit_reference(draft, value, step);
    case Keyword::DynamicRef: return emit_dynamic(draft, value, step, false);
    case Keyword::RecursiveRef: return emit_dynamic(draft, value, step, true);
    case Keyword::AllOf: step.op = Op::AllOf; return emit_all(draft, value, step);
    case Keyword::AnyOf: step.op = Op::AnyOf; return emit_all(draft, value, step);
    case Keyword::OneOf: step.op = Op::OneOf; return emit_all(draft, value, step);
    case Keyword::Not: return push(Op::Not, id_within(draft, &value));
    case Keyword::If: return emit_if(draft, value, step);
    case Keyword::DependentSchemas: return emit_dependents(draft, value, step, Op::DependentSchemas);
    case Keyword::Discriminator: return note_discriminator(draft, value);
    case Keyword::DependentRequired: return emit_dependents(draft, value, step, Op::DependentRequired);
    case Keyword::Dependencies:
      emit_dependents(draft, value, step, Op::DependentSchemas);
      return emit_dependents(draft, value, step, Op::DependentRequired);
    case Keyword::Properties: return emit_properties(draft, value, step);
    case Keyword::PatternProperties: return emit_patterns(draft, value, step);
    case Keyword::AdditionalProperties: {
      const SchemaId additional = id_within(draft, &value);
      table(draft).additional = additional;
      return push(Op::AdditionalProperties, draft.table);
    }
    case Keyword::Required: return emit_required(draft, value, step);
    case Keyword::PropertyNames: return push(Op::PropertyNames, id_within(draft, &value));
    case Keyword::PrefixItems: step.op = Op::PrefixItems; return emit_all(draft, value, step);
    case Keyword::Items: return emit_items(draft, value, step);
    case Keyword::AdditionalItems: {
      const Node* items = draft.find("items");
      if (!items || !items->is_array()) return;
      step.b = static_cast<std::uint32_t>(items->size());
      return push(Op::Items, id_within(draft, &value));
    }
    case Keyword::Contains: return emit_contains(draft, value, step);
    case Keyword::UnevaluatedProperties: return push(Op::UnevaluatedProperties, id_within(draft, &value));
    case Keyword::UnevaluatedItems: return push(Op::UnevaluatedItems, id_within(draft, &value));
    case Keyword::Type: return emit_type(draft, value, step);
    case Keyword::Enum: return emit_values(draft, value.items(), step);
    case Keyword::Const: return emit_value(draft, value, step);
    case Keyword::MultipleOf: step.op = Op::MultipleOf; return emit_value(draft, value, step);
    case Keyword::Maximum:
      step.op = Op::Maximum;
      return emit_bound(draft, value, step, "exclusiveMaximum", Op::ExclusiveMaximum);
    case Keyword::Minimum:
      step.op = Op::Minimum;
      return emit_bound(draft, value, step, "exclusiveMinimum", Op::ExclusiveMinimum);
    case Keyword::ExclusiveMaximum:
      step.op = Op::ExclusiveMaximum;
      return value.is_number() ? emit_value(draft, value, step) : void();
    case Keyword::ExclusiveMinimum:
      step.op = Op::ExclusiveMinimum;
      return value.is_number() ? emit_value(draft, value, step) : void();
    case Keyword::MaxLength: return push(Op::MaxLength, limit_of(value));
    case Keyword::MinLength: return push(Op::MinLength, limit_of(value));
    case Keyword::MaxItems: return push(Op::MaxItems, limit_of(value));
    case Keyword::MinItems: return push(Op::MinItems, limit_of(value));
    case Keyword::MaxProperties: return push(Op::MaxProperties, limit_of(value));
    case Keyword::MinProperties: return push(Op::MinProperties, limit_of(value));
    case Keyword::UniqueItems: return is_true(&value) ? push(Op::UniqueItems, 0) : void();
    case Keyword::Pattern: return emit_pattern(draft, value, step);
    case Keyword::Format: return emit_format(draft, value, step);
    case Keyword::ContentEncoding: return emit_content(draft, value, step, kBase64);
    case Keyword::ContentMediaType: return emit_content(draft, value, step, kJson);
    case Keyword::WriteOnly:
      if (options_.direction == Direction::Response && is_true(&value) && !draft.is_message) {
        push(Op::WrongDirection, 0);
      }
      return;
    default: return;  // identification and annotations
  }
}

void Compiler::emit_reference(Draft& draft, const Node& value, Step step) {
  const auto found = targets_.find(&value);
  if (found == targets_.end()) return;
  const ResourceIndex::Target& target = found->second;
  if (!target.node) {
    if (complained_.insert(&value).second) {
      add_error(draft, "schema.unresolved-reference", "cannot resolve \"" + value.as_string() + "\": " + target.problem,
                value.span(), target.hint);
    }
    return;
  }
  step.op = Op::Ref;
  step.a = id_within(draft, target.node);
  draft.steps.push_back(step);
}

void Compiler::emit_dynamic(Draft& draft, const Node& value, Step step, bool recursive) {
  const auto found = targets_.find(&value);
  if (found == targets_.end() || !found->second.node) return emit_reference(draft, value, step);
  const ResourceIndex::Target& target = found->second;
  const bool is_dynamic =
      recursive ? resources_.resource_of(target.node).has_recursive_anchor : target.is_dynamic_anchor;
  const Node* node = target.node;
  if (is_dynamic) {
    const Scope& scope = scopes_[draft.scope];
    const auto bound = scope.find(recursive ? std::string() : target.name);
    if (bound != scope.end()) node = bound->second;
  }
  step.op = Op::Ref;
  step.a = id_within(draft, node);
  draft.steps.push_back(step);
}

void Compiler::emit_all(Draft& draft, const Node& value, Step step) {
  std::vector<SchemaId> ids;
  for (const Node& item : value.items()) ids.push_back(id_within(draft, &item));
  step.a = static_cast<std::uint32_t>(program_.edges.size());
  program_.edges.insert(program_.edges.end(), ids.begin(), ids.end());
  step.b = static_cast<std::uint32_t>(program_.edges.size());
  draft.steps.push_back(step);
}

void Compiler::emit_items(Draft& draft, const Node& value, Step step) {
  if (value.is_array()) {
    step.op = Op::PrefixItems;
    return emit_all(draft, value, step);
  }
  const Node* prefix = find_keyword("prefixItems", draft.resource->dialect) ? draft.find("prefixItems") : nullptr;
  step.op = Op::Items;
  step.a = id_within(draft, &value);
  step.b = prefix && prefix->is_array() ? static_cast<std::uint32_t>(prefix->size()) : 0;
  draft.steps.push_back(step);
}

void Compiler::emit_contains(Draft& draft, const Node& value, Step step) {
  const Dialect dialect = draft.resource->dialect;
  step.op = Op::Contains;
  step.a = id_within(draft, &value);
  step.b = 1;
  step.c = kNoLimit;
  step.marks_matches = dialect == Dialect::Draft2020_12 || dialect == Dialect::OpenApi31;
  if (find_keyword("minContains", dialect)) {
    const Node* least = draft.find("minContains");
    const Node* most = draft.find("maxContains");
    if (least && least->is_number()) step.b = limit_of(*least);
    if (most && most->is_number()) step.c = limit_of(*most);
  }
  draft.steps.push_back(step);
}

void Compiler::emit_dependents(Draft& draft, const Node& value, Step step, Op op) {
  std::vector<Dependent> dependents;
  for (const auto& member : value.members()) {
    Dependent dependent;
    dependent.name = member.key;
    if (member.value.is_array() != (op == Op::DependentRequired)) continue;
    if (op == Op::DependentSchemas) {
      dependent.schema = id_within(draft, &member.value);
    } else {
      for (const Node& required : member.value.items()) dependent.names.push_back(required.as_string());
    }
    dependents.push_back(std::move(dependent));
  }
  if (dependents.empty()) return;
  step.op = op;
  step.a = static_cast<std::uint32_t>(program_.dependents.size());
  for (Dependent& dependent : dependents) program_.dependents.push_back(std::move(dependent));
  step.b = static_cast<std::uint32_t>(program_.dependents.size());
  draft.steps.push_back(step);
}

// A mapping may name schemas that are not here, or by names that are no references: those say nothing.
void Compiler::note_discriminator(const Draft& draft, const Node& value) {
  const Node* property = value.find("propertyName");
  const Node* mapping = value.find("mapping");
  program_.has_discriminators = true;
  if (property == nullptr || !property->is_string() || mapping == nullptr || !mapping->is_object()) return;
  // Each schema that builds on this one would lead to all others.
  constexpr std::size_t most_rows = 64;
  const auto begin = static_cast<std::uint32_t>(program_.dependents.size());
  const bool is_open = mapping->size() > most_rows;
  for (const auto& member : mapping->members()) {
    if (is_open || !member.value.is_string()) continue;
    const ResourceIndex::Target target = resources_.resolve(draft.resource_number, member.value.as_string());
    if (target.node == nullptr || !resources_.is_place(target.node)) continue;
    program_.dependents.push_back({member.key, id_within(draft, target.node), {}});
  }
  const auto end = static_cast<std::uint32_t>(program_.dependents.size());
  if (begin != end || is_open)
    program_.discriminated.push_back({draft.id, property->as_string(), begin, end, is_open});
}

void Compiler::emit_if(Draft& draft, const Node& value, Step step) {
  const Node* then_schema = draft.find("then");
  const Node* else_schema = draft.find("else");
  step.op = Op::If;
  step.a = id_within(draft, &value);
  step.b = then_schema && resources_.is_place(then_schema) ? id_within(draft, then_schema) : kNone;
  step.c = else_schema && resources_.is_place(else_schema) ? id_within(draft, else_schema) : kNone;
  draft.steps.push_back(step);
}

void Compiler::emit_type(Draft& draft, const Node& value, Step step) {
  step.op = Op::Type;
  if (value.is_string()) step.a = type_bit(value.as_string());
  for (const Node& item : value.items()) step.a |= type_bit(item.as_string());
  if (draft.resource->dialect == Dialect::Draft4 && (step.a & kIntegerBit)) step.a |= kWrittenBit;
  if (draft.resource->dialect == Dialect::OpenApi30 && is_true(draft.find("nullable"))) step.a |= kNullBit;
  draft.steps.push_back(step);
}

// Draft 4 and OpenAPI 3.0 write {maximum: 5, exclusiveMaximum: true}.
void Compiler::emit_bound(Draft& draft, const Node& value, Step step, std::string_view exclusive, Op exclusive_op) {
  if (is_true(draft.find(exclusive))) step.op = exclusive_op;
  emit_value(draft, value, step);
}

void Compiler::emit_values(Draft& draft, const Node::Array& values, Step step) {
  step.op = Op::Enum;
  step.a = static_cast<std::uint32_t>(program_.values.size());
  for (const Node& value : values) program_.values.push_back(&value);
  step.b = static_cast<std::uint32_t>(program_.values.size());
  draft.steps.push_back(step);
}

void Compiler::emit_value(Draft& draft, const Node& value, Step step) {
  if (step.op == Op::Fail) step.op = Op::Enum;
  step.a = static_cast<std::uint32_t>(program_.values.size());
  program_.values.push_back(&value);
  step.b = step.a + 1;
  draft.steps.push_back(step);
}

std::uint32_t Compiler::regex(const Draft& draft, const std::string& pattern, base::Span span) {
  if (const auto found = regexes_.find(pattern); found != regexes_.end()) return found->second;
  auto compiled = Regex::compile(pattern, span, options_.most_pattern_steps);
  std::uint32_t index = kNone;
  if (compiled) {
    index = static_cast<std::uint32_t>(program_.regexes.size());
    program_.regexes.push_back(std::move(*compiled));
    program_.patterns.push_back(pattern);
  } else {
    for (const auto& problem : compiled.diagnostics())
      add_error(draft, problem.kind, problem.message, problem.span, problem.hint);
  }
  regexes_.emplace(pattern, index);
  return index;
}

void Compiler::emit_pattern(Draft& draft, const Node& value, Step step) {
  step.op = Op::Pattern;
  step.a = regex(draft, value.as_string(), value.span());
  if (step.a != kNone) draft.steps.push_back(step);
}

bool Compiler::asserts_formats(const Resource& resource) const {
  if (resource.asserts_formats) return true;
  return options_.assert_formats && !(options_.metaschema_decides_formats && resource.annotates_formats);
}

void Compiler::emit_format(Draft& draft, const Node& value, Step step) {
  const FormatRow* row = find_format(value.as_string());
  if (!row || !asserts_formats(*draft.resource)) return;
  step.op = Op::Format;
  step.a = static_cast<std::uint32_t>(row - format_rows().data());
  draft.steps.push_back(step);
}

void Compiler::emit_content(Draft& draft, const Node& value, Step step, std::uint32_t rules) {
  if (!options_.assert_content) return;
  const Node* encoding = draft.find("contentEncoding");
  const bool is_base64 = encoding && encoding->string_or_empty() == "base64";
  if (encoding && !is_base64) return;
  if (rules == kJson && value.string_or_empty() != "application/json") return;
  step.op = Op::Content;
  step.a = is_base64 ? rules | kBase64 : rules;
  draft.steps.push_back(step);
}

MemberTable& Compiler::table(Draft& draft) {
  if (draft.table == kNone) {
    draft.table = static_cast<std::uint32_t>(program_.tables.size());
    program_.tables.emplace_back();
  }
  return program_.tables[draft.table];
}

MemberTable::Name& Compiler::name(Draft& draft, std::string_view text) {
  MemberTable& members = table(draft);
  const auto [found, is_new] = draft.names.emplace(text, static_cast<std::uint32_t>(members.names.size()));
  if (is_new) members.names.push_back({text, kNone, false});
  return members.names[found->second];
}

void Compiler::emit_properties(Draft& draft, const Node& value, Step step) {
  for (const auto& member : value.members()) {
    const SchemaId schema = id_within(draft, &member.value);
    name(draft, member.key).schema = schema;
  }
  table(draft);
  step.op = Op::Properties;
  step.a = draft.table;
  draft.steps.push_back(step);
}

void Compiler::emit_patterns(Draft& draft, const Node& value, Step step) {
  for (const auto& member : value.members()) {
    const auto index = regex(draft, member.key, member.key_span);
    if (index == kNone) continue;
    const SchemaId schema = id_within(draft, &member.value);
    table(draft).patterns.push_back({index, schema, member.key});
  }
  table(draft);
  step.op = Op::PatternProperties;
  step.a = draft.table;
  draft.steps.push_back(step);
}

void Compiler::emit_required(Draft& draft, const Node& value, Step step) {
  for (const Node& item : value.items()) {
    if (is_waived(draft, item.as_string())) continue;
    auto& entry = name(draft, item.as_string());
    if (!std::exchange(entry.is_required, true)) ++table(draft).required;
  }
  table(draft);
  step.op = Op::Required;
  step.a = draft.table;
  draft.steps.push_back(step);
}

// Whether a required property need not be there because it travels the other way.
bool Compiler::is_waived(const Draft& draft, const std::string& property) {
  if (options_.direction == Direction::None) return false;
  const Node* properties = draft.find("properties");
  const Node* schema = properties ? properties->find(property) : nullptr;
  if (!schema || !resources_.is_place(schema)) return false;
  return says(*schema, options_.direction == Direction::Request ? "readOnly" : "writeOnly", 3);
}

bool Compiler::says(const Node& schema, std::string_view keyword, int hops) {
  if (is_true(schema.find(keyword))) return true;
  if (hops == 0) return false;
  if (const Node* reference = schema.find("$ref"); reference && reference->is_string()) {
    const auto found = targets_.find(reference);
    const Node* target = found == targets_.end() ? nullptr : found->second.node;
    if (target && says(*target, keyword, hops - 1)) return true;
  }
  if (const Node* parts = schema.find("allOf")) {
    return std::any_of(parts->items().begin(), parts->items().end(),
                       [&](const Node& part) { return says(part, keyword, hops - 1); });
  }
  return false;
}

}  // namespace concord::schema
