// What of a case is right in each of its parts, and wrong as a whole: told when loading, not by the run.
#pragma once
#include "suite_file.h"

namespace concord::suite {

// Adds to `problems` (once, where an earlier case has told the same):
//   a capture that is used before it is there, or that has the name of something else; with both places
//   a request without credentials, and without `auth: none`, to an operation that asks for them, where the provider has
//   profiles (a warning)
//   a query parameter or header that the operation does not document, but one that is called nearly the same (a
//   warning)
//   a name in provider.yaml that nothing has
// `row` is one of the case's rows; `known` what is captured before it.
void review(const SuiteFile& suite, const Case& made, const Node& row, const std::vector<CapturedName>& known,
            Diagnostics& problems);
// A warning for each path into the answer with a name that no documented answer has there, but nearly: what is
// expected, waited for, captured, followed. `entry`: the case as it is written.
void review_paths(const Node& entry, const Case& made, Diagnostics& problems);
// Variables of the suite that have the name of one of its provider.
void review_variables(const SuiteFile& suite, Diagnostics& problems);

}  // namespace concord::suite
