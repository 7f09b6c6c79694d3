// The oracle of the tests: what each keyword says, step by step as it is written, with no shortcut and no bound on
// work.
#pragma once
#include "evaluate/marks.h"
#include "program.h"

namespace concord::schema {

class ReferenceEvaluator {
 public:
  explicit ReferenceEvaluator(const Compilation& program) : program_(program) {}

  // `marks`, when given, is for `value` and learns what was evaluated; it is only good when the answer is true.
  bool accepts(SchemaId id, const Node& value, Marks* marks = nullptr);

 private:
  bool run(Range range, const Node& value, Marks* marks);
  bool apply(const Step& step, const Node& value, Marks* marks);
  bool passes(const Step& step, const Node& value) const;
  bool required(const Step& step, const Node& object) const;
  bool properties(const Step& step, const Node& object, Marks* marks);
  bool pattern_properties(const Step& step, const Node& object, Marks* marks);
  bool additional_properties(const Step& step, const Node& object, Marks* marks);
  bool property_names(const Step& step, const Node& object);
  bool dependents(const Step& step, const Node& object, Marks* marks);
  bool prefix_items(const Step& step, const Node& array, Marks* marks);
  bool items(const Step& step, const Node& array, Marks* marks);
  bool contains(const Step& step, const Node& array, Marks* marks);
  bool unevaluated(const Step& step, const Node& value, Marks& marks);
  bool any_of(const Step& step, const Node& value, Marks* marks);
  bool one_of(const Step& step, const Node& value, Marks* marks);
  bool if_then_else(const Step& step, const Node& value, Marks* marks);
  bool branch(SchemaId id, const Node& value, Marks* marks);
  bool matches(const MemberTable::PatternRule& rule, std::string_view name) const;

  const Compilation& program_;
};

}  // namespace concord::schema
