// From schemas to a Program.
//
// Dynamic references are settled here: the outermost resource of the dynamic scope wins, so a binding once made never
// changes on the way in, and the scope of a schema is a map from name to target. Schemas are compiled once a scope: a
// pair of both is a CompiledSchema. Without $dynamicRef there is one scope, the empty one.
#pragma once
#include "resource_index.h"
#include "program.h"

#include <map>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace concord::schema {

using ScopeId = std::uint32_t;

class Compiler {
 public:
  Compiler(ResourceIndex& resources, const Options& options, Compilation& program)
      : resources_(resources), options_(options), program_(program) {}

  // Compiles `entries`, what they reach and, when `everything`, all other schemas of the first document for their
  // mistakes.
  void run(std::span<const Node* const> entries, bool everything);
  const std::vector<SchemaId>& entries() const { return entries_; }
  std::size_t count() const { return pairs_.size(); }  // of schemas that were compiled
  bool is_too_large() const { return is_too_large_; }

  Diagnostics errors;
  Diagnostics warnings;

 private:
  struct Pair {
    const Node* schema;
    ScopeId scope;
    bool is_message = false;  // a body as a whole, of which writeOnly says nothing
    bool operator==(const Pair&) const = default;
  };
  struct HashOfPair {
    std::size_t operator()(const Pair& pair) const {
      return std::hash<const void*>()(pair.schema) * 31 + pair.scope + pair.is_message;
    }
  };
  using Scope = std::map<std::string, const Node*, std::less<>>;
  // The schema that is being compiled.
  struct Draft {
    const Node* schema;
    ScopeId scope;
    bool is_message;
    const Resource* resource;
    std::uint32_t resource_number;
    std::vector<Step> steps;
    std::uint32_t table = kNone;
    std::map<std::string_view, std::uint32_t> names;  // of the table
    SchemaId id = kNone;
    const Node* find(std::string_view key) const { return schema->find(key); }
  };

  void find_references();
  SchemaId id_of(Pair pair);
  SchemaId id_of_entry(const Node* schema);
  SchemaId id_within(const Draft& draft, const Node* schema);
  ScopeId enter(ScopeId scope, std::uint32_t resource);

  void compile(SchemaId id);
  void compile_object(SchemaId id, Draft& draft);
  void compile_boolean(SchemaId id, bool value);
  bool is_usable(const Draft& draft, const document::Member& member, const KeywordRow& row);
  void note_unknown(const Draft& draft, const document::Member& member);
  void add_error(const Draft& draft, std::string kind, std::string message, base::Span span, std::string hint = {});

  void emit(Draft& draft, const KeywordRow& row, std::size_t index);
  void emit_reference(Draft& draft, const Node& value, Step step);
  void emit_dynamic(Draft& draft, const Node& value, Step step, bool recursive);
  void emit_all(Draft& draft, const Node& value, Step step);
  void emit_items(Draft& draft, const Node& value, Step step);
  void emit_contains(Draft& draft, const Node& value, Step step);
  void emit_dependents(Draft& draft, const Node& value, Step step, Op op);
  void emit_if(Draft& draft, const Node& value, Step step);
  void note_discriminator(const Draft& draft, const Node& value);
  void emit_type(Draft& draft, const Node& value, Step step);
  void emit_bound(Draft& draft, const Node& value, Step step, std::string_view exclusive, Op exclusive_op);
  void emit_values(Draft& draft, const Node::Array& values, Step step);
  void emit_value(Draft& draft, const Node& value, Step step);
  void emit_pattern(Draft& draft, const Node& value, Step step);
  void emit_format(Draft& draft, const Node& value, Step step);
  bool asserts_formats(const Resource& resource) const;
  void emit_content(Draft& draft, const Node& value, Step step, std::uint32_t rules);
  void emit_properties(Draft& draft, const Node& value, Step step);
  void emit_patterns(Draft& draft, const Node& value, Step step);
  void emit_required(Draft& draft, const Node& value, Step step);
  MemberTable& table(Draft& draft);
  MemberTable::Name& name(Draft& draft, std::string_view text);
  std::uint32_t regex(const Draft& draft, const std::string& pattern, base::Span span);
  bool is_waived(const Draft& draft, const std::string& property);
  bool says(const Node& schema, std::string_view keyword, int hops);

  void assemble(CompiledSchema& compiled, const Draft& draft);

  std::string place_of(const Node* schema) const;
  void find_cycles();
  std::vector<SchemaId> in_place(SchemaId id) const;

  ResourceIndex& resources_;
  const Options& options_;
  Compilation& program_;
  std::unordered_map<Pair, SchemaId, HashOfPair> ids_;
  std::vector<Pair> pairs_;
  std::vector<SchemaId> entries_;
  std::vector<Scope> scopes_{Scope()};
  std::map<Scope, ScopeId> scope_ids_{{Scope(), 0}};
  std::set<std::string, std::less<>> dynamic_names_;
  std::unordered_map<const Node*, ResourceIndex::Target> targets_;  // by the value of $ref
  std::unordered_map<std::string, std::uint32_t> regexes_;
  std::set<const Node*> complained_;
  bool is_too_large_ = false;
};

}  // namespace concord::schema
