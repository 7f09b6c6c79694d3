// The one table of checks. The order is that of findings in a report: what explains most comes first.
#include "checks.h"

#include <algorithm>

namespace concord::check {

namespace {

constexpr CheckKind automatic(std::string_view id, Level level, void (*check)(const CheckContext&, Findings&),
                              std::string_view summary, std::string_view explanation) {
  return {id, summary, explanation, level, check, "", nullptr};
}

// Without the body there is nothing that it could look at.
constexpr CheckKind of_body(std::string_view id, Level level, void (*check)(const CheckContext&, Findings&),
                            std::string_view summary, std::string_view explanation) {
  return {id, summary, explanation, level, check, "", nullptr, true};
}

constexpr CheckKind stated(std::string_view id, std::string_view key, ParsedExpectation (*parse)(const Node&),
                           std::string_view summary, std::string_view explanation) {
  return {id, summary, explanation, Level::Fail, nullptr, key, parse};
}

constexpr CheckKind kinds[] = {
    stated(
        "status", "status", parse_status, "the status is one that the case expects",
        R"(The HTTP status must be the one, or one of those, that the case states. When it is not, what the case states
of body and headers is not looked at: that was said of another answer. The automatic checks still are.

Example:
    expect: {status: 200}
    expect: {status: [400, 422]}
    expect: {status: 4xx}
A finding: status is 401 Unauthorized, the case expects 200

A case that states no status takes any documented one. Level: checks: {status: warn}.)"),
    stated(
        "accepted", "accepted", parse_accepted, "a request as documented is accepted",
        R"(A request that the contract allows must be answered with a status below 400. A documented 401, 402, 403, 404,
409, 410, 412, 423, 428 or 429 is no refusal of the request: it tells of the caller, of what is there and of its
state. What the case says beside it names what is special of the request.

`concord run openapi.yaml` expects this of each valid request that it makes. A request that was tried first and
refused counts only where another was accepted; else the operation was never reached, which is no verdict.

Example:
    expect: {accepted: the kind is gold}
    expect: {accepted: {why: the kind is gold, status: 409}}        (beside those that are accepted anyway)
A finding: 400 Bad Request to a request as documented: body /kind "gold"

Level: checks: {accepted: warn}.)"),
    stated(
        "refused", "refused", parse_refused, "a request that the contract does not allow is refused",
        R"(A request that breaks what is documented must get a 4xx. The case says what is wrong with it: why, the place, the
keyword, the schema location, the line of the documentation, and which statuses are right, if not all of 4xx.
A 5xx is told by server-error.

`concord run openapi.yaml` expects this of each request that it breaks on purpose. What the specifications leave
open (a format alone, a readOnly member that was sent, a missing Content-Type) is a warning there.

Example:
    expect: {refused: an amount above its maximum}
    expect: {refused: {why: no credentials, status: [401, 403]}}
A finding: 201 Created to a request that must be refused: body /amount: 501 is above the maximum of 500

Level: checks: {refused: warn}.)"),
    stated(
        "resource", "resource", parse_resource, "an answer tells of what was done before",
        R"(What was created can be read, what was written is what is read, what was deleted is gone: each such rule has a name
and a page of its own (`concord explain put-replaces`), and the failure begins with what it says:
    created-is-there      read-your-writes   update-is-kept    location-leads-there   put-replaces   put-idempotent
    patch-merges          list-contains      delete-deletes    delete-twice           no-trace       lost-update
    idempotency-key       paging-limit       paging-skips      paging-total           filter-finds
    not-modified          tag-changes

`concord run openapi.yaml` tells such stories of every resource that the contract makes clear: a collection such as
/orders, its members /orders/{id}, and the operations that create, list, read, change and delete them. Each deletes
in the end what it created. A step that could not be done, for another reason, is no verdict.

Example:
    expect: {resource: {rule: read-your-writes, after: "POST /orders", same: {/note: a}}}
    expect: {resource: {rule: delete-deletes, status: [404, 410]}}
    expect: {resource: {rule: list-contains, list: {items: /items, id: /id, has: o-17, next: /next}}}
A finding: what was written is not what is read: /note: "a" in place of "b" (POST /orders)

Level: checks: {resource: warn}.)"),
    automatic(
        "status.documented", Level::Fail, check_status_documented, "the status is documented for the operation",
        R"(The contract lists the statuses of each operation ("200", ranges such as "4XX", or "default"). One that is not
listed is a case that clients were not told of. It is only a warning when the case itself expects the status:
then the page lags behind.

Example: the contract lists 200 and 400, the server answers 418.
A finding: status 418 is not documented (documented: 200, 400)

Level: checks: {status.documented: warn}.)"),
    automatic(
        "redirect", Level::Fail, check_redirect, "a redirect that nobody announced",
        R"(Concord follows no redirect: the credentials would travel along, and a moved API would look like a healthy
one. A 3xx that is neither documented nor expected is a failure (304 is no redirect).

Example: POST /session/create answers 302 with Location: https://login.example.com/.
A finding: 302 Found to https://login.example.com/, which is not documented and was not followed

A case that wants it says expect: {status: 302, headers: {Location: {host: example.com}}}. 
Level: checks: {redirect: warn}.)"),
    automatic(
        "server-error", Level::Fail, check_server_error, "the server failed (500, 501, 505 and above)",
        R"(No request, however wrong, should make a server fail. A 5xx is a failure even when a page documents it, unless
the case expects it. 502, 503 and 504 are mostly a gateway's: then there is no verdict about the contract, and
the run says so.

Example: a body of the wrong type gets 500 where 400 would be right.
A finding: 500 Internal Server Error: the server failed on this request

Level: checks: {server-error: warn}.)"),
    automatic(
        "allow", Level::Fail, check_allow, "a 405 says which methods are allowed",
        R"(A 405 must name in Allow the methods that the path has (RFC 9110, 15.5.6), and the one that was refused cannot be
among them. Clients, gateways and people read it; of a path with other methods than the contract says it is the
first sign.

Example: DELETE /orders/17 answers 405 with no Allow.
A finding: 405 without Allow, which says what is allowed

Level: checks: {allow: warn}.)"),
    automatic(
        "tls", Level::Fail, check_tls, "TLS has a version that holds, and a certificate for long enough",
        R"(TLS 1.0 and 1.1 must not be used (RFC 8996): what they protect can be read and changed on its way, and more and more
clients refuse them. The certificate of the server must not have expired, and one that does so within 14 days is a
warning: somebody should renew it. Nothing is said of a connection without TLS.

Example: a sandbox behind an old load balancer agrees on TLSv1.1.
A finding: the connection has TLSv1.1, which is broken

Level: checks: {tls: warn}.)"),
    automatic(
        "slow", Level::Warn, check_slow, "the answer took longer than anybody waits gladly",
        R"(A budget of 5 s, name lookup and TLS included, for cases that state no `max_time` of their own. A sandbox may have a
bad day, so this warns; the finding says where the time went. What the page promises belongs in `max_time`, which
fails.

Example: GET /orders answers after 7.2 s.
A finding: took 7.20 s, more than 5.00 s

Level: checks: {slow: off}.)"),
    automatic(
        "framing", Level::Fail, check_framing, "the message says in one way where its body ends and how it is coded",
        R"(An answer must say in one way where its body ends (RFC 9112, 6.1 to 6.3 and 7.1; RFC 9110, 8.4 and 8.6). What can be
read in spite of a fault is read, and the fault is a failure, since another client, a proxy or a cache may read
another answer there:
    Content-Length beside Transfer-Encoding          Transfer-Encoding in HTTP/1.0, or in a 204
    chunked twice, or a coding that is none           a length in a 204; a malformed one to HEAD or in a 304
    lines of chunks that end with LF alone            deflate that is not in the zlib format
    bytes behind the end of the compressed data       bytes behind the end of the answer, by when it is whole
What cannot be read has no verdict (infra.protocol): two lengths that differ, +11, an unknown transfer coding,
HTTP/2.0 on a connection of HTTP/1.1, compressed data that ends early, TLS without close_notify where only the end
of the connection ends the body. The same length twice is fine.

Example: Content-Length: 11 and Transfer-Encoding: chunked
A finding: Content-Length: 11 beside Transfer-Encoding

Level: checks: {framing: warn}.)"),
    automatic(
        "content-type", Level::Fail, check_content_type, "Content-Type is there, well-formed, and as documented",
        R"(A body needs a Content-Type (RFC 9110, 8.3): one, well-formed, and one of the media types that the contract
has for this status. Parameters do not matter, but for the charset of JSON, which is UTF-8.

Example: an error page in HTML where application/json is documented.
A finding: Content-Type is text/html, documented is application/json

Level: checks: {content-type: warn}.)"),
    of_body(
        "body.documented", Level::Fail, check_body_documented, "a body is there when one is documented",
        R"(Where the contract has JSON or XML for a status, an empty body is a failure. A body where none is documented is a
warning: pages often leave out what an error looks like. 204 and 304 never have a body.

Example: 200 with application/json in the contract, and nothing in the answer.
A finding: the body is empty, application/json is documented for 200

Level: checks: {body.documented: off}.)"),
    of_body(
        "json", Level::Fail, check_json, "the body is strict JSON",
        R"(A body that is JSON by its Content-Type or by the contract must be strict JSON (RFC 8259): UTF-8, no byte
order mark, one value with nothing after it, no duplicate keys, no NaN, within bounds of depth and size.
Lenient readers hide such faults, and each hides different ones.

Example: {"id": 1, "id": 2}
A finding: the body is not strict JSON: line 1, column 11: duplicate key "id"

Of a stream each line is such a value. One of server-sent events must have some, and an empty line behind the last.

Level: checks: {json: warn}.)"),
    of_body(
        "xml", Level::Fail, check_xml, "the body is well-formed XML",
        R"(A body that is XML by its Content-Type or by the contract must be one well-formed document (XML 1.0, 2.1), in the
charset that Content-Type or else the document names. That is all that is judged of XML, unless the case states an
`xpath`: the documented schema is not applied. Nothing is fetched, neither entities nor DTDs.

Example: <letter><to>Bob</letter>
A finding: the body is not XML: line 1, column 25: Opening and ending tag mismatch: to line 1 and letter

Level: checks: {xml: warn}.)"),
    of_body(
        "problem", Level::Fail, check_problem, "problem details have members as RFC 9457 says",
        R"(An answer of application/problem+json is an object. Its type and instance are URI references, its title and detail
texts, and its status is that of the answer (RFC 9457, 3.1). Clients must ignore members of another type, so what
is wrong here is lost.

Example: 404 with {"type": "about:blank", "status": "404"}.
A finding: /status: "404" is not the status, 404 Not Found

Level: checks: {problem: warn}.)"),
    of_body(
        "schema", Level::Fail, check_schema, "the body conforms to the schema of its status",
        R"(The body is validated against the JSON Schema that the documentation gives for this operation and status, as a
response (writeOnly members must not be there). Every violation is listed, with its place in the answer, in
the schema, and the line of the documentation. A constraint can rest on a schema of the page, on a sentence
(prose), or on an example only.

Example: expiresAt is documented as a string, the server sends 1767225600.
A finding: /session/expiresAt: 1767225600 is an integer, string expected

Level: checks: {schema: warn}; for what rests on prose or an example only:
    checks: {schema.prose: warn, schema.example: off})"),
    of_body(
        "discriminator", Level::Fail, check_discriminator, "the discriminator names the form that the object has",
        R"(Where a schema has a discriminator, the value of that member must name one of its forms, by the mapping, by the name
of a schema, or by a constant of an alternative; and the object must have that form (OpenAPI 3.1, Discriminator
Object). Generated clients choose a class by it; JSON Schema alone looks at all forms and takes any that fits. Where
the schema has no mapping, a value that names none is a warning: documents often mean others than their schemas' names.

Example: {"petType": "cat", "bark": "loud"}, which is a Dog.
A finding: /petType: "cat" names "Cat", and the object has the form of "Dog"

Level: checks: {discriminator: warn}.)"),
    of_body(
        "graphql", Level::Fail, check_graphql, "an answer to GraphQL has data and no errors",
        R"(GraphQL answers 200 to a query that failed, with what was wrong in `errors` (GraphQL, 7.1). Each error is a
failure, with the field it is about. Only what a case sends as `graphql:` is looked at.

Example: request: {graphql: {query: "{ user(id: 1) { name } }"}}, answered by {"errors": [{"message": "no such user"}]}
A finding: /errors/0: the answer has an error: no such user

A case that wants an error turns it off, and says expect: {body: {$.errors[0].message: …}}.
Level: checks: {graphql: off}.)"),
    of_body(
        "undocumented", Level::Warn, check_undocumented, "members that the documentation does not know",
        R"(Members that no schema describes, seen through allOf, oneOf and $ref, with no need of additionalProperties:
false. They break no client, so this warns; they are how a rename or a leak first shows. One finding an
object.

Example: the contract knows id and planName, the answer has id and plan_name.
A finding: /data: 1 undocumented member: "plan_name" (did you mean "planName"?)

Level: checks: {undocumented: fail}.)"),
    automatic(
        "headers", Level::Fail, check_headers, "documented response headers are there and valid",
        R"(Response headers that the contract requires must be there, and the value of each documented one must conform
to its schema. A value is text, read as the number, boolean or comma-separated list that the schema asks for.
Others may come as they like.

Example: X-Rate-Limit is documented as an integer of at least 0, the answer has "many".
A finding: header X-Rate-Limit: is required and missing

Level: checks: {headers: warn}.)"),
    automatic(
        "location", Level::Fail, check_location, "Location is a URI, and leads to what was created",
        R"(In a 201 and in a redirection Location must be one URI reference (RFC 9110, 10.2.2). Where the body of a 201 tells the
id of what was created and the last word of Location is an id of the same sort, they must be the same. A redirection
without Location is a warning.

Example: POST /orders answers 201 with {"id": "ord_17"} and Location: /orders/ord_71.
A finding: Location leads to "ord_71", the body has the id "ord_17"

Level: checks: {location: warn}.)"),
    automatic(
        "challenge", Level::Warn, check_challenge, "a 401 says how to authenticate",
        R"(A 401 must have a challenge in WWW-Authenticate (RFC 9110, 15.5.2). Few APIs keep to it, above all those with keys in
a header of their own, so this warns.

Example: 401 with {"message": "Unauthorized"} and no challenge.
A finding: 401 without WWW-Authenticate, which says how to authenticate

Level: checks: {challenge: off}.)"),
    automatic(
        "retry-after", Level::Warn, check_retry_after, "a 429 says how long to wait",
        R"(Retry-After is seconds or a date of HTTP (RFC 9110, 10.2.3), wherever it stands. A 429 should have one (RFC 6585, 4),
unless fields such as RateLimit-Reset say it.

Example: 429 with {"message": "slow down"}.
A finding: 429 without Retry-After: nobody knows how long to wait

Level: checks: {retry-after: off}.)"),
    automatic(
        "cookies", Level::Warn, check_cookies, "cookies are kept, and sessions in them are protected",
        R"(What Set-Cookie says must not be what browsers refuse: SameSite=None without Secure, names that begin with __Secure- or
__Host- without what these demand, no name (RFC 6265 and its revision). A cookie whose name speaks of a session or a
token has HttpOnly, and over TLS Secure. Its value is never shown.

Example: Set-Cookie: sessionid=…; Path=/
A finding: the cookie "sessionid" can be read by scripts: it lacks HttpOnly

Level: checks: {cookies: fail}.)"),
    of_body(
        "envelope", Level::Fail, check_envelope, "what the body says of its status agrees with the status",
        R"(Some bodies repeat the status: an integer code, statusCode, httpStatusCode, httpStatus or status at the top
that looks like an HTTP status (100 to 599) must equal it. success: false does not go with 2xx, nor success:
true with 4xx or 5xx, at the top or in data. They count where the contract describes or shows them so, or where
a message, an error or data stands beside them; others are data of their own. A value that the contract itself
shows for this status is right.

Example: 200 with {"code": 401, "message": "Unauthorized"}.
A finding: /code: 401, but the status is 200 OK

Level: checks: {envelope: off}, for an API whose codes are its own.)"),
    of_body(
        "echo", Level::Fail, check_echo, "the ids of the request come back unchanged",
        R"(An id that was sent must be the same where the answer (2xx) speaks of the same thing: a path parameter, or a
member of the request body, that is called id or ends in Id, _id or ID. Looked at are the top, what wraps a
result (data, item), and objects named for the path or for whose id it is: of customerId, also the id in
`customer`. Where the path ends with the id, and it is read, replaced or deleted, that is the id of the answer.
The occurrence nearest to the top counts; me, self and current name no id. An answer for somebody else's
customer is the worst mix-up there is.

Example: POST /customers/A/sessions answers {"customerId": "B"}.
A finding: /customerId: "B", the request said "A" (path parameter customerId)

Level: checks: {echo: warn}.)"),
    of_body("expiry", Level::Fail, check_expiry, "what expires is still alive, what was created is not in the future",
              R"(In a 2xx answer, members such as expiresAt, expires_at or tokenExpiry must be in the future (5 s of
tolerance), and after createdAt of the same object; createdAt, issuedAt and the like must have passed (5 min,
for clocks that differ). Times are RFC 3339, or seconds or milliseconds since 1970; a date alone is not looked
at. What a GET or a list only shows may have expired, unless a token is beside it. expiresIn beside such a member
must be about the time that is left, in seconds, milliseconds or minutes (5 min and a tenth of it are allowed).

Example: a new session with "expiresAt": "2020-01-01T00:00:00Z".
A finding: /expiresAt: "2020-01-01T00:00:00Z" has passed (the answer came at 2026-03-01T10:00:00.000Z)

Level: checks: {expiry: warn}.)"),
    of_body(
        "state", Level::Warn, check_state, "a flag and a state say the same",
        R"(In one object of a 2xx answer, a boolean such as active, isPaid or deleted, and a text called status or state, must not
contradict each other: paid: false with status: "paid", or active: true with "closed". Nor is deleted: false right
beside a deletedAt.

Example: {"status": "closed", "active": true}
A finding: /active: true contradicts status, "closed"

Level: checks: {state: fail}.)"),
    of_body(
        "pages", Level::Fail, check_pages, "a page of a list is at one with itself",
        R"(A 2xx answer to GET with one list in it: no more items than a parameter such as limit or pageSize asked for; a next
cursor or link that is another than the one that led here; hasMore only with somewhere to go on; a total not below
what this page has; and no item twice. What all pages together must hold is for `follow` of a case.

Example: GET /orders?limit=2 answers with three orders.
A finding: /orders: 3 items, limit=2 was asked for

Level: checks: {pages: warn}.)"),
    of_body(
        "filter", Level::Fail, check_filter, "a list that was asked for by a value has only items with it",
        R"(Where a documented parameter of the query is named after a member of the listed items and has its type (status,
customerId), each item of a 2xx answer to GET must have the value that was asked for, in upper or lower case. For an
enum of both and for ids that is a failure. For other texts, numbers and flags it is a warning, and a part of the text
is enough, since many an API searches there. Nothing is said of times, bounds, lists of values, words such as "all",
of parameters whose description speaks of a search or a bound, nor of those that ask for a form (language, fields).

Example: GET /orders?status=open answers with an order that is closed.
A finding: /items/0/status: "closed", status=open was asked for

Level: checks: {filter: warn}.)"),
    of_body(
        "order", Level::Fail, check_order, "a list that was asked for in an order is in it",
        R"(Where a documented parameter such as sort or orderBy lists a member of the items among its values ("amount",
"-amount", "amount:desc"), the items of a 2xx answer to GET must be in the order of that member. Where neither the
value nor a parameter such as direction says which way, either way will do. Numbers and times fail; texts, which are
sorted by many rules, are a warning, and only where all are letters and digits. null may stand at either end.

Example: GET /orders?sort=-amount answers with amounts of 5, 7 and 3.
A finding: /items/1/amount: 7 behind 5, sort=-amount was asked for

Level: checks: {order: warn}.)"),
    of_body(
        "token", Level::Fail, check_token, "tokens and sessions are not empty",
        R"(A string member of a 2xx answer that is called token, accessToken, refreshToken, session, sessionId and so on
must hold something: an empty one passes a schema of type: string and fails in the SDK that gets it. Cursors
of paging are not meant.

Example: {"token": ""}
A finding: /token: is empty

Level: checks: {token: warn}.)"),
    of_body(
        "token.new", Level::Fail, check_token_new, "a session or token that is created is a new one",
        R"(Where the documentation says that a POST creates a session or a token ("Create session", "Generate an access token"),
each 2xx answer must have another: the same for two requests lets the users of one into the session of the other. The
run remembers what it was given. Nothing is said where the page speaks of one that is there already, shows the value
itself, or the request has an Idempotency-Key; where only a 201 of a path such as /sessions says that something was
created, it is a warning. A case that states `unique` says it by itself.

Example: POST /sessions ("Create a session") answers twice with {"session": "s-0000000000000001"}
A finding: /session: the same value came before, in knot.create_session :: a session is created

Level: checks: {token.new: warn}.)"),
    of_body("secrets", Level::Fail, check_secrets, "no secret comes back in an answer",
              R"(A credential or a password that was part of the request, right or wrong, must be nowhere in the answer, neither
body nor headers, in no encoding (JSON escapes, percent, base64, hex): a wrong one is mostly a right one with a slip. A
documented member called token may have it. Nor does an answer have an undocumented member called password or secret
with a value. Findings name the secret and never show it. One of fewer than 8 bytes, or that is one word, counts only
where it is a whole value.

Example: an error that repeats the request, password included.
A finding: /request/password: holds the secret "password" that was sent

Level: checks: {secrets: warn}.)"),
    of_body(
        "internals", Level::Warn, check_internals, "stack traces, SQL errors and paths of the server",
        R"(Texts that no answer should hold: stack traces, exceptions by name, errors of a database, error pages of
frameworks, paths of the server. The patterns are few and certain; one finding of a kind.

Example: {"message": "SQLSTATE[23000]: Integrity constraint violation"}
A finding: the answer holds an SQL error: "SQLSTATE[23000]: Integrity constraint violation"

Level: checks: {internals: fail}.)"),
    of_body("cacheable", Level::Off, check_cacheable, "an answer with a token may be stored by caches",
              R"(An answer that hands out a token should say Cache-Control: no-store (RFC 6749, 5.1, demands it of token
endpoints). Off unless it is asked for, as most APIs leave it out.

Example: 200 with {"token": "abc"} and no Cache-Control.
A finding: /token: a token in an answer without Cache-Control: no-store

Level: checks: {cacheable: warn}.)"),
    automatic(
        "public-cache", Level::Warn, check_public_cache, "what is for one client only is stored for all",
        R"(An answer to a request that needed credentials, one with a token, or one that sets a cookie, must not say
Cache-Control: public or s-maxage: caches between may then hand it to others, which they would not do by themselves
(RFC 9111, 3.5).

Example: GET /me, which needs a key, answers with Cache-Control: public, max-age=60.
A finding: Cache-Control: public lets every cache hand on this answer, which needed credentials

Level: checks: {public-cache: fail}.)"),
    automatic(
        "deprecation", Level::Warn, check_deprecation, "the server announces the end of an operation",
        R"(The headers Deprecation (RFC 9745) and Sunset (RFC 8594) announce that an operation will go. A nightly run is
where somebody should read them.

Example: Sunset: Sat, 31 Oct 2026 23:59:59 GMT
A finding: the server announces that this operation ends: Sat, 31 Oct 2026 23:59:59 GMT

Level: checks: {deprecation: off}.)"),
    stated(
        "expect.headers", "headers", parse_headers, "what the case states of response headers",
        R"(Names of response headers, each with a constant, or with a JSON Schema and the vocabulary that `expect.body`
has. Names compare without case; a header that is not there is a failure.

Example:
    expect: {headers: {Location: {scheme: https, host: example.com}, Retry-After: {type: integer, minimum: 1}}}
A finding: header Location: its host is "evil.test", the case expects example.com or below it

Level: checks: {expect.headers: warn}.)"),
    stated(
        "expect.body", "body", parse_body, "what the case states of the body, by JSONPath",
        R"(JSONPaths (RFC 9535), each with what every value there must be, and there must be one. Anything but a mapping
is a constant. A mapping is a JSON Schema (2020-12, formats asserted), with these words beside it:
    equals: value              oneOfValues: [a, b]      nonEmpty: true
    differsFrom: $.data.token  sameAs: $.id             (a place in the same body, or a value)
    after: now+5m              before: now+1h           tolerance: 2s   (now, now+5m, now-1h, a place, or a time)
    scheme: https              host: example.com        query: {theme: dark}   (of a URL; a host may be below it)

Example:
    expect: {body: {$.session: {minLength: 1}, $.data.refreshToken: {differsFrom: $.data.token}}}
Findings: nothing at $.session
          /data/refreshToken: equals /data/token

Level: checks: {expect.body: warn}.)"),
    stated(
        "expect.optional", "optional", parse_optional, "what the case states of the body where it is there",
        R"(As `expect.body`, for members that may be absent: nothing at a path is fine, but what is there must be right.
What it is compared with may be absent too.

Example:
    expect: {optional: {$.data.expiresIn: {type: integer, minimum: 1}}}
A finding: /data/expiresIn: 0 is below the minimum of 1

Level: checks: {expect.optional: warn}.)"),
    stated(
        "expect.absent", "absent", parse_absent, "what must not be in the body",
        R"(JSONPaths that select nothing in the body: what an answer of this sort must not have, such as an error beside a
result, or a member that only others may see. An answer without a body has none of it.

Example:
    expect: {absent: [$.error, $.data.password]}
A finding: /error: "none" is there, the case expects nothing at $.error

Level: checks: {expect.absent: warn}.)"),
    stated(
        "expect.unique", "unique", parse_unique, "values that never come twice in a run",
        R"(JSONPaths of values that are new each time: sessions, tokens, ids of what is created. The run remembers them
by operation and path, over all its cases. There must be a value.

Example:
    expect: {unique: [$.session]}
A finding: /session: "s-1" came before, in knot.create_session :: a session is created

Level: checks: {expect.unique: warn}.)"),
    stated(
        "expect.xpath", "xpath", parse_xpath, "values of an XML answer are what the case expects",
        R"(XPath 1.0 to a JSON Schema, or to a plain value that must be equal; each match must hold, and there must be
one. What XML has is text, read as the number or boolean that is asked for. Prefixes are those of the answer, and
`_` is its default namespace. The body must be well-formed; one with a document type declaration is not read.

Example:
    expect: {xpath: {/order/@id: "17", count(//item): 2, //_:total: {type: number, minimum: 0}}}
A finding: xpath /order/@id: "18", the case expects "17"

Level: checks: {expect.xpath: warn}.)"),
    stated(
        "latency", "max_time", parse_max_time, "the exchange took no longer than the case allows",
        R"(The time from the start of the request to the last byte of the answer, name lookup and TLS included. Without
max_time there is no budget: a sandbox on a bad day is no breach of contract.

Example:
    expect: {max_time: 2s}
A finding: took 2.41 s, the case allows 2.00 s

Level: checks: {latency: warn}.)"),
};

}  // namespace

std::span<const CheckKind> check_kinds() { return kinds; }

const CheckKind* find_check(std::string_view id) {
  const auto found = std::find_if(std::begin(kinds), std::end(kinds), [&](const auto& kind) { return kind.id == id; });
  return found == std::end(kinds) ? nullptr : &*found;
}

std::vector<std::string> level_names() {
  std::vector<std::string> names;
  for (const auto& kind : kinds) names.emplace_back(kind.id);
  names.emplace_back("schema.prose");
  names.emplace_back("schema.example");
  return names;
}

}  // namespace concord::check
