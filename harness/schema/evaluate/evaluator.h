// Evaluates the lowered form: over Nodes or over a Compact, to the first failure (a verdict) or to all of them. It is
// one template, so that all four agree. Nothing is allocated for a valid instance, unless it has many members or items
// of which those that are not evaluated must be found at run time, or that must be unique.
#pragma once
#include "budget.h"
#include "collector.h"
#include "instance.h"
#include "lower/lowered.h"
#include "marks.h"

#include <type_traits>

namespace concord::schema {

template <class V, bool kCollects>
class Evaluator {
 public:
  // `collector` learns every failure; for verdicts it is null.
  Evaluator(const Compilation& program, const V& instance, Budget& budget, Collector* collector = nullptr);

  // By instructions that are elsewhere than those of the program.
  Evaluator(const Compilation& program, const Lowered& lowered, const V& instance, Budget& budget,
            Collector* collector = nullptr);

  // Whether the instance is valid, which is certain when it is true. When it is false and the budget gave up or has
  // more unknowns than before, that is no verdict. `entry` is one of those that were asked for.
  bool evaluate(SchemaId entry) { return in_place(lowered_.by_schema[entry], instance_, nullptr); }
  // The same of another schema and a part of the instance. `marks`, when given, is for `value` and learns what was
  // evaluated; of a verdict it is only good when that is true. Only of schemas that are known by themselves: those of
  // members and items (unless several apply to one), and all that decide what applies.
  bool knows(SchemaId id) const { return lowered_.by_schema[id].unit != 0 || program_.schemas[id].is_true; }
  bool evaluate(SchemaId id, const V& value, Marks* marks) { return in_place(lowered_.by_schema[id], value, marks); }
  // One rule that is no applicator, without a frame where that can be.
  bool leaf(const Instruction& at, const V& value) const;

 private:
  template <class, bool>
  friend class Evaluator;
  struct Nothing {
    template <class... Arguments>
    explicit Nothing(const Arguments&...) {}
  };
  using Quiet = std::conditional_t<kCollects, Evaluator<V, false>, Nothing>;

  // A member or an item; a value of its own. The same value once more, by another schema.
  [[gnu::always_inline]] bool part(const Check& check, const V& value);
  bool in_place(const Check& check, const V& value, Marks* marks);
  bool enter(const Instruction* at, const V& value, Marks* marks);
  bool track(const Instruction* at, const V& value, Marks* marks);
  bool may_enter(const V& value);
  bool run(const Instruction* at, const V& value, Marks* marks);
  // The verdict of a branch, whose marks count when it is good.
  bool branch(const Check& check, const V& value, Marks* marks);

  [[gnu::always_inline]] bool passes(const Instruction& at, const V& value) const;
  bool matches(const Instruction& at, const V& value) const;
  bool passes_number(const Instruction& at, const V& value) const;
  static bool has_length(const Instruction& at, std::string_view text);
  bool is_text(const Instruction& at, const KeyRecord& text) const;
  bool passes_text(const Instruction& at, const V& value) const;
  bool passes_container(const Instruction& at, const V& value) const;
  bool is_in_range(const Instruction& at, const V& value) const;
  bool is_in_real_range(const Instruction& at, const V& value) const;
  bool is_within(Op op, const V& value, std::uint32_t bound) const;
  bool is_one_of(const Instruction& at, const V& value) const;
  bool has_names(const LoweredDependent& dependent, const V& object) const;

  [[gnu::always_inline]] bool apply(const Instruction& at, const V& value, Marks* marks);
  bool members(const Instruction& at, const V& object, Marks* marks);
  bool few(const Instruction& at, const V& object, Marks* marks);
  template <class M>
  bool unknown(const NameTable& table, const M& member, const KeyRecord& key, bool& is_evaluated);
  void note_unknown(Cause cause, const KeyRecord& key, const V& value);
  bool names(const Instruction& at, const V& object);
  bool dependent(const Instruction& at, const V& object, Marks* marks);
  bool prefix(const Instruction& at, const V& array, Marks* marks);
  bool items(const Instruction& at, const V& array, Marks* marks);
  bool contains(const Instruction& at, const V& array, Marks* marks);
  bool any(const Instruction& at, const V& value, Marks* marks);
  bool one(const Instruction& at, const V& value, Marks* marks);
  bool negation(const Instruction& at, const V& value);
  bool if_then_else(const Instruction& at, const V& value, Marks* marks);
  bool unevaluated(const Instruction& at, const V& value, Marks& marks);
  Alternatives::Span candidates(const Alternatives& alternatives, const V& value) const;
  bool fail_all(const Alternatives& alternatives, const V& value, Marks* marks);

  [[gnu::always_inline]] bool member_part(const Check& check, const KeyRecord& key, const V& value);
  [[gnu::always_inline]] bool item_part(const Check& check, std::size_t index, const V& value);
  // What fails is not certain when there are more unknowns than `before`.
  void record(const Instruction& at, const V& value, std::uint32_t before, std::uint32_t detail = 0);
  void note(Cause cause, const V& value, std::uint32_t before, std::uint32_t detail = 0, std::string_view name = {});
  void record_missing(const NameTable& table, const V& object);
  Evaluator<V, false>& quiet() {
    if constexpr (kCollects)
      return quiet_;
    else
      return *this;
  }

  const Compilation& program_;
  const Lowered& lowered_;
  const Instruction* code_;
  const LoweredUnit* units_;
  const V& instance_;
  Budget& budget_;
  Collector* collector_;
  Quiet quiet_;
};

extern template class Evaluator<Node, false>;
extern template class Evaluator<CompactValue, false>;
extern template class Evaluator<Node, true>;
extern template class Evaluator<CompactValue, true>;

}  // namespace concord::schema
