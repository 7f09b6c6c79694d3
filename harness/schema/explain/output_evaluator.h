// Every keyword that is met, and how it ended: a tree of units, from which output and annotations are read.
//
// It follows the schemas as they are written and takes no short cuts. What failed schemas evaluated does not count
// where another decides (anyOf, oneOf, if); where the failure is final it does, or unevaluated* would report it again.
#pragma once
#include "evaluate/leaf_evaluator.h"
#include "findings.h"
#include "near_names.h"
#include "sentences.h"

#include <optional>

namespace concord::schema {

struct Unit {
  bool is_valid = true;
  std::string instance, keyword_location, schema_location;  // as in Annotation
  bool has_uri = false;                                     // of schema_location
  bool is_referred = false;                                 // the two locations differ
  std::string error;
  std::string_view keyword;
  const Node* schema = nullptr;
  const Node* given = nullptr;   // the annotation, as the schema has it; or …
  std::optional<Node> computed;  // … as evaluation found it
  std::vector<Unit> children;

  const Node* annotation() const { return computed ? &*computed : given; }
};

class OutputEvaluator {
 public:
  // Telling: only units that say why the instance is not valid or, when it is, hold annotations or lead to some.
  enum class Keep { Telling, All };
  OutputEvaluator(const Schema::Program& program, const Node& instance, Keep keep)
      : program_(*program.all),
        entry_(program.entry),
        instance_(instance),
        leaves_(program_, instance, budget_),
        keep_(keep) {}

  // Nothing when that takes too much work, depth or space.
  std::optional<Unit> evaluate();

 private:
  // One schema met at one place.
  struct Visit {
    SchemaId id;
    const Node& value;
    Where where;
    Marks* marks;
  };

  bool enter();
  void schema(const Visit& visit, Unit& unit);
  void keywords(const Visit& visit, Unit& unit);
  void step(const Visit& visit, const Step& step, Unit& parent);
  void apply(const Visit& visit, const Step& step, Unit& unit);
  void leaf(const Visit& visit, const Step& step, Unit& unit);
  void given(const Visit& visit, std::size_t member, Unit& parent);

  // The schema as a child of the keyword's unit; whether it holds. The other: in place of the keyword's unit.
  bool child(Unit& unit, const Visit& visit);
  void in_place(Unit& parent, const Visit& visit);
  void attach(Unit& parent, Unit&& unit, const Visit& visit, std::string_view keyword);
  void prune(Unit& unit) const;

  void properties(const Visit& visit, const Step& step, Unit& unit);
  void pattern_properties(const Visit& visit, const Step& step, Unit& unit);
  void additional_properties(const Visit& visit, const Step& step, Unit& unit);
  void required(const Visit& visit, const Step& step, Unit& unit);
  void property_names(const Visit& visit, const Step& step, Unit& unit);
  void dependent_required(const Visit& visit, const Step& step, Unit& unit);
  void dependent_schemas(const Visit& visit, const Step& step, Unit& unit);
  void prefix_items(const Visit& visit, const Step& step, Unit& unit);
  void items(const Visit& visit, const Step& step, Unit& unit);
  void contains(const Visit& visit, const Step& step, Unit& unit);
  void unevaluated(const Visit& visit, const Step& step, Unit& unit);
  void all_of(const Visit& visit, const Step& step, Unit& unit);
  void any_of(const Visit& visit, const Step& step, Unit& unit);
  void negation(const Visit& visit, const Step& step, Unit& unit);
  void if_then_else(const Visit& visit, const Step& step, Unit& parent);
  bool extra(const Visit& visit, const Step& step, SchemaId id, const Node& part, const InstanceLink& place,
             Unit& unit);

  std::string_view keyword(const Visit& visit, const Step& step) const;
  Sentence missing_member(std::string_view name, const Visit& visit);
  Sentence unknown_member(std::string_view name, const Visit& visit);
  static void fail(Unit& unit, const Sentence& sentence);
  // Since `before`, the number of unknowns: says so.
  bool is_unknown(const Visit& visit, const Step& step, std::uint32_t before, Unit& unit);

  const Compilation& program_;
  const SchemaId entry_;
  const Node& instance_;
  Budget budget_;
  LeafEvaluator leaves_;
  Keep keep_;
  std::uint32_t depth_ = 0;
  std::optional<NearNames> last_names_;
  std::size_t space_ = 0;
  bool gave_up_ = false;
};

}  // namespace concord::schema
