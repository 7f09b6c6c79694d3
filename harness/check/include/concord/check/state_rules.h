// What is expected of an API that keeps things: the table behind `expect: {resource: {rule: …}}`.
#pragma once
#include <span>
#include <string_view>

namespace concord::check {

struct StateRule {
  std::string_view id;           // "read-your-writes"
  std::string_view summary;      // one line
  std::string_view breach;       // what a failure says first: "what was written is not what is read"
  std::string_view explanation;  // for `concord explain`
};
std::span<const StateRule> state_rules();
const StateRule* find_state_rule(std::string_view id);  // null: unknown

}  // namespace concord::check
