// The rows of the table of rules, by what they look at. A rule is a row here and a function in rule_<family>.cc.
#pragma once
#include "rule_kinds.h"

namespace concord::lint {

// As the rows write them.
inline constexpr auto error = Level::Error;
inline constexpr auto warning = Level::Warning;
inline constexpr auto info = Level::Info;

struct RuleRow {
  Rule rule;
  Check check;
};

std::span<const RuleRow> schemas_rows();
std::span<const RuleRow> operations_rows();
std::span<const RuleRow> pages_rows();

}  // namespace concord::lint
