// Changing documents: RFC 7386 merge patch, RFC 6902 JSON Patch.
#pragma once
#include <concord/document.h>

namespace concord::document {

// RFC 7386: members that are null in `patch` are removed. Spans of `patch` stay on what came from it.
void merge_patch(Node& target, const Node& patch);

// RFC 6902: all six operations, applied in order. Stops at the first that fails and says why, with the span of the
// offending member of the operation; `target` is then unchanged. `patch` is the array of operations.
Diagnostics json_patch(Node& target, const Node& patch);
// Checks the form only (op known with did-you-mean, members present, pointers well-formed): for load time.
Diagnostics check_json_patch(const Node& patch);

}  // namespace concord::document
