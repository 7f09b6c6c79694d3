// One keyword that is no applicator, as the Evaluator judges it: for those who follow the steps as they are written.
#pragma once
#include "evaluator.h"

#include <map>
#include <utility>

namespace concord::schema {

class LeafEvaluator {
 public:
  // All must outlive this.
  LeafEvaluator(const Compilation& program, const Node& instance, Budget& budget)
      : program_(program), evaluator_(program, lowered_, instance, budget) {}

  // True when the step does not speak about the value's type. When it is false and the budget has more unknowns than
  // before, that is no verdict.
  bool passes(const Step& step, const Node& value);

 private:
  const Compilation& program_;
  Lowered lowered_;  // what the instructions refer to
  std::map<std::pair<const Step*, Type>, std::vector<Instruction>> known_;
  Evaluator<Node, false> evaluator_;
};

}  // namespace concord::schema
