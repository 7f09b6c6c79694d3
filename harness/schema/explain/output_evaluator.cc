#include "output_evaluator.h"

#include "explain.h"

#include <algorithm>

namespace concord::schema {
namespace {

constexpr std::size_t kMostSpace = 256u << 20;
constexpr std::uint32_t kDeepestOutput = 1'100;

bool is_unevaluated(const Step& step) {
  return step.op == Op::UnevaluatedItems || step.op == Op::UnevaluatedProperties;
}

// Whether the keyword's own value is what it says about `value`. Keywords that nobody knows are annotations.
bool is_annotation(const Origin& origin, const std::string& key, const Node& value) {
  const KeywordRow* row = find_keyword(key, origin.dialect);
  if (!row) return !key.starts_with('$');
  switch (row->keyword) {
    case Keyword::Annotation: return key != "$comment";
    case Keyword::Format:
    case Keyword::ReadOnly:
    case Keyword::WriteOnly:
    case Keyword::Discriminator: return true;
    case Keyword::ContentEncoding:
    case Keyword::ContentMediaType: return value.is_string();
    case Keyword::ContentSchema: return value.is_string() && origin.schema->has("contentMediaType");
    default: return false;
  }
}

// Keywords whose outcome is part of another's unit, or has a unit beside it.
bool is_part_of_another(const std::string& key) {
  return key == "then" || key == "else" || key == "minContains" || key == "maxContains" ||
         key.starts_with("unevaluated");
}

std::string fragment(std::string_view pointer) {
  constexpr std::string_view kPlain = "-._~!$&'()*+,;=:@/?";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : pointer) {
    const bool is_word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_word || kPlain.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

}  // namespace

std::optional<Unit> OutputEvaluator::evaluate() {
  Unit unit, above;
  const Visit visit{entry_, instance_, {}, nullptr};
  schema(visit, unit);
  if (keep_ == Keep::Telling && unit.is_valid && unit.children.empty()) unit.computed = Node();  // so that it is kept
  attach(above, std::move(unit), visit, "");
  if (gave_up_) return std::nullopt;
  Unit& root = above.children.front();
  root.computed.reset();
  return std::move(root);
}

bool OutputEvaluator::enter() {
  if (depth_ >= kDeepestOutput || space_ > kMostSpace || !spend(budget_, instance_, 1)) gave_up_ = true;
  return !gave_up_;
}

void OutputEvaluator::schema(const Visit& visit, Unit& unit) {
  if (!enter()) return;
  ++depth_;
  const CompiledSchema& compiled = program_.schemas[visit.id];
  unit.schema = program_.origins[visit.id].schema;
  Marks own(compiled.tracks_members ? visit.value.size() : 0);
  const Visit inner{visit.id, visit.value, visit.where, compiled.tracks_members ? &own : visit.marks};
  if (unit.schema->is_object()) keywords(inner, unit);
  else if (compiled.is_false) fail(unit, describe(program_, Step(), visit.value));
  if (compiled.tracks_members && visit.marks) visit.marks->add(own);
  prune(unit);
  --depth_;
}

// In the order of the text, but unevaluated* last.
void OutputEvaluator::keywords(const Visit& visit, Unit& unit) {
  const Origin& origin = program_.origins[visit.id];
  const bool only_ref = ignores_siblings_of_ref(origin.dialect) && origin.schema->has("$ref");
  const Range range = program_.schemas[visit.id].as_written;
  std::size_t next = only_ref ? origin.schema->size() : 0;
  const auto catch_up = [&](std::size_t end) {
    for (; next < std::min(end, origin.schema->size()); ++next) given(visit, next, unit);
  };
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    const Step& written = program_.steps[i];
    catch_up(is_unevaluated(written) ? origin.schema->size() : written.keyword);
    step(visit, written, unit);
    if (!is_unevaluated(written)) next = std::max<std::size_t>(next, written.keyword + 1u);
  }
  catch_up(origin.schema->size());
}

// A keyword that cannot fail.
void OutputEvaluator::given(const Visit& visit, std::size_t index, Unit& parent) {
  const Origin& origin = program_.origins[visit.id];
  const document::Member& member = origin.schema->members()[index];
  if (is_part_of_another(member.key)) return;
  Unit unit;
  unit.schema = origin.schema;
  if (is_annotation(origin, member.key, visit.value)) unit.given = &member.value;
  attach(parent, std::move(unit), visit, member.key);
}

std::string_view OutputEvaluator::keyword(const Visit& visit, const Step& step) const {
  const Node& schema = *program_.origins[visit.id].schema;
  return step.keyword < schema.size() ? std::string_view(schema.members()[step.keyword].key) : "false";
}

void OutputEvaluator::step(const Visit& visit, const Step& step, Unit& parent) {
  if (step.op == Op::If) return if_then_else(visit, step, parent);
  if (step.op == Op::Ref) {
    const KeywordLink here{visit.where.keyword, keyword(visit, step), {}, 0, KeywordLink::Step::Keyword};
    return in_place(parent, {step.a, visit.value, {visit.where.instance, &here}, visit.marks});
  }
  const Origin& origin = program_.origins[visit.id];
  Unit unit;
  unit.schema = origin.schema;
  if (can_fail(step, type_of(visit.value))) apply(visit, step, unit);
  const std::string name(keyword(visit, step));
  if (unit.is_valid && is_annotation(origin, name, visit.value)) unit.given = origin.schema->find(name);
  prune(unit);
  parent.is_valid = parent.is_valid && unit.is_valid;
  attach(parent, std::move(unit), visit, name);
}

void OutputEvaluator::apply(const Visit& visit, const Step& step, Unit& unit) {
  switch (step.op) {
    case Op::Properties: return properties(visit, step, unit);
    case Op::PatternProperties: return pattern_properties(visit, step, unit);
    case Op::AdditionalProperties: return additional_properties(visit, step, unit);
    case Op::Required: return required(visit, step, unit);
    case Op::PropertyNames: return property_names(visit, step, unit);
    case Op::DependentRequired: return dependent_required(visit, step, unit);
    case Op::DependentSchemas: return dependent_schemas(visit, step, unit);
    case Op::PrefixItems: return prefix_items(visit, step, unit);
    case Op::Items: return items(visit, step, unit);
    case Op::Contains: return contains(visit, step, unit);
    case Op::UnevaluatedItems:
    case Op::UnevaluatedProperties: return unevaluated(visit, step, unit);
    case Op::AllOf: return all_of(visit, step, unit);
    case Op::AnyOf:
    case Op::OneOf: return any_of(visit, step, unit);
    case Op::Not: return negation(visit, step, unit);
    default: return leaf(visit, step, unit);
  }
}

void OutputEvaluator::leaf(const Visit& visit, const Step& step, Unit& unit) {
  const std::uint32_t before = budget_.unknowns;
  const bool is_good = leaves_.passes(step, visit.value);
  if (!is_unknown(visit, step, before, unit) && !is_good) fail(unit, describe(program_, step, visit.value));
}

bool OutputEvaluator::is_unknown(const Visit& visit, const Step& step, std::uint32_t before, Unit& unit) {
  if (budget_.unknowns == before) return false;
  fail(unit, describe_unjudged(program_, step, visit.value));
  return true;
}

void OutputEvaluator::fail(Unit& unit, const Sentence& sentence) {
  unit.is_valid = false;
  if (!unit.error.empty()) unit.error += "; ";
  unit.error += sentence.message;
  if (!sentence.hint.empty()) unit.error += " (" + sentence.hint + ")";
}

bool OutputEvaluator::child(Unit& parent, const Visit& visit) {
  Unit unit;
  schema(visit, unit);
  const bool is_valid = unit.is_valid;
  attach(parent, std::move(unit), visit, "");
  return is_valid;
}

void OutputEvaluator::in_place(Unit& parent, const Visit& visit) {
  if (!child(parent, visit)) parent.is_valid = false;
}

// Places are written out only for what is kept. A schema's unit has no keyword of its own.
void OutputEvaluator::attach(Unit& parent, Unit&& unit, const Visit& visit, std::string_view keyword) {
  const bool tells = !unit.is_valid || unit.annotation() || !unit.children.empty();
  if (gave_up_ || (keep_ == Keep::Telling && !tells)) return;
  const Origin& origin = program_.origins[visit.id];
  const std::string token = keyword.empty() ? "" : "/" + document::escape_token(keyword);
  unit.keyword_location = location_of(visit.where.keyword) + token;
  unit.instance = pointer_of(visit.where.instance).text();
  unit.has_uri = !origin.uri.empty();
  unit.is_referred = unit.keyword_location != origin.pointer + token;
  unit.schema_location = origin.uri + "#" + fragment(origin.pointer + token);
  if (!keyword.empty()) {
    const document::Member* member = origin.schema->find_member(keyword);
    if (member) unit.keyword = member->key;
  }
  const Node* annotation = unit.annotation();
  space_ += sizeof(Unit) + unit.keyword_location.size() + unit.instance.size() + unit.schema_location.size() +
            unit.error.size() + (annotation ? document::write_json(*annotation).size() : 0);
  if (space_ > kMostSpace) gave_up_ = true;
  parent.children.push_back(std::move(unit));
}

// Errors below what holds, and annotations below what does not, say nothing about the instance.
void OutputEvaluator::prune(Unit& unit) const {
  if (!unit.is_valid) unit.computed.reset();
  if (keep_ == Keep::All) return;
  std::erase_if(unit.children, [&](const Unit& each) { return each.is_valid != unit.is_valid; });
}

Sentence OutputEvaluator::missing_member(std::string_view name, const Visit& visit) {
  return describe_missing(name, visit.value, near_names(last_names_, program_, visit.id, visit.value).strays());
}

Sentence OutputEvaluator::unknown_member(std::string_view name, const Visit& visit) {
  const NearNames& names = near_names(last_names_, program_, visit.id, visit.value);
  return describe_unknown_member(name, names.known(), names.absent());
}

}  // namespace concord::schema
