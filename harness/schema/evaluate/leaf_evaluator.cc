#include "leaf_evaluator.h"

#include "lower/lower.h"

#include <algorithm>

namespace concord::schema {

bool LeafEvaluator::passes(const Step& step, const Node& value) {
  const Type type = type_of(value);
  if (!can_fail(step, type)) return true;
  const std::pair key(&step, type);
  auto known = known_.find(key);
  if (known == known_.end()) known = known_.emplace(key, Lowering(program_, lowered_).leaf(step, type)).first;
  return std::all_of(known->second.begin(), known->second.end(),
                     [&](const Instruction& each) { return evaluator_.leaf(each, value); });
}

}  // namespace concord::schema
