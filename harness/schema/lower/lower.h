// From a Program to its Lowered form.
#pragma once
#include "evaluate/budget.h"
#include "lowered.h"

#include <map>
#include <unordered_map>

namespace concord::schema {

class Lowering {
 public:
  Lowering(const Compilation& program, Lowered& out) : program_(program), out_(out) {}
  void run(std::span<const SchemaId> entries);
  // What a step that is no applicator asks of values of the type; all of it must be passed.
  std::vector<Instruction> leaf(const Step& step, Type type);

 private:
  // A schema of a unit; `blame` when it is `false` and the keyword that holds it is what is broken. Without a schema
  // nobody knows what it says.
  struct Part {
    SchemaId id = kNone;
    Cause blame;
    auto operator<=>(const Part&) const = default;
  };
  using Parts = std::vector<Part>;
  // A step that is left after references and allOf were followed; Ref is one that was not.
  struct Item {
    Step step;
    Cause cause;
  };
  // unevaluated*: says `schema` of what the items from `first` to `last` do not evaluate.
  struct Rule {
    SchemaId schema;
    Cause cause;
    std::size_t first, last;
  };
  struct Flat {
    Type type;
    bool is_alone;  // the unit has one part
    bool tracks = false;
    std::vector<Item> items;
    std::vector<Rule> rules;
    std::vector<SchemaId> seen;
    std::size_t seen_from = 0;  // those before are not below the schema that looks for what is not evaluated
  };
  struct Draft {
    Instruction instruction;
    std::array<Cause, 2> causes;
    int cost = 0;
  };
  using Drafts = std::vector<Draft>;
  // The table of members of one schema, and the steps that gave it.
  struct Group {
    std::uint32_t table;
    std::size_t item;
    Cause required, properties, patterns, additional;
  };

  std::uint32_t unit_of(Parts parts);
  std::uint32_t add_unit(Parts parts);
  std::uint32_t refusal(const Cause& cause);
  Check check_of(Parts parts) { return {unit_of(std::move(parts))}; }
  Part part(SchemaId id, Cause holder) const;
  std::uint32_t add_check(Parts parts);
  Alternatives::Span add_checks(const std::vector<Check>& checks);
  void settle(std::uint32_t unit);
  Check settled(SchemaId id);
  void fill_masks(Check& check) const;
  void fill_masks();

  // lower_flatten.cc
  Flat flattened(const Parts& parts, Type type) const;
  void enter(const Part& part, Flat& flat, int depth) const;
  void flatten(const Part& part, Flat& flat, int depth) const;
  bool add_rule(const Step& step, Cause cause, Flat& flat, std::size_t first, std::size_t rules, int depth) const;
  bool may_mark(const Step& step, Type type) const;
  bool marks(SchemaId id, Type type) const;

  void lower_type(std::uint32_t unit, Type type);
  void emit(const Item& item, Type type, Drafts& drafts);
  void emit_leaf(const Item& item, Type type, Drafts& drafts);
  void emit_applicator(const Item& item, Type type, Drafts& drafts);

  // lower_values.cc
  void emit_type(const Item& item, Type type, Drafts& drafts);
  void emit_enum(const Item& item, Type type, Drafts& drafts);
  void emit_texts(const Item& item, Drafts& drafts);
  void emit_integers(const Item& item, Drafts& drafts);
  void emit_limit(const Item& item, Do op, Drafts& drafts);
  void emit_bound(const Item& item, Type type, Drafts& drafts);
  bool emit_integer_bound(const Item& item, Drafts& drafts);
  bool emit_real_bound(const Item& item, Drafts& drafts);

  // lower_members.cc
  void emit_members(const Flat& flat, Drafts& drafts);
  std::vector<Group> groups_of(const Flat& flat) const;
  void add_names(const std::vector<Group>& groups, const Flat& flat, NameTable& table);
  NameTable::Name lower_name(std::string_view name, const std::vector<Group>& groups, const Flat& flat);
  void add_rests(const std::vector<Group>& groups, const Flat& flat, NameTable& table);
  void emit_dependents(const Item& item, Drafts& drafts);
  void emit_items(const Flat& flat, Drafts& drafts);

  // lower_alternatives.cc
  void emit_alternatives(const Item& item, Type type, Drafts& drafts);
  void find_switch(Alternatives& alternatives, const std::vector<Check>& live);
  bool try_switch(const KeyRecord& name, Alternatives& alternatives, const std::vector<Check>& live);
  const NameTable* table_of(const Check& check) const;
  std::optional<std::vector<std::string_view>> constants_of(std::uint32_t unit) const;
  void emit_if(const Item& item, Type type, Drafts& drafts);
  void emit_not(const Item& item, Type type, Drafts& drafts);

  const Compilation& program_;
  Lowered& out_;
  std::vector<std::uint32_t> alone_;         // the unit of one schema, by its id; 0 while there is none
  std::map<Parts, std::uint32_t> together_;  // units of several, or of a `false` with a holder
  std::uint32_t refusal_ = 0;                // the last list that only fails
  std::uint64_t pattern_steps_ = kMostPatternSteps;
  std::vector<Parts> parts_;                 // by unit
  enum class State : std::uint8_t { New, Open, Settled };
  std::vector<State> states_;
  int open_ = 0;
};

// With a rank of what it costs, cheap ones first.
int rank_of(Do op);

}  // namespace concord::schema
