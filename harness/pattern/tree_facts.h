// What can be seen from the tree of a pattern alone.
#pragma once
#include "tree.h"

#include <optional>
#include <utility>

namespace concord::pattern {

// Whether the node can only match from the begin of the text.
bool is_anchored(const Pattern& pattern, std::uint32_t index);

// The first and the last group within the node, itself included; the first is after the last when there is none.
std::pair<std::uint32_t, std::uint32_t> groups_in(const Pattern& pattern, std::uint32_t index);

// Whether there is a node of the kind within the node, itself included.
bool has_kind(const Pattern& pattern, std::uint32_t index, PatternKind kind);

// A pattern without back references that matches whatever `pattern` does, and more: where it finds nothing, there is
// nothing. Nothing when there is no such pattern, since a back reference is in a negated lookaround.
std::optional<Pattern> relaxed(const Pattern& pattern);

}  // namespace concord::pattern
