// The one table of what is expected of an API that keeps things. What the specifications and the contract leave open is
// not in it.
#include <concord/check/state_rules.h>

#include <algorithm>

namespace concord::check {

namespace {

constexpr StateRule rules[] = {
    {"created-is-there", "what was created can be read", "what was created is not there",
     R"(After a POST or PUT that said 2xx (201 Created: RFC 9110, 15.3.2), a GET of the new thing must find it: at once, by
the id that the answer told. An answer of 202 promises no such thing, and is not looked at.

A finding: what was created is not there: 404 Not Found
(POST /orders, then GET /orders/{orderId} of what it created))"},
    {"read-your-writes", "what was written is what is read", "what was written is not what is read",
     R"(A member that was sent, and that the answer documents under the same name, must be read as it was sent. Members that
are readOnly or writeOnly are left out; members that the server adds do not matter; a time is the same in another
zone, and null is the same as nothing. A value that is stored cut, rounded, in another case or not at all is a
failure.

A finding: what was written is not what is read: /note: "a" in place of "b")"},
    {"update-is-kept", "an update is kept", "the update is lost",
     R"(What a PUT or PATCH with a 2xx has changed must be read with the next GET: an answer that shows the new state, from a
server that has not kept it, is a lost update.

A finding: the update is lost: /note: "a" in place of "b" (POST /orders, PUT /orders/{orderId}, then GET))"},
    {"location-leads-there", "Location leads to what was created", "Location does not lead to what was created",
     R"(The Location of a 201 identifies what was created (RFC 9110, 10.2.2 and 15.3.2). A GET of it must find the thing
whose id the body of the same answer has.

A finding: Location does not lead to what was created: 404 Not Found)"},
    {"put-replaces", "PUT replaces the whole thing", "PUT has kept what it was not sent",
     R"(PUT replaces what is there with what was sent (RFC 9110, 9.3.4): an optional member that it leaves out does not keep
its old value. It may be gone, null, or have the default of its schema. That is a failure where the document makes it
clear: it has a PATCH beside the PUT, says "replace", or requires of a PUT all that it requires of a creation. Elsewhere
it is a warning, since many an API merges.

A finding: PUT has kept what it was not sent: /note: still "a")"},
    {"put-idempotent", "PUT twice is as PUT once", "the same PUT again is not the same",
     R"(PUT is idempotent (RFC 9110, 9.2.2): sent again, it must not be refused, and must leave the same state. Members that
tell of the request itself (times, versions) may differ.

A finding: the same PUT again is not the same: /tags: ["a","a"] in place of ["a"])"},
    {"patch-merges", "PATCH leaves what it was not sent", "PATCH has changed what it was not sent",
     R"(A merge patch (RFC 7386) changes the members that it has, and leaves the others. Only members that a client may
send are looked at.

A finding: PATCH has changed what it was not sent: /note: nothing in place of "a")"},
    {"list-contains", "a list has what was created", "the list does not have what was created",
     R"(What was created in a collection must be in its list, on one of its pages. All pages are looked at until it comes.

A finding: the list does not have what was created: no item with /id "o-17")"},
    {"delete-deletes", "what was deleted is gone", "what was deleted is still there",
     R"(After a DELETE with a 2xx (but 202), a GET of the thing must get 404 or 410, and the list must not have it.

A finding: what was deleted is still there: 200 OK)"},
    {"delete-twice", "a second DELETE does no harm", "a second DELETE is answered as if there were something",
     R"(DELETE is idempotent (RFC 9110, 9.2.2): the second may get 404, 410, or a 2xx without a body; neither a 5xx nor the
thing that is no longer there.

A finding: a second DELETE is answered as if there were something: 200 OK with a body)"},
    {"no-trace", "a refused write leaves no trace", "a refused write has left a trace",
     R"(A request that was refused with a 4xx must not have changed anything: what is read afterwards is what was read
before. So a check that comes too late is found, or half of a change that was written.

A finding: a refused write has left a trace: /note: "b" in place of "a")"},
    {"lost-update", "another version is not overwritten", "another version was overwritten",
     R"(Where the contract documents If-Match, a write with the ETag of an earlier version must be refused: 412 (RFC 9110,
13.1.1), or another 4xx that is documented. Else two clients overwrite each other's changes without knowing it.

A finding: another version was overwritten: 200 OK to a PUT with the ETag of an earlier version)"},
    {"idempotency-key", "the same key creates once", "the same idempotency key has created twice",
     R"(Where the contract documents the header Idempotency-Key, the same request with the same key must give the same
thing, and not make another.

A finding: the same idempotency key has created twice: /id: "o-18" in place of "o-17")"},
    {"paging-limit", "a page has no more than was asked for", "a page has more than was asked for",
     R"(Where a parameter says how many items a page may have, no page may have more.

A finding: a page has more than was asked for: 5 items in place of 2 at most)"},
    {"paging-skips", "no item is left out", "an item is on no page",
     R"(What was created must be found on one of the pages, also when they are small.

A finding: an item is on no page: no item with /id "o-17")"},
    {"paging-total", "the total is that of the list", "the total is not that of the list",
     R"(Where an answer tells how many items there are in all, that is at least as many as were seen, and on a list of one
page exactly as many.

A finding: the total is not that of the list: 1 for a list of 3 items)"},
    {"filter-finds", "a filter finds what it names", "a filter does not find what it names",
     R"(What was created with a value must be in the list that is asked for by that value, on one of its pages. Which
parameters are filters, `concord explain filter` says, a check that looks for what must not be there. A filter that may
be read in another way is a warning.

A finding: a filter does not find what it names: no item with /id "o-17")"},
    {"not-modified", "what has not changed is not sent again", "what has not changed is sent again",
     R"(Where an answer has a documented ETag, a GET with it in If-None-Match should be answered by 304 Not Modified as long
as nothing has changed (RFC 9110, 13.1.2). A server that sends the thing again does no harm but to the network, so it is
a warning.

A finding: what has not changed is sent again: 200 OK)"},
    {"tag-changes", "what has changed is sent again", "what has changed is told to be as it was",
     R"(After a PUT with a 2xx that has changed the thing, a GET with the ETag of before in If-None-Match must send the new
state. A 304 lets every client and cache keep what is no longer so (RFC 9110, 8.8.3 and 13.1.2).

A finding: what has changed is told to be as it was: 304 Not Modified)"},
};

}  // namespace

std::span<const StateRule> state_rules() { return rules; }

const StateRule* find_state_rule(std::string_view id) {
  const auto found = std::find_if(std::begin(rules), std::end(rules), [&](const auto& one) { return one.id == id; });
  return found == std::end(rules) ? nullptr : &*found;
}

}  // namespace concord::check
