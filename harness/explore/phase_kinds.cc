// The one table of phases. The order is that in which the cases of an operation are told.
#include "phases.h"

#include <algorithm>
#include <iterator>

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
optional part alone, each member of an enum, each boundary and branch, null where it is allowed, other media types;
in texts that the schema leaves open an emoji, quotes and a backslash, spaces at both ends, a line break, whose refusal is
a warning.
Each must be accepted (`concord explain accepted`). One that is refused while another was accepted is a failure, which
names what differs; where none is accepted the operation was never reached: no verdict, and exit 3.)",
     plan_positive},
    {"negative", "what the document does not allow: each rule broken once",
     R"(From a request that was accepted, one thing is broken: a required part left out, a wrong type, a bound, a pattern,
an enum, an additional member where the schema is closed, JSON that is none; and methods that the path has not. Each
must be refused (`concord explain refused`); an accepted one is a failure, with the keyword, its schema location and
its line. A format alone, a Content-Type that is missing or another, an unknown path or method are warnings at most. A
text that is far longer than its maxLength must be refused; one that is very long where there is none, a parameter that
is there twice, and readOnly members that are sent may be answered by anything but a 5xx.)",
     plan_negative},
    {"auth", "who may ask: without credentials, with unknown ones, with those of another scheme",
     R"(The accepted request again, without credentials, with some that nobody gave out, and with those of another scheme.
It must get 401, or what the document has in its place: 403, 404; where it has neither, any 4xx. Where several schemes
must be satisfied together, each is left out once. Each other alternative of `security` that credentials were given for
must do as well.)",
     plan_auth},
    {"stateful", "what an API that keeps things must hold to: what was created is there, what was deleted is gone",
     R"(Where the contract makes clear what is created, listed, read, changed and deleted (/orders and /orders/{id}, an id
in the answers or a Location, declared links), stories of several steps are told of it, each with what it created
itself: it is read, is as it was sent, is where Location says, is in the list and on one of its pages; a PUT is kept,
replaces, and does the same when it is sent again; a PATCH leaves what it was not sent; a refused request leaves no
trace; another version is not overwritten; what was deleted is gone; the same idempotency key creates once. What a
story created it deletes in the end, also after a failure or a signal. Each failure names its rule, which
`concord explain` knows (`concord explain resource` lists them).

The requests are those that were accepted in the phases before. Where none was, the stories are blocked.)",
     plan_stateful},
    {"random", "requests drawn at random, valid and broken ones, made smaller until only the fault is left",
     R"(Of each operation whose requests have something to choose, 20 requests are drawn (--draws N), every third with one
rule broken; the same for the same --seed and day. Path, credentials, ids of other things and idempotency keys stay as
they were accepted. Where a schema leaves a text open, half of the requests have the usual one; a refusal of any other
is a warning. Each is judged like those of positive and negative; what is open there (a format alone) is not drawn. DELETE
is not asked, since each would need a thing of its own.

At the first failure no more are drawn: the request is made smaller, by leaving out members and items, by taking what
was accepted before, by shorter texts and smaller numbers, as long as it stays as valid, or broken in the same way,
and fails in the same check; 100 requests at most. The smallest is sent once more. All of it is one case, with the
smallest request as its evidence and an id: `concord run DOC --replay-case ID` sends that request alone, after those
that are needed to know what is there, and makes it smaller again.)",
     plan_random},
};

}  // namespace

std::span<const PhaseKind> phase_kinds() { return table; }

std::size_t phase_index(std::string_view name) {
  const auto is_meant = [&](const PhaseKind& one) { return one.name == name; };
  const auto found = std::find_if(std::begin(table), std::end(table), is_meant);
  return static_cast<std::size_t>(found - std::begin(table));
}

bool is_wanted(std::string_view phase, const Options& options) {
  const auto& phases = options.phases;
  return phases.empty() || std::find(phases.begin(), phases.end(), phase) != phases.end();
}

std::vector<PhaseInfo> phases() {
  std::vector<PhaseInfo> all;
  for (const PhaseKind& kind : table) all.push_back({kind.name, kind.summary, kind.explanation});
  return all;
}

}  // namespace concord::explore
