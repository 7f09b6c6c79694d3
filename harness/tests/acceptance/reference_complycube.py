"""ComplyCube, from complycube-create-flow-session.md."""

import re

from reference import (MISSING, Answer, Rule, first_refusal, is_bool, is_list, is_object, is_text, lacks, member,
                       mutants_of_rules, token, wrong_type)

ACCOUNT = {"COMPLYCUBE_API_KEY": "test_reference-complycube-key", "COMPLYCUBE_CLIENT_ID": "5ebd40714f23960004c81527"}
OPERATION = "complycube"
SUITE = "complycube/create-flow-session.suite.yaml"
CHECKS = {"standard_screening_check", "extensive_screening_check", "document_check", "identity_check",
          "enhanced_identity_check", "proof_of_address_check", "face_authentication_check", "age_estimation_check"}
DOCUMENTS = ["passport", "driving_license", "residence_permit", "national_identity_card"]


def invalid(name):
    return lambda: Answer(400, {"type": "invalid_request", "message": f"'{name}' is invalid", "param": name})


def unauthorized():
    return Answer(401, {"type": "not_authorized", "message": "No valid API key was provided."})


def is_other_key(request, body, parameters):
    return request.headers.get("authorization", "") not in ("", ACCOUNT["COMPLYCUBE_API_KEY"])


def is_other_client(request, body, parameters):
    value = member(body, "clientId")
    return is_text(value) and value != ACCOUNT["COMPLYCUBE_CLIENT_ID"]


def has_unknown_check(request, body, parameters):
    value = member(body, "checkTypes")
    return is_list(value) and any(is_text(one) and one not in CHECKS for one in value)


def has_check_of_another_type(request, body, parameters):
    value = member(body, "checkTypes")
    return is_list(value) and not all(is_text(one) for one in value)


AUTH = [
    Rule("no-key", lambda request, *_: not request.headers.get("authorization"), unauthorized),
    Rule("a-wrong-key", is_other_key, unauthorized),
]
FIELDS = [
    *[Rule(f"no-{name}", lacks(name), invalid(name)) for name in ("clientId", "checkTypes", "successUrl", "cancelUrl")],
    *[Rule(f"{name}-of-another-type", wrong_type(is_text, name), invalid(name))
      for name in ("clientId", "successUrl", "cancelUrl", "language", "theme", "supportEmail")],
    *[Rule(f"{name}-of-another-type", wrong_type(is_bool, name), invalid(name))
      for name in ("enableMonitoring", "allowDocumentUpload")],
    *[Rule(f"{name}-of-another-type", wrong_type(is_object, name), invalid(name)) for name in ("messages",
                                                                                               "documentTypes")],
    *[Rule(f"{name}-of-another-type", wrong_type(is_bool, "documentTypes", name), invalid(f"documentTypes.{name}"))
      for name in DOCUMENTS],
    *[Rule(f"{screen}-of-another-type", wrong_type(is_object, "messages", screen), invalid(f"messages.{screen}"))
      for screen in ("intro", "completion")],
    *[Rule(f"{screen}-{part}-of-another-type", wrong_type(is_text, "messages", screen, part),
           invalid(f"messages.{screen}.{part}"))
      for screen in ("intro", "completion") for part in ("heading", "message")],
    Rule("checkTypes-of-another-type", wrong_type(is_list, "checkTypes"), invalid("checkTypes")),
    Rule("a-check-of-another-type", has_check_of_another_type, invalid("checkTypes")),
    Rule("an-unknown-check", has_unknown_check, invalid("checkTypes")),
    Rule("an-unknown-theme", wrong_type(lambda value: not is_text(value) or value in ("light", "dark"), "theme"),
         invalid("theme")),
    Rule("an-unknown-client", is_other_client, invalid("clientId")),
]
RULES = AUTH + FIELDS
OPEN = {("403-for-401", "no-key"): 403, ("403-for-401", "a-wrong-key"): 403}

MUTANTS = {
    **mutants_of_rules(OPERATION, RULES),
    "complycube.no-redirectUrl": "leaves redirectUrl out",
    "complycube.redirectUrl-is-empty": "gives an empty redirectUrl",
    "complycube.redirectUrl-is-null": "gives null for redirectUrl",
    "complycube.redirectUrl-is-a-list": "gives a list for redirectUrl",
    "complycube.redirectUrl-is-relative": "gives a redirectUrl without a host",
    "complycube.redirectUrl-is-http": "gives a redirectUrl without TLS",
    "complycube.redirectUrl-elsewhere": "gives a redirectUrl on another host",
    "complycube.redirectUrl-looks-right": "gives a redirectUrl on a host that begins like ComplyCube's",
    "complycube.redirectUrl-has-blanks": "gives a redirectUrl with blanks",
    "complycube.redirectUrl-repeats": "gives the same redirectUrl each time",
    "complycube.theme-is-ignored": "always redirects to the light theme",
    "complycube.theme-is-swapped": "redirects to the other theme",
    "complycube.theme-defaults-to-dark": "redirects to the dark theme by default",
    "complycube.no-theme": "leaves the theme out of the redirect",
    "complycube.no-error-type": "leaves type out of an error",
    "complycube.no-error-message": "leaves message out of an error",
    "complycube.no-error-param": "leaves param out of an error",
    "complycube.other-error-type": "has another type in an error",
    "complycube.other-error-words": "has another message for an unknown client",
    "complycube.other-error-param": "names another member in an error",
    "complycube.error-message-is-a-list": "has a list for message",
    "complycube.error-param-is-a-number": "has a number for param",
    "complycube.404-for-an-unknown-client": "answers 404 to an unknown client",
    "complycube.refuses-a-language": "refuses a documented language",
    "complycube.refuses-a-check": "refuses a documented check",
    "complycube.refuses-a-document": "refuses a documented document type",
    "complycube.key-comes-back": "repeats the API key in an answer",
}


def redirect_url(body, state, behaviour):
    theme = member(body, "theme")
    if behaviour.breaks("complycube.theme-is-ignored"):
        theme = "light"
    elif theme is MISSING:
        theme = "dark" if behaviour.breaks("complycube.theme-defaults-to-dark") else "light"
    if behaviour.breaks("complycube.theme-is-swapped"):
        theme = "light" if theme == "dark" else "dark"
    host = {"complycube.redirectUrl-elsewhere": "flow.example.com",
            "complycube.redirectUrl-looks-right": "flow.complycube.com.example.net"}.get(behaviour.mutant,
                                                                                         "flow.complycube.com")
    secret = "test_" + token(96)
    if behaviour.breaks("complycube.redirectUrl-repeats"):
        secret = state.setdefault("complycube", secret)
    query = "" if behaviour.breaks("complycube.no-theme") else f"?theme={theme}"
    if behaviour.varies("no-default-theme") and member(body, "theme") is MISSING:
        query = ""
    if behaviour.varies("more-in-the-query"):
        query = f"?lang=en&theme={theme}&v=2"
    scheme = "http" if behaviour.breaks("complycube.redirectUrl-is-http") else "https"
    return f"{scheme}://{host}/{secret}{query}"


def success(request, body, state, behaviour):
    url = redirect_url(body, state, behaviour)
    values = {"complycube.redirectUrl-is-empty": "", "complycube.redirectUrl-is-null": None,
              "complycube.redirectUrl-is-a-list": [url], "complycube.redirectUrl-is-relative": url.partition(".com")[2],
              "complycube.redirectUrl-has-blanks": url.replace("test_", "test ")}
    if behaviour.mutant in values:
        url = values[behaviour.mutant]
    answer = Answer(200, {} if behaviour.breaks("complycube.no-redirectUrl") else {"redirectUrl": url})
    if behaviour.breaks("complycube.key-comes-back"):
        answer.body["key"] = request.headers.get("authorization", "")
    return answer


def spoil(answer, body, behaviour):
    """The mutants that get an error's body wrong."""
    if answer.status != 400:
        return Answer(401, b"Unauthorized",
                      {"Content-Type": "text/plain"}) if behaviour.varies("text-for-undocumented") else answer
    for name in ("type", "message", "param"):
        if behaviour.breaks(f"complycube.no-error-{name}"):
            answer.body.pop(name, None)
    values = {"complycube.other-error-type": {"type": "error"}, "complycube.other-error-param": {"param": "teapot"},
              "complycube.error-message-is-a-list": {"message": ["invalid"]},
              "complycube.error-param-is-a-number": {"param": 1}}
    answer.body.update(values.get(behaviour.mutant, {}))
    if is_other_client(None, body, None):
        if behaviour.breaks("complycube.other-error-words"):
            answer.body["message"] = "Something is wrong"
        if behaviour.breaks("complycube.404-for-an-unknown-client"):
            answer.status = 404
    elif behaviour.varies("other-words-where-open"):
        answer.body["message"] = f"please look at {answer.body.get('param', 'the body')} again"
    return answer


def answer(request, body, match, state, behaviour):
    refusals = {"complycube.refuses-a-language": ("language", "hk"),
                "complycube.refuses-a-document": ("documentTypes", {"residence_permit": True}),
                "complycube.refuses-a-check": ("checkTypes", ["age_estimation_check"])}
    name, value = refusals.get(behaviour.mutant, ("", None))
    if name and member(body, name) == value:
        return invalid(name)()
    fields = FIELDS if is_object(body) else [Rule("no-clientId", lambda *_: True, invalid("clientId"))]
    if behaviour.varies("strict-where-open"):
        fields = fields + [Rule("an-unknown-language", wrong_type(lambda value: len(value) == 2, "language"),
                                invalid("language")),
                           Rule("a-wrong-email", wrong_type(lambda value: "@" in value, "supportEmail"),
                                invalid("supportEmail")),
                           Rule("a-wrong-url", wrong_type(lambda value: "://" in value, "successUrl"),
                                invalid("successUrl")),
                           Rule("no-checks", wrong_type(lambda value: len(value) > 0, "checkTypes"),
                                invalid("checkTypes"))]
    if behaviour.varies("few-products"):
        fields = fields + [Rule("a-check-that-is-not-enabled", wrong_type(lambda checks: checks == ["document_check"],
                                                                          "checkTypes"), invalid("checkTypes"))]
    if behaviour.varies("lenient-where-open"):
        # The table's own types: a text of checks, lists of URLs.
        for key in ("successUrl", "cancelUrl"):
            if is_list(member(body, key)):
                body = {**body, key: body[key][0]}
        if is_text(member(body, "checkTypes")):
            body = {**body, "checkTypes": [body["checkTypes"]]}
    rules = fields + AUTH if behaviour.varies("credentials-last") else AUTH + fields
    refused = first_refusal(OPERATION, rules, behaviour, request, body, {}, OPEN)
    if refused is None:
        return success(request, body, state, behaviour)
    return spoil(refused, body, behaviour) if is_object(refused.body) and refused.status != 500 else refused


def bad_body():
    return Answer(400, {"type": "invalid_request", "message": "The body is invalid"})


ROUTES = [(re.compile(r"^/v1/flow/sessions$"), OPERATION)]
OPTIONAL = []
