// References that lead nowhere. The rest of a document stays readable, so what such a reference stands for is read as
// widely as can be, which nothing may pass by in silence: the normal form says at that place what is missing, and so do
// derived contracts and schema files, until an overlay removes the mark.
#pragma once
#include <concord/openapi.h>

namespace concord::openapi {

// "x-concord-unresolved": a list of {reason, hint, x-concord-source}.
inline constexpr std::string_view unresolved_key = "x-concord-unresolved";

// Adds `missing` to the mark of `holder`, a schema or an operation; nothing when it is empty.
void mark_unresolved(Node& holder, const Diagnostics& missing);

// What the mark of `holder` itself says, as errors "apidoc.reference" at the reference or, in a derived contract, at
// the mark. Not what stands within the holder.
Diagnostics unresolved_at(const Node& holder);

// Of `schema`, which stands in `root`, of what is within it, and of all that its references lead to there, each once.
// Circles are no matter.
Diagnostics unresolved_from(const Node& root, const Node& schema);

}  // namespace concord::openapi
