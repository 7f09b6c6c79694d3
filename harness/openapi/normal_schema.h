// Schema objects of Swagger 2.0, OpenAPI 3.0 and 3.1 and of pages → schema objects of OpenAPI 3.1, with the place of
// each.
//
// What is kept: the keywords that say facts. What goes: descriptions, titles, extensions other than x-concord-*, and
// what only identifies a schema ($id, $anchor, $defs…), since whatever is referred to becomes a component of the
// contract. A doubt is always decided towards the wider schema, and reported: an answer that the page allows must never
// fail.
#pragma once
#include <concord/openapi/normal_document.h>
#include <concord/openapi/place.h>

#include <deque>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace concord::openapi {

class SchemaNormaliser {
 public:
  // All must outlive this. `document` is what references in nodes without a span are relative to.
  SchemaNormaliser(const Document& document, DocumentSet& documents, SpecVersion version, Diagnostics& findings)
      : document_(document), documents_(documents), version_(version), findings_(findings) {}

  // `place` becomes x-concord-source.
  Node normalise(const Node& schema, base::Span place);
  // The schemas that were referred to so far, and those that they refer to; sorted by name.
  Node take_components();

  // Follows `$ref` in an object that is no schema (a parameter, a response…); null and a finding when it leads nowhere.
  const Node* resolve(const Node& object);
  // The same for what messages are made of or judged by: what is missing is marked where take_missing() is asked next.
  const Node* resolve_part(const Node& object);
  // What resolve_part() found missing since `outer` was taken, which becomes what is missing again.
  Diagnostics take_missing(Diagnostics outer = {}) { return std::exchange(missing_, std::move(outer)); }

  // Statuses that name an entry of `x-examples`, with the first place of each.
  const std::map<std::string, base::Span>& example_statuses() const { return example_statuses_; }

  void report(std::string kind, std::string message, base::Span span, std::string hint = {});

  // What is no schema stands in the contract as often as references lead to it, so a small document may make one that
  // no memory holds. Counts values of the contract; past the bound nothing is followed or kept any more.
  void spend(std::size_t values) { spent_ += values; }
  bool is_exhausted() const { return spent_ > most_values(); }
  std::size_t most_values() const { return 5'000'000 + document_.source->text().size() / 4; }

 private:
  // normal_schema.cc: references and components
  Node normal_object(const Node& schema, base::Span place);
  Node normal_reference(const Node& schema, const Node& reference, base::Span place);
  Node normal_recursion(const Node& schema, const Node& reference, base::Span place);
  void add_siblings(Node& out, const Node& schema);
  Diagnostics report_unfollowed(Diagnostics mistakes, const std::string& hint);
  std::string component_for(const Node& reference, Diagnostics& missing);
  std::string component_for(const Target& target);
  std::string free_name(const Target& target);

  // endless_schemas.cc
  void end_endless();

  // normal_keywords.cc: one keyword each
  void add_keyword(Node& out, const document::Member& member, const Node& schema);
  void add_other(Node& out, const document::Member& member);
  void add_structure(Node& out, const document::Member& member);
  void add_map(Node& out, const document::Member& member);
  void add_enum(Node& out, const document::Member& member);
  void add_type(Node& out, const document::Member& member);
  void add_required(Node& out, const document::Member& member);
  void add_example(Node& out, const Node& value);
  void add_examples(Node& out, const document::Member& member);
  void add_bound(Node& out, const document::Member& member);
  void add_pattern(Node& out, const document::Member& member);
  bool has_right_form(const document::Member& member);

  // normal_discriminator.cc
  void add_discriminator(Node& out, const document::Member& member, const Node& schema);
  std::set<const Node*> add_mapping(Node& out, const Node& mapping);
  void add_subtypes(Node& out, const Node& base, std::set<const Node*> known);
  void find_subtypes();

  // normal_facts.cc: keywords that speak about each other
  void settle_bounds(Node& out, const Node& schema);
  void apply_nullable(Node& out, const Node& schema);
  void allow_null_beside(Node& out, const Node& nullable);
  void report_nullable_beside(std::string_view keyword, base::Span span);
  void check_facts(const Node& out, const Node& schema);
  void check_default(const Node& out, const Node& schema);
  void check_required(const Node& out);
  void check_bounds(const Node& out);
  void check_format(const Node& out);
  void check_members_of_enum(const Node& out, const Node& schema);
  void check_prose(const Node& schema, const Node& out);

  const Document& document_;
  DocumentSet& documents_;
  SpecVersion version_;
  Diagnostics& findings_;
  std::unordered_map<const Node*, std::string> names_;  // by what is referred to
  std::set<std::string> taken_names_;
  std::size_t spent_ = 0;
  std::map<std::string, int> last_numbers_;  // that were given to names which are taken
  struct Waiting {
    std::string name;
    const Node* schema;
    base::Span place;
  };
  std::deque<Waiting> waiting_;  // a queue, not recursion: chains of references may be long
  std::map<std::string, Node> components_;
  struct Subtype {
    std::string name;  // among the components of the document
    Target target;
  };
  // By what their `allOf` refers to, in the order of the document; nothing before a discriminator asks for them.
  std::optional<std::unordered_map<const Node*, std::vector<Subtype>>> subtypes_;
  Diagnostics missing_;         // references to nowhere, for the mark of whatever they stand in
  std::string open_component_;  // that is being read; "" elsewhere
  std::map<std::string, base::Span> example_statuses_;
  std::map<std::string, bool> patterns_;  // whether it is a regular expression
  // Aliases and shared schemas are reported once.
  std::set<std::tuple<const Source*, std::uint32_t, std::string>> reported_;
  bool has_told_of_nullable_ = false;
};

// A value as findings show it: JSON, cut.
std::string shown(const Node& value);
bool is_prose_keyword(std::string_view keyword);
bool allows_type(const Node& type, const Node& value);

}  // namespace concord::openapi
