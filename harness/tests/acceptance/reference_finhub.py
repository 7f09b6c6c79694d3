"""FinHub, from finhub-create-customer-session.md."""

import base64
import re
import time

from reference import (MISSING, UUID, Answer, Rule, first_refusal, is_object, is_text, lacks_header, member, moment,
                       mutants_of_rules, token, uuid4, wrong_type)

ACCOUNT = {"FINHUB_TENANT_ID": "tenant-reference-001", "FINHUB_CUSTOMER_ID": "0b5c8e0e-3d0f-4a51-9d0e-7f3d2f1c9a10",
           "FINHUB_USER_ID": "8d7a1f6c-52b3-4f0a-b7b4-6f1f2f0f9c21", "FINHUB_USERNAME": "reference.user@example.test",
           "FINHUB_PASSWORD": "Reference-Pass-1", "FINHUB_TENANT_KEY": "reference-tenant-key-1",
           "FINHUB_TENANT_SECRET": "reference-tenant-secret-1"}
OPERATION = "finhub"
SUITE = "finhub/create-customer-session.suite.yaml"
TEXTS = ["username", "password", "tenantKey", "tenantSecret", "credentialType", "value", "tenantId"]
LOGIN = {"username": "FINHUB_USERNAME", "password": "FINHUB_PASSWORD", "tenantKey": "FINHUB_TENANT_KEY",
         "tenantSecret": "FINHUB_TENANT_SECRET"}


def refused(status, message):
    return lambda: Answer(status, {"code": status, "message": message})


OPEN = {
    **{("404-where-open", rule): 404
       for rule in ("a-malformed-customer", "a-malformed-user", "a-wrong-username", "an-unknown-tenant")},
    **{("400-where-open", rule): 400 for rule in ("an-unknown-tenant", "no-credentials")},
    **{("401-where-open", rule): 401 for rule in ("no-X-Tenant-ID", "no-deviceId", "no-platform")},
}


def is_other(name, variable):
    def test(request, body, parameters):
        value = member(body, name)
        return is_text(value) and value != ACCOUNT[variable]

    return test


def is_other_tenant(request, body, parameters):
    return request.headers.get("x-tenant-id", "") not in ("", ACCOUNT["FINHUB_TENANT_ID"])


def is_malformed(name):
    return lambda request, body, parameters: not UUID.match(parameters[name])


def is_unknown(name, variable):
    def test(request, body, parameters):
        return bool(UUID.match(parameters[name])) and parameters[name].lower() != ACCOUNT[variable]

    return test


def lacks_password(request, body, parameters):
    """Of a login by user name: with a type of credentials, what goes with its value is open."""
    return member(body, "credentialType") is MISSING and member(body, "password") is MISSING


def names_nobody(request, body, parameters):
    return all(member(body, name) is MISSING for name in ("username", "password", "credentialType", "value"))


HEADERS = [Rule("no-" + name, lacks_header(name), refused(400, f"{name} is required"))
           for name in ("X-Forwarded-For", "X-Tenant-ID", "X-Forwarded-From", "platform", "deviceId")]
PATH = [
    Rule("a-malformed-customer", is_malformed("customerId"), refused(400, "customerId is no UUID")),
    Rule("a-malformed-user", is_malformed("userId"), refused(400, "userId is no UUID")),
    Rule("an-unknown-customer", is_unknown("customerId", "FINHUB_CUSTOMER_ID"), refused(404, "Customer not found")),
    Rule("an-unknown-user", is_unknown("userId", "FINHUB_USER_ID"), refused(404, "User not found")),
]
FIELDS = [Rule(f"{name}-of-another-type", wrong_type(is_text, name), refused(400, f"{name} must be a string"))
          for name in TEXTS]
AUTH = [
    Rule("an-unknown-tenant", is_other_tenant, refused(401, "Unauthorized")),
    Rule("no-credentials", names_nobody, refused(401, "Unauthorized")),
    Rule("no-password", lacks_password, refused(401, "Unauthorized")),
    Rule("an-empty-password", lambda request, body, parameters: member(body, "password") == "",
         refused(401, "Unauthorized")),
    *[Rule(f"a-wrong-{name}", is_other(name, variable), refused(401, "Unauthorized"))
      for name, variable in LOGIN.items()],
]
RULES = HEADERS + PATH + FIELDS + AUTH

MUTANTS = {
    **mutants_of_rules(OPERATION, RULES),
    "finhub.no-token": "leaves the token out",
    "finhub.token-is-empty": "gives an empty token",
    "finhub.token-is-blank": "gives a token of blanks",
    "finhub.token-is-a-number": "gives a number for the token",
    "finhub.token-repeats": "gives the same token each time",
    "finhub.refreshToken-repeats": "gives the same refresh token each time",
    "finhub.refreshToken-is-the-token": "gives the access token as the refresh token",
    "finhub.refreshToken-is-empty": "gives an empty refresh token",
    "finhub.refreshToken-is-a-list": "gives a list for the refresh token",
    "finhub.sessionId-repeats": "gives the same sessionId each time",
    "finhub.sessionId-is-a-number": "gives a number for sessionId",
    "finhub.code-disagrees": "says code 401 with 200",
    "finhub.code-is-201": "says code 201 with 200",
    "finhub.code-is-a-text": "gives a text for code",
    "finhub.code-is-a-fraction": "gives a fraction for code",
    "finhub.error-code-disagrees": "says code 200 with an error",
    "finhub.success-is-false": "says success: false with 200",
    "finhub.success-is-a-text": "gives a text for success",
    "finhub.no-data": "leaves data out",
    "finhub.data-is-a-list": "gives a list for data",
    "finhub.has-expired": "gives a session that has expired",
    "finhub.expiresAt-is-a-number": "gives seconds for expiresAt",
    "finhub.expiresAt-is-no-time": "gives a text for expiresAt that is no time",
    "finhub.expiresIn-is-a-text": "gives a text for expiresIn",
    "finhub.expiresIn-is-too-large": "gives an expiresIn beyond int32",
    "finhub.expiresIn-is-negative": "gives an expiresIn below zero",
    "finhub.another-user": "gives the session of another user",
    "finhub.another-customer": "gives the session of another customer",
    "finhub.another-tenant": "gives a session in another tenant than was asked for",
    "finhub.user-is-a-text": "gives a text for user",
    "finhub.isActive-is-a-text": "gives a text for isActive",
    "finhub.phones-is-an-object": "gives an object for phones",
    "finhub.phone-number-is-a-number": "gives a number for phones[].number",
    "finhub.created-tomorrow": "gives a user who was created in the future",
    "finhub.message-is-an-object": "gives an object for message",
    "finhub.password-comes-back": "repeats the password",
    "finhub.password-comes-back-in-an-error": "repeats the password in an error",
    "finhub.secret-comes-back": "repeats the tenant secret",
    "finhub.secret-comes-back-encoded": "repeats the tenant secret in base64",
    "finhub.400-for-a-wrong-password": "answers 400 to a wrong password",
    "finhub.403-for-a-wrong-password": "answers 403 to a wrong password",
    "finhub.400-for-an-unknown-user": "answers 400 to an unknown user",
    "finhub.refuses-other-platforms": "refuses the platform web",
    "finhub.refuses-a-credential-type": "refuses credentialType and value",
}


def success(request, body, parameters, state, behaviour):
    user = {"id": parameters["userId"], "customerId": parameters["customerId"], "customerStatus": "ACTIVE",
            "email": ACCOUNT["FINHUB_USERNAME"], "fullName": "Ada Example", "firstName": "Ada", "lastName": "Example",
            "role": "OWNER", "isActive": True, "createdAt": moment(-86400), "updatedAt": moment(-3600),
            "phones": [{"phoneType": "MOBILE", "encoding": "E164", "number": "+11234567890"}]}
    if is_text(member(body, "tenantId")):
        user["tenantId"] = body["tenantId"]
    if behaviour.varies("tenant-of-the-header"):
        user["tenantId"] = request.headers["x-tenant-id"]
    data = {"success": True, "message": "Session created successfully", "token": token(120), "refreshToken": token(120),
            "sessionId": uuid4(), "expiresAt": moment(3600), "expiresIn": 3600, "user": user}
    answer = {"code": 200, "data": data, "message": "Success"}
    if behaviour.varies("other-times"):
        data["expiresAt"] = time.strftime("%d/%m/%Y %H:%M", time.gmtime(time.time() + 3600))
    spoil(answer, data, user, behaviour)
    return Answer(200, answer)


def spoil(answer, data, user, behaviour):
    name = behaviour.mutant.partition(".")[2] if behaviour.mutant.startswith("finhub.") else ""
    data.update({
        "token-is-empty": {"token": ""}, "token-is-blank": {"token": "  "}, "token-is-a-number": {"token": 7},
        "token-repeats": {"token": "always-the-same-token"},
        "refreshToken-repeats": {"refreshToken": "always-the-same-token"},
        "refreshToken-is-the-token": {"refreshToken": data["token"]}, "refreshToken-is-empty": {"refreshToken": ""},
        "refreshToken-is-a-list": {"refreshToken": ["a"]}, "sessionId-is-a-number": {"sessionId": 7},
        "sessionId-repeats": {"sessionId": "3c13a5ab-5e26-4372-9a85-1b2eb323c592"},
        "success-is-false": {"success": False},
        "success-is-a-text": {"success": "true"}, "has-expired": {"expiresAt": moment(-3600)},
        "expiresAt-is-a-number": {"expiresAt": 4102444800}, "expiresAt-is-no-time": {"expiresAt": "soon"},
        "expiresIn-is-a-text": {"expiresIn": "3600"}, "expiresIn-is-too-large": {"expiresIn": 3600000000},
        "expiresIn-is-negative": {"expiresIn": -1}, "user-is-a-text": {"user": "ada"},
        "message-is-an-object": {"message": {"en": "a"}},
        "secret-comes-back": {"message": "for " + ACCOUNT["FINHUB_TENANT_SECRET"]},
        "secret-comes-back-encoded": {"message": base64.b64encode(ACCOUNT["FINHUB_TENANT_SECRET"].encode()).decode()},
    }.get(name, {}))
    user.update({
        "another-user": {"id": uuid4()}, "another-customer": {"customerId": uuid4()},
        "isActive-is-a-text": {"isActive": "yes"},
        "phones-is-an-object": {"phones": {"number": "1"}}, "phone-number-is-a-number": {"phones": [{"number": 1}]},
        "created-tomorrow": {"createdAt": moment(86400)},
        "password-comes-back": {"password": ACCOUNT["FINHUB_PASSWORD"]},
    }.get(name, {}))
    if behaviour.breaks("finhub.another-tenant") and "tenantId" in user:
        user["tenantId"] = uuid4()
    if name == "no-token":
        data.pop("token")
    if name == "no-data":
        answer.pop("data")
    answer.update({"code-disagrees": {"code": 401}, "code-is-201": {"code": 201}, "code-is-a-text": {"code": "200"},
                   "code-is-a-fraction": {"code": 200.5}, "data-is-a-list": {"data": [data]}}.get(name, {}))


def change_error(answer, request, body, behaviour):
    if behaviour.breaks("finhub.error-code-disagrees"):
        answer.body["code"] = 200
    if behaviour.breaks("finhub.password-comes-back-in-an-error") and is_text(member(body, "password")):
        answer.body["message"] += ": " + body["password"]
    if answer.status == 401 and is_other("password", "FINHUB_PASSWORD")(request, body, {}):
        answer.status = {"finhub.400-for-a-wrong-password": 400,
                         "finhub.403-for-a-wrong-password": 403}.get(behaviour.mutant, 401)
    if answer.status == 404 and behaviour.breaks("finhub.400-for-an-unknown-user"):
        answer.status = 400
    answer.body["code"] = answer.status if answer.body["code"] != 200 else 200
    return Answer(answer.status) if behaviour.varies("no-undocumented-bodies") else answer


def refuses_where_open(request, body, behaviour):
    """What a server may know better than the page."""
    if behaviour.varies("knows-its-clients"):
        known = {"platform": "mobile", "deviceid": "device-demo-001", "x-forwarded-from": "client-app",
                 "x-forwarded-for": "127.0.0.1"}
        if any(request.headers.get(name, value) not in (value, "") for name, value in known.items()):
            return refused(400, "an unknown client")()
    if behaviour.varies("one-way-to-log-in") and is_text(member(body, "credentialType")):
        return refused(400, "one way to log in, please")()
    return None


def answer(request, body, match, state, behaviour):
    _, parameters = match
    if (found := refuses_where_open(request, body, behaviour)) is not None:
        return found
    if behaviour.breaks("finhub.refuses-other-platforms") and request.headers.get("platform") == "web":
        return refused(400, "platform")()
    if behaviour.breaks("finhub.refuses-a-credential-type") and member(body, "credentialType") == "PASSWORD":
        return refused(400, "credentialType")()
    rules = HEADERS + PATH + FIELDS + AUTH
    if not is_object(body):
        rules = HEADERS + [Rule("another-body", lambda *_: True, refused(400, "the body must be an object"))]
    elif behaviour.varies("credentials-first"):
        # A login that is no text is a wrong one then.
        wrong = [Rule(f"no-text-{name}", wrong_type(is_text, name), refused(401, "Unauthorized")) for name in LOGIN]
        rules = AUTH + wrong + HEADERS + PATH + FIELDS
    elif behaviour.varies("whole-login"):
        missing = [Rule(f"no-{name}", lambda request, body, parameters, name=name: member(body, name) is MISSING,
                        refused(400, f"{name} is required")) for name in LOGIN]
        rules = HEADERS + PATH + FIELDS + missing + AUTH
    found = first_refusal(OPERATION, rules, behaviour, request, body, parameters, OPEN)
    if found is None:
        return success(request, body, parameters, state, behaviour)
    return found if found.status == 500 else change_error(found, request, body, behaviour)


def bad_body():
    return refused(400, "the body is not JSON")()


ROUTES = [(re.compile(r"^/api/v2\.1/customer/individual/(?P<customerId>[^/]+)/users/(?P<userId>[^/]+)/sessions$"),
           OPERATION)]
OPTIONAL = [("code",), ("message",), ("data", "success"), ("data", "message"), ("data", "refreshToken"), ("data",
                                                                                                          "sessionId"),
            ("data", "expiresAt"), ("data", "expiresIn"), ("data", "user")]
