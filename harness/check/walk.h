// Visiting the values of an answer. Depth is bounded by the parser's limit.
#pragma once
#include <concord/base/patience.h>
#include <concord/document.h>

namespace concord::check {

// Whether the children of `node` are still to be looked at.
inline bool may_enter(const document::Node& node) { return base::Patience::spend(1 + node.size()); }

}  // namespace concord::check
