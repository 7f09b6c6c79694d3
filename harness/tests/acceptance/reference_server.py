"""One process that answers for all five operations as their pages say.

    reference_server.py [--port N] [--mutant NAME] [--variation NAME] [--list]

A path that begins with /mutant/NAME or /variation/NAME is answered with that breach or variation, so that one process
serves them all; each has a memory of its own. The first line on standard output is the port.
"""

import argparse
import asyncio
import copy
import gzip
import json
import sys

import page_facts
import reference_complycube
import reference_finhub
import reference_frankieone
import reference_knot
from reference import MISSING, Answer, Behaviour, Request, is_object, token

PROVIDERS = [reference_frankieone, reference_finhub, reference_knot, reference_complycube]
OPERATIONS = {"frankieone-session": reference_frankieone, "frankieone-idv": reference_frankieone,
              "finhub": reference_finhub,
              "knot": reference_knot, "complycube": reference_complycube}
SUITES = {**reference_frankieone.SUITES,
          **{provider.OPERATION: provider.SUITE for provider in (reference_finhub, reference_knot,
                                                                 reference_complycube)}}
ACCOUNT = {name: value for provider in PROVIDERS for name, value in provider.ACCOUNT.items()}

# A valid body: what a server that does not look at the body takes a wrong one for.
SAMPLES = {
    "frankieone-session": {"session": {"providerName": "sardine"}},
    "frankieone-idv": {"applicantId": "412e8c806fdfb0bb19b5", "country": "AUS", "documentType": "PASSPORT"},
    "finhub": {"username": ACCOUNT["FINHUB_USERNAME"], "password": ACCOUNT["FINHUB_PASSWORD"],
               "tenantKey": ACCOUNT["FINHUB_TENANT_KEY"], "tenantSecret": ACCOUNT["FINHUB_TENANT_SECRET"]},
    "knot": {"type": "link", "external_user_id": "a"},
    "complycube": {"clientId": ACCOUNT["COMPLYCUBE_CLIENT_ID"], "checkTypes": ["document_check"],
                   "successUrl": "https://www.example.com/success", "cancelUrl": "https://www.example.com/cancel"},
}

# Breaches of what holds for every operation: of the request's body, of the status, of the form of the answer.
COMMON = {
    "accepts-other-content-types": "takes a body that is sent as text/plain",
    "accepts-malformed-json": "takes what is no JSON",
    "accepts-no-body": "takes a request without a body",
    "accepts-a-list": "takes a list for the body",
    "fails-on-malformed-json": "answers 500 to malformed JSON",
    "fails-on-a-list": "answers 500 to a list for the body",
    "200-for-errors": "answers errors with 200",
    "500-for-errors": "answers errors with 500",
    "422-for-errors": "answers errors with 422",
    "201-for-success": "answers success with 201",
    "202-for-success": "answers success with 202",
    "204-for-success": "answers success with 204 and no body",
    "redirects": "answers success with a redirect",
    "success-without-body": "answers 200 with no body",
    "success-is-html": "says text/html for a JSON body",
    "success-without-content-type": "answers 200 without Content-Type",
    "success-in-another-charset": "says charset=utf-16 for JSON",
    "success-is-no-json": "answers 200 with text after the JSON value",
    "success-has-a-bom": "begins the JSON with a byte order mark",
    "success-has-a-key-twice": "answers with a key twice",
    "success-has-nan": "answers with NaN",
    "success-is-not-utf8": "answers with bytes that are no UTF-8",
    "success-is-a-list": "wraps the answer in a list",
    "success-is-null": "answers null",
    "success-is-an-empty-object": "answers {}",
    "success-has-an-envelope": "wraps the answer in {result: …}",
    "success-in-other-case": "spells the members of the answer in upper case",
}
# Only where the page documents a body for errors.
COMMON_ERRORS = {
    "errors-without-body": "answers errors with no body",
    "errors-are-html": "answers errors in HTML",
    "errors-are-empty-objects": "answers errors with {}",
    "errors-are-another-object": "answers errors with an object of its own",
    "errors-are-texts": "answers errors with a JSON text",
    "errors-say-text-plain": "says text/plain for the JSON of an error",
}
# What looks like a breach and is none: it must stay green.
NO_SUCH_PROMISE = {
    "frankieone-idv.accepts-no-body": "the body is optional there, and so are its members",
    "frankieone-session.errors-are-empty-objects": "no member of an error is required",
    "frankieone-idv.errors-are-empty-objects": "no member of an error is required",
    "frankieone-session.errors-are-another-object": "no member of an error is required, and others may be there",
    "frankieone-idv.errors-are-another-object": "no member of an error is required, and others may be there",
    "complycube.no-theme": "that the URL tells the theme rests on one sample",
    "finhub.refuses-other-platforms": "which platforms there are is not said",
    "finhub.refuses-a-credential-type": "how a type of credentials goes with a user name is not said",
    "finhub.expiresAt-is-no-time": "a timestamp of no stated form",
    "complycube.refuses-a-check": "which checks an account has is not said",
    "frankieone-idv.refuses-a-document": "a provider may not be able to restrict to a document type",
    "frankieone-idv.another-country": "an answer may tell of whoever asked for the kept token first",
    "frankieone-idv.another-document": "an answer may tell of whoever asked for the kept token first",
    "knot.other-words-for-no-credentials": "the words shown are about a wrong client_id or secret",
    "knot.other-code-for-no-credentials": "the code shown is that of a wrong client_id or secret",
}

VARIATIONS = {
    "none": "nothing special",
    "reversed-keys": "members in another order",
    "integers-as-1.0": "1.0 for an integer",
    "offset-for-z": "+00:00 for Z",
    "whole-seconds": "times without a fraction",
    "nanoseconds": "times with nine digits of a fraction",
    "gzip": "bodies compressed, where the client takes that",
    "chunked": "bodies in chunks",
    "more-headers": "headers that nobody asked for",
    "lower-case-headers": "header names in lower case",
    "charset": "application/json; charset=utf-8",
    "capitals": "Application/JSON",
    "indented": "JSON over several lines, with escapes",
    "fewer-members": "optional members left out",
    "more-members": "members that are not documented",
    "close": "a connection for each request",
    "until-close": "bodies that end with the connection, as HTTP/1.0 has it",
    "credentials-last": "validation before authentication",
    "credentials-first": "authentication before validation",
    "whole-login": "all four credentials of FinHub are wanted",
    "403-for-401": "403 where 401 is as good",
    "400-where-open": "400 where it is as good as another status",
    "401-where-open": "401 where it is as good as another status",
    "404-where-open": "404 where it is as good as another status",
    "415-for-content-types": "415 for another content type",
    "short-errors": "errors with a message only",
    "status-in-errors": "errors with httpStatusCode, as the examples have it",
    "tenant-of-the-header": "the tenant of the header comes back, whatever the body says",
    "no-undocumented-bodies": "no body where none is documented",
    "text-for-undocumented": "a text where no body is documented",
    "kept-answers": "a kept token comes with the members of the first request",
    "no-default-theme": "no theme in the redirect unless one was asked for",
    "more-in-the-query": "further parameters in the redirect",
    "strict-where-open": "refuses what the page leaves open",
    "lenient-where-open": "takes what the page leaves open",
    "other-words-where-open": "messages of its own where none is documented",
    "gateway-errors": "errors of a gateway, which has words of its own, for callers that it does not know",
    "other-times": "a time of expiry in a form of its own, where the page states none",
    "knows-its-clients": "refuses platforms, devices and clients that it does not know",
    "one-way-to-log-in": "refuses a credential type beside, or in place of, the user name",
    "cannot-restrict": "refuses a country and a document type",
    "knows-its-applicants": "refuses an applicant and a provider that it does not know",
    "kept-from-elsewhere": "already holds a token of another applicant, country and document",
    "few-products": "refuses checks, products and providers that the account does not have",
    "own-words-without-credentials": "other words where there are no credentials at all",
    "minimal": "says and takes what must be, and nothing else",
    "strict": "refuses all that a page lets it refuse, in the order of its own",
    "odd": "does everything else in the least usual way that a page allows",
}
# Whole servers of a style: what a page leaves to them, decided in one direction.
STYLES = {
    "minimal": frozenset({"fewer-members", "short-errors", "no-undocumented-bodies", "no-default-theme",
                          "tenant-of-the-header", "lenient-where-open", "close"}),
    "strict": frozenset({"strict-where-open", "415-for-content-types", "credentials-first", "whole-login",
                         "knows-its-clients", "one-way-to-log-in", "cannot-restrict", "knows-its-applicants",
                         "few-products", "400-where-open", "whole-seconds"}),
    "odd": frozenset({"reversed-keys", "more-members", "integers-as-1.0", "other-times", "gateway-errors",
                      "kept-from-elsewhere", "own-words-without-credentials", "text-for-undocumented",
                      "more-in-the-query",
                      "other-words-where-open", "404-where-open", "chunked", "lower-case-headers", "nanoseconds",
                      "more-headers", "charset"}),
}


def documents_error_bodies(operation):
    return operation != "finhub"


def all_mutants():
    mutants = {}
    for provider in PROVIDERS:
        mutants.update(provider.MUTANTS)
    for operation in OPERATIONS:
        common = {**COMMON, **(COMMON_ERRORS if documents_error_bodies(operation) else {})}
        mutants.update({f"{operation}.{name}": what for name, what in common.items()})
    return dict(sorted(mutants.items()))


MUTANTS = all_mutants()
BREACHES = page_facts.BREACHES
FREEDOMS = {name: MUTANTS[name] for name in sorted(NO_SUCH_PROMISE)}


# ---- from a request to an answer -------------------------------------------------------------------------------------

def read_json(raw):
    def no_constants(name):
        raise ValueError(name)

    return json.loads(raw.decode("utf-8"), parse_constant=no_constants)


def judge_body(operation, provider, request, behaviour):
    """The body's value, and the answer to a body that cannot be read."""
    common = behaviour.mutant.partition(".")[2] if behaviour.mutant.startswith(operation + ".") else ""
    if not request.raw:
        if operation == "frankieone-idv" and not behaviour.varies("strict-where-open"):
            return MISSING, None
        return (SAMPLES[operation], None) if common == "accepts-no-body" else (None, provider.bad_body())
    if request.media_type != "application/json" and common != "accepts-other-content-types":
        if behaviour.varies("415-for-content-types"):
            return None, Answer(415)
        return None, provider.bad_body()
    try:
        body = read_json(request.raw)
    except ValueError:
        if common == "fails-on-malformed-json":
            return None, Answer(500, {"message": "Server Error"})
        return (SAMPLES[operation], None) if common == "accepts-malformed-json" else (None, provider.bad_body())
    if not is_object(body):
        if common == "fails-on-a-list":
            return None, Answer(500, {"message": "Server Error"})
        if common == "accepts-a-list":
            return SAMPLES[operation], None
    return body, None


def spoil_error(answer, common):
    statuses = {"200-for-errors": 200, "500-for-errors": 500, "422-for-errors": 422}
    answer.status = statuses.get(common, answer.status)
    bodies = {"errors-without-body": MISSING, "errors-are-empty-objects": {},
              "errors-are-another-object": {"reason": "no"},
              "errors-are-texts": "no"}
    if common in bodies:
        answer.body = bodies[common]
    if common == "errors-say-text-plain":
        answer.headers["Content-Type"] = "text/plain"
    if common == "errors-are-html":
        answer.body, answer.headers["Content-Type"] = b"<html><body>No</body></html>", "text/html"
    return answer


def spoil_success(answer, common):
    text = json.dumps(answer.body)
    answer.status = {"201-for-success": 201, "202-for-success": 202}.get(common, answer.status)
    if common == "204-for-success":
        return Answer(204)
    if common == "redirects":
        return Answer(302, MISSING, {"Location": "https://www.example.com/"})
    headers = {"success-is-html": "text/html", "success-in-another-charset": "application/json; charset=utf-16"}
    if common in headers:
        answer.headers["Content-Type"] = headers[common]
    if common == "success-without-content-type":
        answer.headers["Content-Type"] = ""
    raw = {"success-is-no-json": text + " done", "success-has-a-bom": "\ufeff" + text,
           "success-has-a-key-twice": '{"twice": 1, "twice": 2, ' + text[1:],
           "success-has-nan": '{"nothing": NaN, ' + text[1:]}
    if common in raw:
        answer.body = raw[common].encode()
    if common == "success-is-not-utf8":
        answer.body = b'{"name": "\xff\xfe", ' + text[1:].encode()
    bodies = {"success-without-body": MISSING, "success-is-a-list": [answer.body], "success-is-null": None,
              "success-is-an-empty-object": {}, "success-has-an-envelope": {"result": answer.body}}
    if common in bodies:
        answer.body = bodies[common]
    if common == "success-in-other-case":
        answer.body = {key.upper(): value for key, value in answer.body.items()}
    return answer


def is_right_login(body):
    return body.get("username") == ACCOUNT["FINHUB_USERNAME"] and body.get("password") == ACCOUNT["FINHUB_PASSWORD"]


def wrong_logins(operation, request, body):
    """The accounts that a request names with a wrong credential, with the scheme.

    That is what a provider locks an account for.
    """
    found = []
    if operation == "knot":
        user, secret = given if (given := reference_knot.credentials(request)) is not MISSING else ("", "")
        if user == ACCOUNT["KNOT_CLIENT_ID"] and secret != ACCOUNT["KNOT_SECRET"]:
            found.append(("basic", user))
    if operation == "finhub" and is_object(body):
        is_by_name = body.get("username") == ACCOUNT["FINHUB_USERNAME"] and "credentialType" not in body
        if is_by_name and not is_right_login(body):
            found.append(("password", body["username"]))
    if (
        operation.startswith("frankieone")
        and request.headers.get("api_key", ACCOUNT["FRANKIEONE_API_KEY"]) != ACCOUNT["FRANKIEONE_API_KEY"]
    ):
        found.append(("api key", request.headers.get("x-frankie-customerid", "")))
    if operation == "complycube" and " " not in request.headers.get("authorization", " "):
        if request.headers["authorization"] != ACCOUNT["COMPLYCUBE_API_KEY"]:
            found.append(("api key", ""))
    return found


def count_wrong_logins(operation, request, body, memory):
    """Accounts lock: each may be tried with a wrong credential once, or once more after a right login (FinHub's, which
    cases do in between). More is complained of."""
    counts = memory.setdefault("wrong logins", {})
    wrong = wrong_logins(operation, request, body)
    if operation == "finhub" and not wrong and is_object(body) and is_right_login(body):
        counts.clear()
    for scheme, account in wrong:
        key = (operation, scheme, account)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] > 1:
            print(
                f"{operation}: wrong credentials by {scheme} for the account {account!r}, {counts[key]} times",
                file=sys.stderr,
                flush=True,
            )


def read_leniently(raw):
    try:
        return json.loads(raw.decode())
    except ValueError:
        return MISSING


def answer_with_breach(breach, provider, request, place, memory, behaviour):
    """What a server answers that breaks this promise and no other."""
    operation, parameters = place
    changed = read_leniently(request.raw)
    if breach.on_request:
        changed = breach.on_request(request, changed, parameters)
    body, answer = judge_body(operation, provider, request, behaviour)
    asked = changed if answer is None and body is not MISSING else body
    if answer is None:
        answer = provider.answer(request, asked, place, memory, behaviour)
    answer.body = copy.deepcopy(answer.body)
    members = asked if is_object(asked) else {}
    if breach.refusal and answer.status == 200 and breach.refusal(request, members, parameters):
        answer = provider.bad_body()
    if breach.on_answer:
        breach.on_answer(answer, request, read_leniently(request.raw), parameters)
    return answer


def respond(request, mutant, variations, memory):
    behaviour = Behaviour(mutant, variations, frozenset(MUTANTS))
    for provider in PROVIDERS:
        for pattern, operation in provider.ROUTES:
            match = pattern.match(request.path)
            if not match:
                continue
            if request.method != "POST":
                return provider, Answer(405, MISSING, {"Allow": "POST"})
            common = mutant.partition(".")[2] if mutant.startswith(operation + ".") else ""
            if mutant in BREACHES and mutant.startswith(operation + "."):
                count_wrong_logins(operation, request, read_leniently(request.raw), memory)
                place = (operation, match.groupdict())
                return provider, answer_with_breach(BREACHES[mutant], provider, request, place, memory, behaviour)
            body, answer = judge_body(operation, provider, request, behaviour)
            count_wrong_logins(operation, request, body, memory)
            if answer is None:
                answer = provider.answer(request, body, (operation, match.groupdict()), memory, behaviour)
            if answer.status >= 400:
                return provider, spoil_error(answer, common)
            return provider, spoil_success(answer, common)
    return None, Answer(404, {"message": "no such path"})


# ---- variations of the wire ------------------------------------------------------------------------------------------

def reversed_keys(value):
    if isinstance(value, dict):
        return {key: reversed_keys(value[key]) for key in reversed(list(value))}
    return [reversed_keys(one) for one in value] if isinstance(value, list) else value


def with_floats(value):
    if isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return {key: with_floats(one) for key, one in value.items()}
    if isinstance(value, list):
        return [with_floats(one) for one in value]
    return float(value) if isinstance(value, int) else value


def with_times(value, change):
    if isinstance(value, dict):
        return {key: with_times(one, change) for key, one in value.items()}
    if isinstance(value, list):
        return [with_times(one, change) for one in value]
    is_time = isinstance(value, str) and len(value) == 24 and value[10] == "T" and value.endswith("Z")
    return change(value) if is_time else value


def with_more_members(value):
    if isinstance(value, dict) and "tokenURL" not in value:
        return {**{key: with_more_members(one) for key, one in value.items()}, "addedLater": {"note": "new"}}
    return value


def without_optional(value, places):
    value = json.loads(json.dumps(value))
    for *outer, last in places:
        holder = value
        for name in outer:
            holder = holder.get(name, {})
        holder.pop(last, None)
    return value


def vary_body(body, variations, provider, status):
    if "fewer-members" in variations and status == 200 and provider:
        body = without_optional(body, provider.OPTIONAL)
    changes = {"reversed-keys": reversed_keys, "integers-as-1.0": with_floats, "more-members": with_more_members,
               "offset-for-z": lambda value: with_times(value, lambda time: time[:-1] + "+00:00"),
               "nanoseconds": lambda value: with_times(value, lambda time: time[:-1] + "456789Z"),
               "whole-seconds": lambda value: with_times(value, lambda time: time[:19] + "Z")}
    for name in sorted(variations & changes.keys()):
        body = changes[name](body)
    return body


def write_body(answer, variations, provider):
    if answer.body is MISSING:
        return b""
    if isinstance(answer.body, bytes):
        return answer.body
    body = vary_body(answer.body, variations, provider, answer.status)
    if "indented" in variations:
        return json.dumps(body, indent=4, ensure_ascii=True).replace("/", "\\/").encode() + b"\n"
    # A server that takes a request without a member may have to answer with it.
    return json.dumps(body, ensure_ascii=False, default=lambda missing: None).encode()


def write_answer(answer, variations, provider, request):
    body = write_body(answer, variations, provider)
    headers = {"Date": "Thu, 01 Jan 2026 00:00:00 GMT", **answer.headers}
    if body and "Content-Type" not in headers:
        types = {"charset": "application/json; charset=utf-8", "capitals": "Application/JSON"}
        headers["Content-Type"] = next((types[name] for name in types if name in variations), "application/json")
    if not headers.get("Content-Type", "x"):
        del headers["Content-Type"]
    if "gzip" in variations and body and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
    if "more-headers" in variations:
        headers.update({"X-Request-Id": token(16), "Server": "reference", "Vary": "Origin", "X-Empty": "",
                        "Set-Cookie": "seen=1; Secure; HttpOnly", "Cache-Control": "no-store"})
    if variations & {"close", "until-close"}:
        headers["Connection"] = "close"
    if "chunked" in variations:
        headers["Transfer-Encoding"] = "chunked"
        pieces = [body[i:i + 7] for i in range(0, len(body), 7)] + [b""]
        body = b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces)
    elif "until-close" not in variations:
        headers["Content-Length"] = str(len(body))
    change = str.lower if "lower-case-headers" in variations else str
    lines = [f"HTTP/1.1 {answer.status} Answer"] + [f"{change(name)}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


# ---- connections -----------------------------------------------------------------------------------------------------

async def read_request(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")[:-2]
    method, target, _ = first.split(" ", 2)
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    raw = await reader.readexactly(int(headers.get("content-length") or 0))
    path, _, query = target.partition("?")
    return Request(method, path, headers, raw, query)


class Server:
    def __init__(self, mutant, variation):
        self.mutant, self.variation, self.memories = mutant, variation, {}

    def answer(self, request):
        mutant, variation = self.mutant, self.variation
        _, kind, name, rest = (request.path.split("/", 3) + ["", "", ""])[:4]
        if kind in ("mutant", "variation"):
            mutant, variation = (name, "") if kind == "mutant" else ("", name)
            request.path = "/" + rest
        is_known = mutant in {"", *MUTANTS, *BREACHES} and variation in {"", *VARIATIONS}
        if not is_known:
            return Answer(404, {"message": "no such mutant or variation"}), frozenset(), None, request
        variations = STYLES.get(variation, frozenset([variation]))
        provider, answer = respond(request, mutant, variations, self.memories.setdefault((mutant, variation), {}))
        return answer, variations, provider, request

    async def serve(self, reader, writer):
        try:
            while True:
                answer, variations, provider, request = self.answer(await read_request(reader))
                writer.write(write_answer(answer, variations, provider, request))
                await writer.drain()
                if variations & {"close", "until-close"}:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def run(options):
    server = await asyncio.start_server(Server(options.mutant, options.variation).serve, "127.0.0.1", options.port)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--mutant", default="", choices=["", *MUTANTS], metavar="NAME")
    parser.add_argument("--variation", default="", choices=["", *VARIATIONS], metavar="NAME")
    parser.add_argument("--list", action="store_true", help="print the names of mutants and variations")
    options = parser.parse_args()
    if options.list:
        for name, what in {**MUTANTS, **{f"variation {name}": what for name, what in VARIATIONS.items()}}.items():
            print(f"{name:60} {what}")
        return
    try:
        asyncio.run(run(options))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
