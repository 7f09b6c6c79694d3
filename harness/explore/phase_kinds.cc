// The one table of phases. The order is that in which the cases of an operation are told.
#include "phases.h"

namespace concord::explore {

namespace {

constexpr PhaseKind table[] = {
    {"examples", "what the document shows, as it is",
     R"(Each documented example of a body and of a parameter is sent as it is. It must be accepted where anything is: a
refusal is a failure, since people copy examples. One that breaks its own schema is a finding of `concord lint`, and
is not sent.)",
     plan_examples},
    {"positive", "what the document allows: shapes, optional parts, enums, boundaries, branches",
     R"(A request with only what is required, a typical one, one with everything; then from one that was accepted each
optional part alone, each member of an enum, each boundary and branch, null where it is allowed, other media types.
Each must be accepted (`concord explain accepted`). One that is refused while another was accepted is a failure, which
names what differs; where none is accepted the operation was never reached: no verdict, and exit 3.)",
     plan_positive},
    {"negative", "what the document does not allow: each rule broken once",
     R"(From a request that was accepted, one thing is broken: a required part left out, a wrong type, a bound, a pattern,
an enum, an additional member where the schema is closed, JSON that is none; and methods that the path has not. Each
must be refused (`concord explain refused`); an accepted one is a failure, with the keyword, its schema location and
its line. A format alone, a Content-Type that is missing or another, an unknown path or method are warnings at most.)",
     plan_negative},
    {"auth", "who may ask: without credentials, with unknown ones, with those of another scheme",
     R"(The accepted request again, without credentials, with some that nobody gave out, and with those of another scheme.
It must get 401, or what the document has in its place: 403, 404; where it has neither, any 4xx.)",
     plan_auth},
};

}  // namespace

std::span<const PhaseKind> phase_kinds() { return table; }

std::vector<PhaseInfo> phases() {
  std::vector<PhaseInfo> all;
  for (const PhaseKind& kind : table) all.push_back({kind.name, kind.summary, kind.explanation});
  return all;
}

}  // namespace concord::explore
