// The verdict by the steps, without the shortcuts of the lowered form: for those who ask about single steps, and to
// compare the Evaluator with.
#pragma once
#include "budget.h"
#include "marks.h"
#include "program.h"

namespace concord::schema {

class Acceptor {
 public:
  // `instance` is the whole that values will come from: its size sets how much work is too much.
  Acceptor(const Compilation& program, const Node& instance) : program_(program), instance_(instance) {}

  // `marks`, when given, is for `value` and learns what was evaluated; it is only good when the answer is true.
  bool accepts(SchemaId id, const Node& value, Marks* marks = nullptr);
  // One step that is no applicator; true when it does not speak about the value's type.
  bool passes(const Step& step, const Node& value) const;
  std::size_t count_matches(const Step& step, const Node& array, Marks* marks, std::size_t enough);
  // Counts one more schema met; false when that is too much, and from then on.
  bool spend();
  // True when a verdict needed more than the bounds allow: deep recursion or endless work.
  bool gave_up() const { return gave_up_; }

 private:
  bool run(Range range, const Node& value, Marks* marks);
  bool run_tracked(Range range, const Node& value, Marks* marks);
  bool apply(const Step& step, const Node& value, Marks* marks);
  bool members(const Step& step, const Node& object, Marks* marks);
  bool member(const MemberTable& table, const document::Member& member, std::uint32_t& guess, bool& is_evaluated,
              std::uint32_t& required);
  bool property_names(const Step& step, const Node& object);
  bool dependents(const Step& step, const Node& object, Marks* marks);
  bool prefix_items(const Step& step, const Node& array, Marks* marks);
  bool items(const Step& step, const Node& array, Marks* marks);
  bool unevaluated(const Step& step, const Node& value, Marks& marks);
  bool any_of(const Step& step, const Node& value, Marks* marks);
  bool one_of(const Step& step, const Node& value, Marks* marks);
  bool if_then_else(const Step& step, const Node& value, Marks* marks);
  bool branch(SchemaId id, const Node& value, Marks* marks);

  const Compilation& program_;
  const Node& instance_;
  std::uint32_t depth_ = 0;
  std::uint64_t work_ = 0;
  std::uint64_t most_work_ = kFreeWork;
  bool gave_up_ = false;
};

}  // namespace concord::schema
