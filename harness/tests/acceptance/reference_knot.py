"""Knot, from knot-create-session.md."""

import base64
import binascii
import re

from reference import (MISSING, Answer, Rule, first_refusal, is_bool, is_object, is_text, lacks, member,
                       mutants_of_rules,
                       uuid4, wrong_type)

ACCOUNT = {"KNOT_CLIENT_ID": "reference-client", "KNOT_SECRET": "reference-knot-secret"}
OPERATION = "knot"
SUITE = "knot/create-session.suite.yaml"
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
E164 = re.compile(r"^\+[1-9]\d{1,14}$")


def error(status, error_type, code, message):
    return Answer(status, {"error_type": error_type, "error_code": code, "error_message": message})


def invalid(message):
    return lambda: error(400, "INVALID_REQUEST", "INVALID_FIELD", message)


def unauthorized():
    return error(401, "INVALID_INPUT", "INVALID_API_KEYS", "Invalid client_id or secret provided.")


def credentials(request):
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return MISSING
    try:
        user, _, password = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return MISSING
    return user, password


def has_no_credentials(request, body, parameters):
    return "authorization" not in request.headers


def has_wrong_secret(request, body, parameters):
    given = credentials(request)
    return given is not MISSING and given[1] != ACCOUNT["KNOT_SECRET"]


def has_wrong_client(request, body, parameters):
    given = credentials(request)
    return given is not MISSING and given[0] != ACCOUNT["KNOT_CLIENT_ID"]


def has_other_scheme(request, body, parameters):
    return "authorization" in request.headers and credentials(request) is MISSING


def one_of(*values):
    return lambda value: isinstance(value, str) and value in values


def is_phone(value):
    return is_text(value) and bool(E164.match(value))


def is_email(value):
    return is_text(value) and bool(EMAIL.match(value))


def lacks_card(request, body, parameters):
    return member(body, "type") == "card_switcher" and member(body, "card_id") is MISSING


def has_empty_card(request, body, parameters):
    return member(body, "type") == "card_switcher" and member(body, "card_id") == ""


AUTH = [
    Rule("no-credentials", has_no_credentials, unauthorized),
    Rule("another-scheme", has_other_scheme, unauthorized),
    Rule("a-wrong-secret", has_wrong_secret, unauthorized),
    Rule("a-wrong-client", has_wrong_client, unauthorized),
]
FIELDS = [
    Rule("no-type", lacks("type"), invalid("The type field is required.")),
    Rule("an-unknown-type", wrong_type(one_of("card_switcher", "transaction_link", "link"), "type"),
         lambda: error(400, "INVALID_INPUT", "PRODUCT_NOT_VALID", "The selected type is invalid.")),
    Rule("no-external-user-id", lacks("external_user_id"), invalid("The external user id field is required.")),
    Rule("external-user-id-of-another-type", wrong_type(is_text, "external_user_id"),
         invalid("The external user id must be a string.")),
    Rule("no-card-id", lacks_card, invalid("The card_id field is required when type = card_switcher.")),
    Rule("an-empty-card-id", has_empty_card, invalid("The card_id field is required when type = card_switcher.")),
    Rule("card-id-of-another-type", wrong_type(is_text, "card_id"), invalid("The card id must be a string.")),
    Rule("a-wrong-phone-number", wrong_type(is_phone, "phone_number"), invalid("The phone number format is invalid.")),
    Rule("a-wrong-email", wrong_type(is_email, "email"), invalid("The email must be a valid email address.")),
    Rule("a-wrong-processor-token", wrong_type(is_text, "processor_token"),
         invalid("The processor token must be a string.")),
    Rule("card-of-another-type", wrong_type(is_object, "card"), invalid("The card must be an object.")),
    Rule("a-wrong-card-blocked", wrong_type(is_bool, "card", "blocked"),
         invalid("The card.blocked field must be true or false.")),
    Rule("a-wrong-card-has-funds", wrong_type(is_bool, "card", "has_funds"),
         invalid("The card.has_funds field must be true or false.")),
]
RULES = AUTH + FIELDS
WORDED = ["no-type", "an-unknown-type", "no-external-user-id", "no-card-id", "a-wrong-phone-number", "a-wrong-email",
          "a-wrong-processor-token", "a-wrong-card-blocked", "no-credentials", "a-wrong-secret"]

MUTANTS = {
    **mutants_of_rules(OPERATION, RULES),
    **{f"knot.other-words-for-{name}": f"says {name.replace('-', ' ')} in other words" for name in WORDED},
    **{f"knot.other-code-for-{name}": f"has another error_code for {name.replace('-', ' ')}" for name in WORDED},
    "knot.other-error-type": "has another error_type for a missing type",
    "knot.403-for-a-wrong-secret": "answers 403 to a wrong secret",
    "knot.no-session": "leaves the session out",
    "knot.session-is-empty": "gives an empty session",
    "knot.session-is-blank": "gives a session of blanks",
    "knot.session-is-a-number": "gives a number for the session",
    "knot.session-is-an-object": "gives an object for the session",
    "knot.session-is-null": "gives null for the session",
    "knot.session-repeats": "gives the same session each time",
    "knot.session-repeats-for-a-user": "gives one user the same session each time",
    "knot.secret-comes-back": "repeats the secret in an error",
    "knot.error-code-of-no-list": "has an error_code that is not listed",
    "knot.error-message-is-a-list": "has a list for error_message",
    "knot.error-type-is-a-number": "has a number for error_type",
    "knot.session-beside-an-error": "gives a session beside an error",
    "knot.refuses-link": "refuses the documented type link",
    "knot.refuses-a-minimal-request": "wants a card_id of every type",
}


def success(request, body, state, behaviour):
    session = uuid4()
    if behaviour.breaks("knot.session-repeats"):
        session = "915efe72-5136-4652-891d-d9d48003c102"
    if behaviour.breaks("knot.session-repeats-for-a-user"):
        session = state.setdefault(("knot", str(member(body, "external_user_id"))), session)
    values = {"knot.session-is-empty": "", "knot.session-is-blank": "  ", "knot.session-is-a-number": 7,
              "knot.session-is-an-object": {"id": session}, "knot.session-is-null": None}
    if behaviour.mutant in values:
        session = values[behaviour.mutant]
    return Answer(200, {} if behaviour.breaks("knot.no-session") else {"session": session})


def change_words(answer, request, body, behaviour):
    """The mutants that get an error's body wrong."""
    for rule in RULES:
        is_other_words = behaviour.mutant == f"knot.other-words-for-{rule.name}"
        is_other_code = behaviour.mutant == f"knot.other-code-for-{rule.name}"
        if not (is_other_words or is_other_code) or not rule.is_broken(request, body, {}):
            continue
        if is_other_words:
            answer.body["error_message"] += " Please try again."
        else:
            answer.body["error_code"] = "INVALID_JWE"
    if behaviour.breaks("knot.other-error-type") and answer.body.get("error_message") == "The type field is required.":
        answer.body["error_type"] = "USER_ERROR"
    if behaviour.breaks("knot.error-code-of-no-list") and answer.status == 400:
        answer.body["error_code"] = "TEAPOT"
    if behaviour.breaks("knot.error-type-is-a-number"):
        answer.body["error_type"] = 400
    if behaviour.breaks("knot.session-beside-an-error"):
        answer.body["session"] = uuid4()
    if behaviour.breaks("knot.error-message-is-a-list"):
        answer.body["error_message"] = [answer.body["error_message"]]
    if behaviour.breaks("knot.403-for-a-wrong-secret") and answer.status == 401 and "authorization" in request.headers:
        answer.status = 403
    if behaviour.breaks("knot.secret-comes-back") and answer.status == 400:
        answer.headers["X-Debug"] = ACCOUNT["KNOT_SECRET"]
    return answer


def answer(request, body, match, state, behaviour):
    fields = FIELDS if is_object(body) else [Rule("no-type", lambda *_: True, invalid("The type field is required."))]
    if behaviour.breaks("knot.refuses-link") and member(body, "type") == "link":
        return error(400, "INVALID_INPUT", "PRODUCT_NOT_VALID", "The selected type is invalid.")
    if behaviour.breaks("knot.refuses-a-minimal-request") and member(body, "card_id") is MISSING:
        return error(400, "INVALID_REQUEST", "INVALID_FIELD",
                     "The card_id field is required when type = card_switcher.")
    rules = fields + AUTH if behaviour.varies("credentials-last") else AUTH + fields
    refused = first_refusal(OPERATION, rules, behaviour, request, body, {})
    if refused and refused.status == 401 and behaviour.varies("own-words-without-credentials") and \
            credentials(request) is MISSING:
        refused.body = {"message": "Unauthorized"}
    if refused is None:
        return success(request, body, state, behaviour)
    return change_words(refused, request, body, behaviour) if is_object(refused.body) else refused


def bad_body():
    return error(400, "INVALID_REQUEST", "INVALID_FIELD", "The type field is required.")


ROUTES = [(re.compile(r"^/session/create$"), OPERATION)]
OPTIONAL = []  # the answer has one member, which is what the call is for
