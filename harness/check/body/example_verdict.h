// Whose mistake a broken schema is, where the page shows an example of the answer.
#pragma once
#include <concord/check.h>

namespace concord::check {

// Sets `at_fault` of a failure that a violation of the answer's schema is: "documentation" where an example of this
// status, or of the value itself, breaks the same rule at the same place in the same way, which the hint then says with
// its line; "server" where all that show the place keep the rule. Else nobody can tell, and it stays "".
void let_example_decide(const CheckContext& answer, const schema::Violation& violation, CheckFailure& failure);

}  // namespace concord::check
