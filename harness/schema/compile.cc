#include "compile.h"

#include "keyword_shapes.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::schema {
namespace {

constexpr std::size_t kMostSchemas = 400'000;

// They need all others.
bool comes_last(const Step& step) { return step.op == Op::UnevaluatedItems || step.op == Op::UnevaluatedProperties; }

bool can_fail_for_any(const Step& step) {
  for (std::size_t type = 0; type < kTypes; ++type) {
    if (can_fail(step, static_cast<Type>(type))) return true;
  }
  return false;
}

}  // namespace

void Compiler::run(std::span<const Node* const> entries, bool everything) {
  find_references();
  for (const Node* entry : entries) entries_.push_back(id_of_entry(entry));
  std::size_t next_place = 0;
  for (SchemaId id = 0;; ++id) {
    while (id == pairs_.size() && everything && next_place < resources_.all().size()) {
      const Node* schema = resources_.all()[next_place++];
      const auto number = resources_.place(schema).resource;
      if (resources_.resource(number).document == 0) id_of({schema, enter(0, number)});
    }
    if (id == pairs_.size() || is_too_large_) break;
    compile(id);
  }
  if (is_too_large_) {
    errors.push_back(base::error("schema.too-large",
                                 "the schema expands to more than " + std::to_string(kMostSchemas) + " subschemas",
                                 entries.front()->span()));
    return;
  }
  find_cycles();
}

// Resolving may index more documents and schemas, which have references of their own: until there are no more.
void Compiler::find_references() {
  for (std::size_t i = 0; i < resources_.all().size() && i < kMostSchemas; ++i) {
    const Node& schema = *resources_.all()[i];
    const auto number = resources_.place(&schema).resource;
    const Dialect dialect = resources_.resource(number).dialect;
    for (const auto& member : schema.members()) {
      const KeywordRow* row = find_keyword(member.key, dialect);
      if (!row || !member.value.is_string()) continue;
      if (row->keyword == Keyword::Ref || row->keyword == Keyword::DynamicRef ||
          row->keyword == Keyword::RecursiveRef) {
        auto target = resources_.resolve(number, member.value.as_string());
        if (row->keyword == Keyword::DynamicRef && target.is_dynamic_anchor) dynamic_names_.insert(target.name);
        if (row->keyword == Keyword::RecursiveRef) dynamic_names_.insert("");
        targets_.emplace(&member.value, std::move(target));
      }
    }
  }
}

SchemaId Compiler::id_of_entry(const Node* schema) {
  const bool is_message = options_.direction == Direction::Response && schema->has("writeOnly");
  return id_of({schema, enter(0, resources_.place(schema).resource), is_message});
}

SchemaId Compiler::id_of(Pair pair) {
  const auto [found, is_new] = ids_.emplace(pair, static_cast<SchemaId>(pairs_.size()));
  if (!is_new) return found->second;
  if (pairs_.size() >= kMostSchemas) is_too_large_ = true;
  pairs_.push_back(pair);
  program_.schemas.emplace_back();
  program_.origins.emplace_back();
  return found->second;
}

SchemaId Compiler::id_within(const Draft& draft, const Node* schema) {
  const auto number = resources_.place(schema).resource;
  return id_of({schema, number == draft.resource_number ? draft.scope : enter(draft.scope, number)});
}

ScopeId Compiler::enter(ScopeId id, std::uint32_t number) {
  if (dynamic_names_.empty()) return id;
  const Resource& resource = resources_.resource(number);
  Scope scope = scopes_[id];
  for (const auto& [anchor, node] : resource.dynamic_anchors) {
    if (dynamic_names_.contains(anchor)) scope.emplace(anchor, node);
  }
  if (resource.has_recursive_anchor && dynamic_names_.contains("")) scope.emplace("", resource.root);
  const auto [found, is_new] = scope_ids_.emplace(scope, static_cast<ScopeId>(scopes_.size()));
  if (is_new) scopes_.push_back(std::move(scope));
  return found->second;
}

void Compiler::compile(SchemaId id) {
  const Pair pair = pairs_[id];
  const Place& place = resources_.place(pair.schema);
  const Resource& resource = resources_.resource(place.resource);
  program_.origins[id] = {pair.schema, resource.uri, place.pointer, resource.dialect};
  Draft draft{pair.schema, pair.scope, pair.is_message, &resource, place.resource, {}, kNone, {}, id};
  if (pair.schema->is_boolean()) return compile_boolean(id, pair.schema->as_boolean());
  if (!pair.schema->is_object()) {
    add_error(draft, "schema.no-schema",
              "a schema must be an object or a boolean, not " + std::string(with_article(pair.schema->kind())),
              pair.schema->span());
    return compile_boolean(id, true);
  }
  compile_object(id, draft);
}

void Compiler::compile_boolean(SchemaId id, bool value) {
  CompiledSchema& compiled = program_.schemas[id];
  compiled.is_true = value;
  compiled.is_false = !value;
  if (value) return;
  const auto begin = static_cast<std::uint32_t>(program_.steps.size());
  program_.steps.push_back({});
  compiled.as_written = {begin, begin + 1};
}

void Compiler::compile_object(SchemaId id, Draft& draft) {
  const auto& members = draft.schema->members();
  const Dialect dialect = draft.resource->dialect;
  const bool only_ref = ignores_siblings_of_ref(dialect) && draft.schema->has("$ref");
  for (std::size_t i = 0; i < members.size(); ++i) {
    const KeywordRow* row = find_keyword(members[i].key, dialect);
    if (only_ref && !(row && row->keyword == Keyword::Ref)) continue;
    if (!row) {
      note_unknown(draft, members[i]);
    } else if (is_usable(draft, members[i], *row)) {
      emit(draft, *row, i);
    }
  }
  std::stable_partition(draft.steps.begin(), draft.steps.end(), [](const Step& each) { return !comes_last(each); });
  if (draft.table != kNone) program_.tables[draft.table].index();
  assemble(program_.schemas[id], draft);
}

bool Compiler::is_usable(const Draft& draft, const document::Member& member, const KeywordRow& row) {
  if (auto problem = find_shape_problem(row.shape, member.value)) {
    if (complained_.insert(&member.value).second) {
      add_error(draft, "schema.keyword-value", "\"" + member.key + "\" " + problem->message, problem->where->span());
    }
    return false;
  }
  return draft.resource->has(row.vocabulary) || (row.keyword == Keyword::Format && asserts_formats(*draft.resource));
}

void Compiler::note_unknown(const Draft& draft, const document::Member& member) {
  if (member.key.starts_with("x-") || draft.resource->document != 0) return;
  if (!complained_.insert(&member.value).second) return;
  std::vector<std::string> known;
  for (const KeywordRow& row : keyword_rows()) {
    if (row.dialects & dialect_bit(draft.resource->dialect)) known.emplace_back(row.name);
  }
  std::string message = "unknown keyword \"" + member.key + "\"";
  if (!member.key_span.is_known()) message += " (at " + place_of(draft.schema) + ")";
  warnings.push_back(base::warning("schema.unknown-keyword", std::move(message), member.key_span,
                                   base::did_you_mean(member.key, known)));
}

void Compiler::add_error(const Draft& draft, std::string kind, std::string message, base::Span span, std::string hint) {
  if (!span.is_known()) message += " (at " + place_of(draft.schema) + ")";
  errors.push_back(base::error(std::move(kind), std::move(message), span, std::move(hint)));
}

std::string Compiler::place_of(const Node* schema) const {
  return resources_.resource_of(schema).uri + "#" + resources_.place(schema).pointer;
}

void Compiler::assemble(CompiledSchema& compiled, const Draft& draft) {
  const auto begin = static_cast<std::uint32_t>(program_.steps.size());
  program_.steps.insert(program_.steps.end(), draft.steps.begin(), draft.steps.end());
  compiled.as_written = {begin, static_cast<std::uint32_t>(program_.steps.size())};
  compiled.is_true = std::none_of(draft.steps.begin(), draft.steps.end(), can_fail_for_any);
  compiled.tracks_members = std::any_of(draft.steps.begin(), draft.steps.end(), comes_last);
}

}  // namespace concord::schema
