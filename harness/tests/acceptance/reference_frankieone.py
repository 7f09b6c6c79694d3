"""FrankieOne, from frankieone-create-individual-session.md and frankieone-get-idv-token.md."""

import re

from reference import (MISSING, UUID, Answer, Rule, first_refusal, is_list, is_object, is_text, lacks, lacks_header,
                       member,
                       moment, mutants_of_rules, token, ulid, uuid4, wrong_type)

ACCOUNT = {"FRANKIEONE_API_KEY": "reference-frankieone-key",
           "FRANKIEONE_CUSTOMER_ID": "5f0e8ad1-9b1c-4a5e-8d7c-2f6b3c1d0e9f",
           "FRANKIEONE_ENTITY_ID": "3fa85f64-5717-4562-b3fc-2c963f66afa6"}
SESSION, IDV = "frankieone-session", "frankieone-idv"
SUITES = {SESSION: "frankieone/create-individual-session.suite.yaml", IDV: "frankieone/get-idv-token.suite.yaml"}
DOCUMENTS = ("DRIVERS_LICENCE", "DRIVER_LICENCE", "PASSPORT", "NATIONAL_ID")
ALPHA_3 = re.compile(r"^[A-Z]{3}$")


def error(status, code, message, issue="", location="request"):
    body = {"errorCode": code, "errorMsg": message, "requestId": ulid()}
    if issue:
        body["details"] = [{"issue": issue, "issueLocation": location}]
    return Answer(status, body)


def invalid(issue, location):
    return lambda: error(400, "API-0400", "Multiple Errors: See Issues list", issue, "VALIDATE-" + location)


def no_key():
    return error(401, "AUTH-0401", "Unauthorized", "No api key provided. Access denied.")


def wrong_key():
    return error(401, "AUTH-0002,", "Unauthorized", "Invalid Authentication provided. Access denied.")


def has_other_key(request, body, parameters):
    return request.headers.get("api_key", "") not in ("", ACCOUNT["FRANKIEONE_API_KEY"])


def has_other_customer(request, body, parameters):
    return request.headers.get("x-frankie-customerid", "") not in ("", ACCOUNT["FRANKIEONE_CUSTOMER_ID"])


AUTH = [
    Rule("no-key", lacks_header("api_key"), no_key),
    Rule("a-wrong-key", has_other_key, wrong_key),
    Rule("no-customer-id", lacks_header("X-Frankie-CustomerID"), invalid("X-Frankie-CustomerID is required",
                                                                         "X-Frankie-CustomerID")),
    Rule("an-unknown-customer", has_other_customer, wrong_key),
]
ENTITY = [
    Rule("a-malformed-entity", lambda request, body, parameters: not UUID.match(parameters["entityId"]),
         invalid("entityId in path must be of type uuid", "entityId")),
    Rule("an-unknown-entity", lambda request, body, parameters: bool(UUID.match(parameters["entityId"])) and
         parameters["entityId"].lower() != ACCOUNT["FRANKIEONE_ENTITY_ID"],
         lambda: error(404, "API-0404", "Not Found")),
]
SESSION_FIELDS = [
    Rule("no-session", lacks("session"), invalid("session is required", "session")),
    Rule("session-of-another-type", wrong_type(is_object, "session"), invalid("session must be an object", "session")),
    Rule("providerName-of-another-type", wrong_type(is_text, "session", "providerName"),
         invalid("providerName must be a string", "providerName")),
]


def has_product_of_another_type(request, body, parameters):
    products = member(body, "products")
    return is_list(products) and not all(is_text(one) for one in products)


IDV_TEXTS = ["applicantId", "applicationId", "country", "documentType", "referrer", "relayState", "provider"]
IDV_FIELDS = [
    *[Rule(f"{name}-of-another-type", wrong_type(is_text, name), invalid(f"{name} must be a string",
                                                                         name)) for name in IDV_TEXTS],
    Rule("a-wrong-country", wrong_type(lambda value: not is_text(value) or bool(ALPHA_3.match(value)), "country"),
         invalid("country must be ISO-3166 alpha-3", "country")),
    Rule("an-unknown-document", wrong_type(lambda value: not is_text(value) or value in DOCUMENTS, "documentType"),
         invalid("unknown documentType", "documentType")),
    Rule("products-of-another-type", wrong_type(is_list, "products"), invalid("products must be an array", "products")),
    Rule("a-product-of-another-type", has_product_of_another_type, invalid("products must be strings", "products")),
    Rule("vendorParameters-of-another-type", wrong_type(is_object, "vendorParameters"),
         invalid("vendorParameters must be an object", "vendorParameters")),
    Rule("comment-of-another-type", wrong_type(is_object, "comment"), invalid("comment must be an object", "comment")),
    *[Rule(f"comment-{name}-of-another-type", wrong_type(is_text, "comment", name), invalid(f"{name} must be a string",
                                                                                            name))
      for name in ("text", "entityId", "entityType")],
    Rule("an-unknown-entityType", wrong_type(lambda value: not is_text(value) or value in ("INDIVIDUAL",
                                                                                           "ORGANIZATION", "UNKNOWN"),
                                             "comment", "entityType"), invalid("unknown entityType", "entityType")),
]
CALLER = ["no-key", "a-wrong-key", "no-customer-id", "an-unknown-customer"]
OPEN = {
    SESSION: {**{("403-for-401", rule): 403 for rule in CALLER},
              **{("400-where-open", rule): 400 for rule in ("no-key", "an-unknown-customer")},
              **{("401-where-open", rule): 401 for rule in CALLER},
              **{("404-where-open", rule): 404 for rule in ("a-malformed-entity", "an-unknown-customer")}},
    IDV: {("400-where-open", "an-unknown-customer"): 400, ("401-where-open", "no-customer-id"): 401,
          ("404-where-open", "an-unknown-customer"): 404},
}
RULES = {SESSION: AUTH + ENTITY + SESSION_FIELDS, IDV: AUTH + ENTITY + IDV_FIELDS}

MUTANTS = {
    **mutants_of_rules(SESSION, RULES[SESSION]),
    **mutants_of_rules(IDV, RULES[IDV]),
    "frankieone-session.no-token": "leaves the token out",
    "frankieone-session.token-is-empty": "gives an empty token",
    "frankieone-session.token-is-blank": "gives a token of blanks",
    "frankieone-session.token-is-a-number": "gives a number for the token",
    "frankieone-session.token-repeats": "gives the same token each time",
    "frankieone-session.no-session-object": "leaves session out",
    "frankieone-session.session-is-a-text": "gives a text for session",
    "frankieone-session.no-requestId": "leaves requestId out",
    "frankieone-session.requestId-is-a-number": "gives a number for requestId",
    "frankieone-session.requestId-repeats": "gives the same requestId each time",
    "frankieone-session.sessionId-repeats": "gives the same sessionId each time",
    "frankieone-session.sessionId-is-a-uuid": "gives a sessionId that is no ULID",
    "frankieone-session.sessionId-is-a-number": "gives a number for sessionId",
    "frankieone-session.another-entity": "gives the session of another entity",
    "frankieone-session.another-provider": "gives the session of another provider",
    "frankieone-session.providerName-is-a-list": "gives a list for providerName",
    "frankieone-session.has-expired": "gives a session that has expired",
    "frankieone-session.expires-before-creation": "gives a session that expires before it was created",
    "frankieone-session.created-tomorrow": "gives a session that was created in the future",
    "frankieone-session.expiresAt-is-a-number": "gives seconds for expiresAt",
    "frankieone-session.expiresAt-is-a-date": "gives a date without a time for expiresAt",
    "frankieone-session.createdAt-is-no-time": "gives a text for createdAt that is no time",
    "frankieone-session.createdAt-has-a-blank": "gives createdAt with a blank in place of T",
    "frankieone-session.not-utc": "gives times in a zone of its own",
    "frankieone-session.refuses-a-channel": "refuses a channel of one's own",
    "frankieone-session.refuses-a-long-channel": "refuses a channel of more than 64 characters",
    "frankieone-session.refuses-a-user-name": "refuses X-Frankie-Username",
    "frankieone-session.wants-a-provider": "refuses a session without providerName",
    "frankieone-session.errorCode-is-a-number": "has a number for errorCode",
    "frankieone-session.details-is-an-object": "has an object for details",
    "frankieone-session.issue-is-a-list": "has a list for details[].issue",
    "frankieone-idv.no-token": "leaves the token out",
    "frankieone-idv.token-is-empty": "gives an empty token",
    "frankieone-idv.token-is-a-number": "gives a number for the token",
    "frankieone-idv.token-is-new-each-time": "gives a new token though the old one is alive",
    "frankieone-idv.token-is-new-for-another-request": "gives a new token when the request says less",
    "frankieone-idv.has-expired": "gives a token that has expired",
    "frankieone-idv.tokenExpiry-is-a-number": "gives seconds for tokenExpiry",
    "frankieone-idv.tokenExpiry-is-no-time": "gives a text for tokenExpiry that is no time",
    "frankieone-idv.tokenExpiry-has-no-zone": "gives tokenExpiry without a zone",
    "frankieone-idv.another-applicant": "gives the token of another applicant",
    "frankieone-idv.another-country": "answers with another country",
    "frankieone-idv.another-document": "answers with another document type",
    "frankieone-idv.country-in-two-letters": "answers with an alpha-2 country",
    "frankieone-idv.smsSent-is-a-text": "gives a text for smsSent",
    "frankieone-idv.vendorParameters-is-a-list": "gives a list for vendorParameters",
    "frankieone-idv.vendorParameters-hold-a-number": "gives a number within vendorParameters",
    "frankieone-idv.requestId-repeats": "gives the same requestId each time",
    "frankieone-idv.requestId-is-a-number": "gives a number for requestId",
    "frankieone-idv.refuses-an-empty-object": "refuses an empty object",
    "frankieone-idv.refuses-a-document": "refuses a documented document type",
    "frankieone-idv.refuses-a-comment": "refuses a comment",
    "frankieone-idv.refuses-a-long-channel": "refuses a channel of more than 64 characters",
    "frankieone-idv.errorMsg-is-a-list": "has a list for errorMsg",
    "frankieone-idv.404-for-a-malformed-entity": "answers 404 to an entity id that is no UUID",
    "frankieone-idv.400-for-an-unknown-entity": "answers 400 to an unknown entity",
    "frankieone-idv.403-for-a-wrong-key": "answers 403 to a wrong key",
    "frankieone-session.400-for-an-unknown-entity": "answers 400 to an unknown entity",
    "frankieone-session.key-comes-back": "repeats the API key in an error",
}


def create_session(request, body, parameters, state, behaviour):
    session = {"token": token(), "sessionId": ulid(), "providerName": member(body, "session", "providerName"),
               "entityId": parameters["entityId"], "createdAt": moment(0), "expiresAt": moment(3600)}
    if session["providerName"] is MISSING:
        session["providerName"] = "sardine"
    answer = {"requestId": ulid(), "session": session}
    changes = {
        "token-is-empty": {"token": ""}, "token-is-blank": {"token": " \t"}, "token-is-a-number": {"token": 7},
        "token-repeats": {"token": "always-the-same-token"},
        "sessionId-repeats": {"sessionId": "01HN9XHZN6MGXM9JXG50K59Q85"},
        "sessionId-is-a-uuid": {"sessionId": uuid4()}, "sessionId-is-a-number": {"sessionId": 7},
        "another-entity": {"entityId": uuid4()}, "another-provider": {"providerName": "another"},
        "providerName-is-a-list": {"providerName": ["sardine"]}, "has-expired": {"createdAt": moment(-7200),
                                                                                 "expiresAt": moment(-3600)},
        "expires-before-creation": {"createdAt": moment(120), "expiresAt": moment(60)},
        "created-tomorrow": {"createdAt": moment(86400), "expiresAt": moment(2 * 86400)},
        "expiresAt-is-a-number": {"expiresAt": 4102444800}, "expiresAt-is-a-date": {"expiresAt": "2999-01-01"},
        "createdAt-is-no-time": {"createdAt": "just now"},
        "createdAt-has-a-blank": {"createdAt": moment(0).replace("T", " ")},
        "not-utc": {"createdAt": moment(36000, "+10:00"), "expiresAt": moment(39600, "+10:00")},
    }
    prefix, _, name = behaviour.mutant.partition(".")
    if prefix == SESSION:
        session.update(changes.get(name, {}))
        answer.update({"requestId-repeats": {"requestId": "01HN9XHZN6MGXM9JXG50K59Q85"},
                       "session-is-a-text": {"session": "sardine"},
                       "requestId-is-a-number": {"requestId": 7}}.get(name, {}))
    for name, holder, key in (("no-token", session, "token"), ("no-session-object", answer, "session"),
                              ("no-requestId", answer, "requestId")):
        if behaviour.breaks(f"{SESSION}.{name}"):
            holder.pop(key)
    return Answer(200, answer)


def kept_token(parameters, state):
    return state.setdefault(("idv", parameters["entityId"].lower()), {
        "token": token(20), "tokenExpiry": moment(1800), "applicantId": token(12)})


def get_idv_token(request, body, parameters, state, behaviour):
    body = body if is_object(body) else {}
    kept = kept_token(parameters, state)
    # Whether a kept token comes with what this request says, or with what the first one said, is open.
    source = kept.setdefault("request", body) if behaviour.varies("kept-answers") else body
    answer = {"token": kept["token"], "tokenExpiry": kept["tokenExpiry"], "provider": "OCRLabs", "smsSent": False,
              "vendorParameters": {"tokenURL": "example1.com"}, "requestId": ulid()}
    if behaviour.varies("kept-from-elsewhere"):
        source = {"country": "FRA", "documentType": "LIBRARY_CARD"}
    answer["applicantId"] = kept["applicantId"]
    answer.update({key: source[key] for key in ("country", "documentType") if key in source})
    changes = {
        "token-is-empty": {"token": ""}, "token-is-a-number": {"token": 7},
        "token-is-new-each-time": {"token": token(20)},
        "has-expired": {"tokenExpiry": moment(-3600)}, "tokenExpiry-is-a-number": {"tokenExpiry": 4102444800},
        "tokenExpiry-is-no-time": {"tokenExpiry": "soon"}, "tokenExpiry-has-no-zone": {"tokenExpiry": moment(3600, "")},
        "another-applicant": {"applicantId": uuid4()}, "another-country": {"country": "FRA"},
        "another-document": {"documentType": "LIBRARY_CARD"}, "country-in-two-letters": {"country": "AU"},
        "smsSent-is-a-text": {"smsSent": "no"}, "vendorParameters-is-a-list": {"vendorParameters": ["tokenURL"]},
        "vendorParameters-hold-a-number": {"vendorParameters": {"retries": 3}},
        "requestId-repeats": {"requestId": "01HN9XHZN6MGXM9JXG50K59Q85"}, "requestId-is-a-number": {"requestId": 7},
    }
    prefix, _, name = behaviour.mutant.partition(".")
    if prefix == IDV:
        answer.update(changes.get(name, {}))
        if behaviour.breaks(f"{IDV}.token-is-new-for-another-request") and "country" not in body:
            answer["token"] = token(20)
        if behaviour.breaks(f"{IDV}.no-token"):
            answer.pop("token")
    return Answer(200, answer)


def refuse_too_much(operation, request, body, behaviour):
    """The mutants that refuse what the page allows."""
    channel = request.headers.get("x-frankie-channel", "")
    reasons = {
        f"{SESSION}.refuses-a-channel": channel not in ("", "api", "portal", "smartui") and len(channel) <= 64,
        f"{SESSION}.refuses-a-long-channel": len(channel) > 64, f"{IDV}.refuses-a-long-channel": len(channel) > 64,
        f"{SESSION}.refuses-a-user-name": "x-frankie-username" in request.headers,
        f"{SESSION}.wants-a-provider": member(body, "session") == {},
        f"{IDV}.refuses-an-empty-object": body == {},
        f"{IDV}.refuses-a-document": member(body, "documentType") == "NATIONAL_ID",
        f"{IDV}.refuses-a-comment": is_object(member(body, "comment")),
    }
    if behaviour.mutant.startswith(operation) and reasons.get(behaviour.mutant):
        return error(400, "API-0400", "Multiple Errors: See Issues list")
    return None


def spoil(operation, answer, request, parameters, behaviour):
    """Errors: the mutants that get them wrong, the variations that the pages allow."""
    changes = {f"{SESSION}.errorCode-is-a-number": {"errorCode": 400},
               f"{SESSION}.details-is-an-object": {"details": {"issue": "a"}},
               f"{SESSION}.issue-is-a-list": {"details": [{"issue": ["a"]}]},
               f"{IDV}.errorMsg-is-a-list": {"errorMsg": ["a"]}}
    answer.body.update(changes.get(behaviour.mutant, {}))
    is_malformed = not UUID.match(parameters["entityId"])
    if behaviour.breaks(f"{IDV}.404-for-a-malformed-entity") and is_malformed:
        answer.status = 404
    if behaviour.mutant == f"{operation}.400-for-an-unknown-entity" and answer.status == 404:
        answer.status = 400
    if behaviour.breaks(f"{IDV}.403-for-a-wrong-key") and answer.status == 401:
        answer.status = 403
    if behaviour.breaks(f"{SESSION}.key-comes-back"):
        answer.body["errorMsg"] += " " + request.headers.get("api_key", "")
    if behaviour.varies("gateway-errors") and answer.status in (401, 403):
        answer.body = {"message": "Forbidden"}
    if behaviour.varies("short-errors"):
        answer.body = {"errorMsg": answer.body.get("errorMsg", "")}
    if behaviour.varies("status-in-errors"):
        answer.body["httpStatusCode"] = answer.status
    return answer


def refuses_where_open(operation, body, state, behaviour):
    """What a server may know better than the page."""
    names = {("cannot-restrict", IDV): ("country", "documentType"), ("few-products", IDV): ("products", "provider"),
             ("knows-its-applicants", IDV): ("applicantId",)}
    for (variation, where), members in names.items():
        known = [kept.get("applicantId") for kept in state.values() if is_object(kept)]
        if behaviour.varies(variation) and operation == where and any(
                is_text(member(body, name)) and body[name] not in known or is_list(member(body, name))
                for name in members):
            return error(400, "API-0400", "not for this account")
    if behaviour.varies("few-products") and operation == SESSION and is_text(member(body, "session", "providerName")):
        return error(400, "API-0400", "not for this account")
    return None


def answer(request, body, match, state, behaviour):
    operation, parameters = match
    is_object_or_none = is_object(body) or (operation == IDV and body is MISSING)
    fields = SESSION_FIELDS if operation == SESSION else IDV_FIELDS
    if not is_object_or_none:
        fields = [Rule("another-body", lambda *_: True, invalid("the body must be an object", "body"))]
    rules = ENTITY + fields + AUTH if behaviour.varies("credentials-last") else AUTH + ENTITY + fields
    refused = refuse_too_much(operation, request, body, behaviour) or \
        first_refusal(operation, rules, behaviour, request, body, parameters, OPEN[operation]) or \
        refuses_where_open(operation, body, state, behaviour)
    if refused is None:
        make = create_session if operation == SESSION else get_idv_token
        return make(request, body, parameters, state, behaviour)
    return refused if refused.status == 500 else spoil(operation, refused, request, parameters, behaviour)


def bad_body():
    return error(400, "API-0400", "Multiple Errors: See Issues list", "the body is not JSON", "VALIDATE-body")


ROUTES = [(re.compile(r"^/v2/individuals/(?P<entityId>[^/]+)/sessions$"), SESSION),
          (re.compile(r"^/v2/individuals/(?P<entityId>[^/]+)/actions/idv/token$"), IDV)]
OPTIONAL = [("session", "sessionId"), ("session", "providerName"), ("session", "entityId"), ("session", "createdAt"),
            ("session", "expiresAt"), ("tokenExpiry",), ("provider",), ("smsSent",), ("vendorParameters",),
            ("applicantId",),
            ("country",), ("documentType",)]
