"""The facts of each page, as breaches: its lines, its members, its statuses."""

import itertools

import reference_complycube
import reference_finhub
import reference_frankieone
import reference_knot
from breaches import (Page, common, has, in_capitals, is_no_uuid, is_other_uuid, new_uuid)
from reference import moment, ulid

LOGIN = reference_finhub.ACCOUNT
TYPE = ("a number", "true", "null")
moves = itertools.count()  # two answers may come in one millisecond


def finhub():
    account = LOGIN
    sample = {"username": account["FINHUB_USERNAME"], "password": account["FINHUB_PASSWORD"],
              "tenantKey": account["FINHUB_TENANT_KEY"], "tenantSecret": account["FINHUB_TENANT_SECRET"],
              "credentialType": "PASSWORD", "value": account["FINHUB_USERNAME"],
                  "tenantId": account["FINHUB_TENANT_ID"]}
    page = Page("finhub", sample)
    common(page, {"body": 170, "media": 149, "success": 154})
    for place, kind, line in [
            ("code", "integer", 227), ("data", "object", 234), ("message", "text", 238), ("data.success", "boolean",
                248),
            ("data.message", "text", 254), ("data.refreshToken", "text", 266), ("data.sessionId", "text", 272),
            ("data.expiresAt", "text", 278), ("data.expiresIn", "integer", 284), ("data.errorType", "text", 287),
            ("data.user", "object", 289), ("data.user.id", "text", 294), ("data.user.customerId", "text", 296),
            ("data.user.customerStatus", "text", 298), ("data.user.email", "text", 300),
            ("data.user.fullName", "text", 302), ("data.user.firstName", "text", 304), ("data.user.lastName", "text",
                306),
            ("data.user.organizationId", "text", 308), ("data.user.role", "text", 310),
            ("data.user.phoneNumber", "text", 312), ("data.user.isActive", "boolean", 314),
            ("data.user.lastLogin", "text", 316), ("data.user.createdAt", "text", 318),
            ("data.user.updatedAt", "text", 320), ("data.user.tenantId", "text", 322), ("data.user.gender", "text",
                324),
            ("data.user.phones", "list", 326), ("data.user.phones.0", "object", 330),
            ("data.user.phones.0.phoneType", "text", 333), ("data.user.phones.0.encoding", "text", 335),
            ("data.user.phones.0.number", "text", 337)]:
        page.answers([200], place, kind, line)
    page.answers([200], "data.token", "text", 260, required=True)
    success = (lambda answer, *_: answer.status == 200)
    page.says(success, "data.expiresIn", 284, "expiresIn is the life of the session",
              {"expiresIn says nothing is left": 0})
    page.says(success, "data.expiresAt", 278, "expiresAt is when the token expires",
              {"expiresAt has passed": lambda _: moment(-60), "expiresAt is long gone": "2026-03-16T20:49:32.000Z"})
    page.says(success, "data.errorType", 287, "errorType is of an error",
        {"errorType beside a session": "SESSION_ERROR"})
    page.says(success, "data.success", 248, "success is the status of the creation", {"success is false": False})
    page.says(success, "code", 227, "code is as the status", {"code is 500": 500, "code is 0": 0})
    page.says(success, "data.user.id", 107, "the user is that of the path", {"another user": new_uuid})
    page.says(success, "data.user.customerId", 100, "the customer is that of the path", {"another customer": new_uuid})
    for name, line in [("username", 174), ("tenantKey", 188), ("tenantSecret", 195), ("credentialType", 202),
                       ("value", 209), ("tenantId", 216)]:
        page.takes(name, TYPE, line, f"`{name}` is a text")
    page.takes("password", (*TYPE, "an object", "nothing", "an empty text"), 181, "`password` is a text, for the login")
    for name, line, right in [("X-Forwarded-For", 111, "127.0.0.1"), ("X-Tenant-ID", 117, account["FINHUB_TENANT_ID"]),
                              ("X-Forwarded-From", 128, "client-app"), ("platform", 135, "mobile"),
                              ("deviceId", 142, "device")]:
        page.takes_header(name, right, line, f"`{name}` is required")
    for name, line in [("customerId", 96), ("userId", 104)]:
        right = account["FINHUB_CUSTOMER_ID" if name == "customerId" else "FINHUB_USER_ID"]
        other = account["FINHUB_USER_ID" if name == "customerId" else "FINHUB_CUSTOMER_ID"]
        page.takes_path(name, is_no_uuid, right, line, f"`{name}` is a UUID", f"takes what is no UUID for {name}")
        page.takes_path(name, is_other_uuid(right), right, 164, "an unknown one is not found",
            f"takes any UUID for {name}")
        page.takes_path(name, lambda value, other=other: value == other, right, 164, "an unknown one is not found",
                        f"takes the other id for {name}")
        page.refuses(in_capitals(name), line, f"`{name}` is a UUID", f"capitals in {name}")
    page.refuses(lambda request, *_: "sec-ch-ua-platform" in request.headers, 121, "the header may be sent",
                 "sec-ch-ua-platform")
    for rule, line in [("an-unknown-customer", 164), ("an-unknown-user", 164), ("a-wrong-password", 162),
                       ("a-wrong-tenantKey", 162), ("a-wrong-tenantSecret", 162), ("no-credentials", 162),
                       ("a-wrong-username", 162), ("an-unknown-tenant", 162)]:
        page.status(rule, line, "the status of that error", (200, 403, 422, 500))
    return page


def knot():
    sample = {"type": "card_switcher", "external_user_id": "a", "card_id": "c", "phone_number": "+11234567890",
              "email": "ada@example.com", "processor_token": "p", "card": {"blocked": True, "has_funds": True}}
    page = Page("knot", sample)
    common(page, {"body": 33, "media": 31, "success": 105})
    page.answers([200], "session", "text", 110, required=True)
    for place, line in [("error_type", 125), ("error_code", 140), ("error_message", 163)]:
        page.answers([400], place, "text", line, words="400")
        page.answers([401], place, "text", {125: 225, 140: 228, 163: 231}[line], words="401")
    told = (lambda words: lambda answer, *_: find_message(answer) == words)
    for line, words in [(171, "The selected type is invalid."), (177,
        "The card_id field is required when type = card_switcher."),
                        (183, "The external user id field is required."), (189, "The type field is required."),
                        (195, "The phone number format is invalid."), (201, "The email must be a valid email address."),
                        (207, "The processor token must be a string."),
                        (213, "The card.blocked field must be true or false."),
                        (236, "Invalid client_id or secret provided.")]:
        fact = "the error word for word"
        page.says(told(words), "error_type", line, fact, {f"another error_type at {line}": "USER_ERROR"})
        page.says(told(words), "error_code", line, fact, {f"another error_code at {line}": "CART_NOT_FOUND",
                                                          f"an unlisted error_code at {line}": "TEAPOT"})
        page.says(told(words), "error_message", line, fact, {f"other words at {line}": "No.",
            f"no words at {line}": ""})
        for status in (200, 404, 422, 500):
            def on_answer(answer, *_, words=words, status=status):
                if find_message(answer) == words:
                    answer.status = status
            page.add(line, "the status of that error", f"{status} for the error at {line}", on_answer=on_answer)
    for product, line in [("card_switcher", 39), ("transaction_link", 40), ("link", 41)]:
        page.refuses(has("type", product), line, f"`{product}` is a type", product)
    for place, line in [("type", 35), ("external_user_id", 44), ("card_id", 49)]:
        page.takes(place, ("a number", "null"), line, f"`{place}` is a text")
    page.takes("type", ("a list", "nothing"), 89, "`type` is required")
    page.takes("external_user_id", ("a list", "nothing"), 90, "`external_user_id` is required")
    page.takes("card_id", ("nothing", "an empty text"), 54, "`card_id` is required of card_switcher")
    for place, line in [("phone_number", 56), ("email", 61)]:
        page.takes(place, ("a number",), line, f"`{place}` is a text")
    page.takes("processor_token", ("a number", "true", "an object"), 81, "`processor_token` is a text")
    page.takes("card", ("a number", "a text", "a list"), 66, "`card` is an object")
    page.takes("card.blocked", ("a text", "a list"), 71, "`card.blocked` is a boolean")
    page.takes("card.has_funds", ("a text",), 76, "`card.has_funds` is a boolean")
    for value, what in [("CARD_SWITCHER", "a type in capitals"), ("teapot", "an unknown type")]:
        page.takes_value("type", value, 38, "`type` is one of three", f"takes {what}")
    page.takes_value("phone_number", "call me", 59, "E.164", "takes a phone number that is none")
    page.takes_value("email", "ada.lovelace", 206, "an address", "takes an address that is none")
    for place, line in [("phone_number", 56), ("email", 61), ("processor_token", 81), ("card", 66), ("card.blocked",
        71),
                        ("card.has_funds", 76)]:
        page.refuses(has(place), line, f"`{place}` may be sent", place)
    for place, line in [("card.blocked", 71), ("card.has_funds", 76)]:
        for value in (True, False):
            page.refuses(has(place, value), line, f"`{place}` is a boolean", f"{value} for {place}")
    page.refuses(lambda request, body, _: "card_id" not in body and body.get("type") != "card_switcher", 54,
                 "`card_id` is required of card_switcher only", "what has no card_id")
    page.refuses(has("card", {}), 66, "no member of `card` is required", "an empty card")
    for rule in ("no-credentials", "another-scheme", "a-wrong-secret", "a-wrong-client"):
        page.status(rule, 220, "the status of that error", (200, 400, 403, 404, 500))
    for rule, line in [("card-id-of-another-type", 49), ("external-user-id-of-another-type", 44),
                       ("card-of-another-type", 66), ("a-wrong-card-has-funds", 76), ("an-empty-card-id", 54)]:
        page.status(rule, line, "the status of that error", (200, 401, 404, 422, 500))
    return page


def find_message(answer):
    return answer.body.get("error_message") if isinstance(answer.body, dict) else None


def complycube():
    client = reference_complycube.ACCOUNT["COMPLYCUBE_CLIENT_ID"]
    sample = {"clientId": client, "checkTypes": ["document_check"], "successUrl": "https://www.example.com/success",
              "cancelUrl": "https://www.example.com/cancel", "enableMonitoring": True, "language": "en",
                  "theme": "light",
              "allowDocumentUpload": True, "supportEmail": "a@example.com",
              "messages": {"intro": {"heading": "a", "message": "b"}, "completion": {"heading": "a", "message": "b"}},
              "documentTypes": {name: True for name in reference_complycube.DOCUMENTS}}
    page = Page("complycube", sample)
    common(page, {"body": 19, "media": 15, "success": 172})
    page.answers([200], "redirectUrl", "text", 176, required=True)
    for place, line in [("type", 187), ("message", 188), ("param", 189)]:
        page.answers([400], place, "text", line, words="400")
    success = (lambda answer, *_: answer.status == 200)
    page.says(success, "redirectUrl", 176, "redirectUrl is a URL of ComplyCube", {
        "a live URL": lambda url: url.replace("/test_", "/live_"), "a URL without TLS": lambda url: "http" + url[5:],
        "a URL elsewhere": lambda url: url.replace("complycube.com", "example.com"),
        "a URL without a host": lambda url: url.partition(".com")[2], "a URL with blanks": lambda url: url + " x",
        "a URL of a host that looks right": lambda url: url.replace("complycube.com", "complycube.com.example.net"),
        "the same URL each time": "https://flow.complycube.com/test_a?theme=light"})
    texts = ["clientId", "successUrl", "cancelUrl", "language", "theme", "supportEmail"]
    for place in texts:
        other = "a list" if place in ("language", "theme") else "an object"
        page.takes(place, ("a number", other), 19, f"`{place}` is a text")
    for place in ("clientId", "checkTypes", "successUrl", "cancelUrl"):
        page.takes(place, ("nothing", "null"), 19, f"`{place}` is required")
    page.takes("clientId", ("an empty text",), 19, "`clientId` is required")
    page.takes("checkTypes", ("a number", "an object"), 19, "`checkTypes` is a list")
    for place in ("enableMonitoring", "allowDocumentUpload"):
        page.takes(place, ("a number", "a text"), 19, f"`{place}` is a boolean")
        page.takes_value(place, "true", 19, f"`{place}` is a boolean", f"takes the word true for {place}")
    for place in ("messages", "documentTypes"):
        page.takes(place, ("a number", "a text"), 19, f"`{place}` is an object")
    for name in reference_complycube.DOCUMENTS:
        page.takes(f"documentTypes.{name}", ("a text",), 27, f"`{name}` is a boolean")
        page.refuses(has(f"documentTypes.{name}"), 27, f"`{name}` may be sent", f"documentTypes.{name}")
    for screen in ("intro", "completion"):
        page.takes(f"messages.{screen}", ("a text",), 31, f"`{screen}` is an object")
        page.refuses(has(f"messages.{screen}"), 31, f"`{screen}` may be sent", f"messages.{screen}")
        for part in ("heading", "message"):
            page.takes(f"messages.{screen}.{part}", ("a number",), 35, f"`{part}` is a text")
            page.refuses(has(f"messages.{screen}.{part}"), 35, f"`{part}` may be sent", f"messages.{screen}.{part}")
    for language in "en ar de es fr hi hk id it ja ko nl no pl pt sv th vi zh".split():
        page.refuses(has("language", language), 19, f"`{language}` is a language", f"the language {language}")
    for theme in ("light", "dark"):
        page.refuses(has("theme", theme), 19, f"`{theme}` is a theme", f"the theme {theme}")
    for place in ("enableMonitoring", "allowDocumentUpload"):
        for value in (True, False):
            page.refuses(has(place, value), 19, f"`{place}` is a boolean", f"{value} for {place}")
    page.refuses(has("supportEmail", "support@example.com"), 19, "`supportEmail` may be sent", "supportEmail")
    page.refuses(has("messages", {}), 31, "no member of `messages` is required", "no messages")
    page.takes_value("theme", "teapot", 19, "`theme` is one of two", "takes an unknown theme")
    page.takes_value("clientId", "000000000000000000000bad", 188, "an unknown client is invalid",
        "takes an unknown client")
    page.takes_value("checkTypes", ["teapot_check"], 19, "`checkTypes` are listed", "takes an unknown check")
    page.takes_value("checkTypes", ["document_check", 7], 19, "`checkTypes` are texts",
        "takes a number among the checks")
    key = reference_complycube.ACCOUNT["COMPLYCUBE_API_KEY"]
    for form in ("Bearer " + key, None, "test_nobody-has-this-1"):
        def on_request(request, body, parameters, form=form):
            if request.headers.get("authorization") == form:
                request.headers["authorization"] = key
            return body
        what = {None: "no key", "test_nobody-has-this-1": "a wrong key"}.get(form, "Bearer before the key")
        page.add(15, "the header holds the key", f"takes {what}", on_request=on_request)
    rules = [rule.name for rule in reference_complycube.FIELDS if "documentTypes" not in rule.name]
    for rule in rules:
        page.status(rule, 183, "what is wrong gets 400", (200, 404, 500) if rule.startswith("no-") else (404, 500))
    for rule in ("no-key", "a-wrong-key"):
        page.status(rule, 15, "the header holds the key", (200, 404, 500))
    for place, value in [("type", "error"), ("message", "No."), ("param", "teapot")]:
        page.says(lambda answer, request, body, _: isinstance(answer.body, dict)
                  and answer.body.get("param") == "clientId" and isinstance(body,
                      dict) and body.get("clientId") == "000000000000000000000bad",
                  place, 187, "the error word for word", {f"another {place} for an unknown client": value})
    return page


def frankie_errors(page, lines, statuses):
    for status in statuses:
        for place, kind in [("errorCode", "text"), ("errorMsg", "text"), ("details", "list"), ("requestId", "text"),
                            ("details.0", "object"), ("details.0.issue", "text"), ("details.0.issueLocation", "text"),
                            ("details.0.issueType", "text"), ("httpStatusCode", "integer")]:
            page.answers([status], place, kind, lines[place], words=str(status))


def frankie_caller(page, operation, lines):
    account = reference_frankieone.ACCOUNT
    page.takes_header("api_key", account["FRANKIEONE_API_KEY"], lines["key"], "`api_key` is required", ("no",))
    page.takes_header("X-Frankie-CustomerID", account["FRANKIEONE_CUSTOMER_ID"], lines["customer"],
                      "`X-Frankie-CustomerID` is required")

    def wrong_key(request, body, parameters):
        if request.headers.get("api_key"):
            request.headers["api_key"] = account["FRANKIEONE_API_KEY"]
        return body

    def wrong_customer(request, body, parameters):
        if request.headers.get("x-frankie-customerid"):
            request.headers["x-frankie-customerid"] = account["FRANKIEONE_CUSTOMER_ID"]
        return body

    def query_key(request, body, parameters):
        if account["FRANKIEONE_API_KEY"] in request.query:
            request.headers["api_key"] = account["FRANKIEONE_API_KEY"]
        return body
    page.add(lines["key"], "`api_key` is the caller's", "takes a wrong key", on_request=wrong_key)
    page.add(lines["scheme"], "the key is in the header", "takes the key in the query", on_request=query_key)
    page.add(lines["customer"], "the customer is the caller's", "takes an unknown customer", on_request=wrong_customer)
    right = account["FRANKIEONE_ENTITY_ID"]
    page.takes_path("entityId", is_no_uuid, right, lines["entity"], "`entityId` is a UUID", "takes what is no UUID")
    page.takes_path("entityId", is_other_uuid(right), right, lines["404"], "an unknown one is not found",
        "takes any UUID")
    page.refuses(in_capitals("entityId"), lines["entity"], "`entityId` is a UUID", "capitals in entityId")
    for channel in ("api", "portal", "smartui", "concord1"):
        page.refuses(lambda request, body, _, channel=channel: request.headers.get("x-frankie-channel") == channel,
                     lines["channel"], "any channel is taken", f"the channel {channel}")
    page.refuses(lambda request, *_: len(request.headers.get("x-frankie-channel", "")) > 64, lines["channel"],
                 "a long channel is cut", "a long channel")
    for rule, line in [("no-key", "401"), ("a-wrong-key", "401"), ("no-customer-id", "400"), ("an-unknown-customer",
        "401"),
                       ("a-malformed-entity", "400"), ("an-unknown-entity", "404")]:
        page.status(rule, lines[line], "the status of that error", (200, 409, 422, 500))


def frankie_session():
    page = Page("frankieone-session", {"session": {"providerName": "sardine"}})
    common(page, {"body": 171, "media": 71, "success": 75})
    page.answers([200], "requestId", "text", 184, required=True)
    page.answers([200], "session", "object", 186, required=True)
    page.answers([200], "session.token", "text", 281, required=True)
    for place, line in [("sessionId", 245), ("providerName", 250), ("entityId", 252), ("createdAt", 254),
        ("expiresAt", 259)]:
        page.answers([200], f"session.{place}", "text", line)
    frankie_errors(page, {"errorCode": 267, "errorMsg": 269, "details": 271, "requestId": 210, "details.0": 284,
                          "details.0.issue": 287, "details.0.issueLocation": 290, "details.0.issueType": 293,
                          "httpStatusCode": 195}, (400, 401))
    frankie_caller(page, page.operation, {"key": 120, "customer": 127, "scheme": 299, "entity": 214, "channel": 143,
                                          "400": 81, "401": 87, "404": 99})
    success = (lambda answer, *_: answer.status == 200)
    page.says(success, "requestId", 235, "requestId is unique",
        {"the same requestId each time": "01HN9XHZN6MGXM9JXG50K59Q85"})
    page.says(success, "session.token", 283, "the token is of one session",
        {"the same token each time": "always-the-same"})
    page.says(success, "session.sessionId", 245, "sessionId is an id, and a ULID", {
        "the same sessionId each time": "01HN9XHZN6MGXM9JXG50K59Q85", "a sessionId that is no ULID": new_uuid})
    page.says(success, "session.entityId", 252, "the entity is that of the path", {"another entity": new_uuid})
    page.says(success, "session.createdAt", 256, "createdAt is a time in UTC", {
        "createdAt without a zone": lambda _: moment(0, ""), "createdAt elsewhere": lambda _: moment(36000, "+10:00"),
        "createdAt tomorrow": lambda _: moment(86400), "createdAt is a date": lambda _: moment(0)[:10]})
    page.says(success, "session.expiresAt", 261, "expiresAt is a time in UTC, to come", {
        "expiresAt has passed": lambda _: moment(-60), "expiresAt elsewhere": lambda _: moment(39600, "+10:00"),
        "expiresAt is a date": "2999-01-01", "expiresAt is no time": "soon"})
    page.takes("session", ("nothing", "null", "a number", "true", "a text", "a list"), 174, "`session` is required")
    page.takes("session.providerName", ("null", "a number", "true", "a list", "an object"), 228,
        "`providerName` is a text")
    for name in ("sessionId", "createdAt", "token", "entityId", "expiresAt"):
        def on_answer(answer, request, body, parameters, name=name):
            session = body.get("session") if isinstance(body, dict) else None
            given = session.get(name) if isinstance(session, dict) else None
            if given is not None and answer.status == 200:
                answer.body["session"][name] = given
        page.add({"token": 281, "sessionId": 249, "createdAt": 258, "entityId": 252, "expiresAt": 263}[name],
                 "the answer alone says it", f"takes {name} from the request", on_answer=on_answer)
    page.refuses(lambda request, *_: "x-frankie-username" in request.headers, 155, "a user name is taken",
        "a user name")
    page.refuses(lambda request, body, _: isinstance(body, dict) and body.get("session") == {}, 225,
                 "no member of the session is required", "an empty session")
    return page


def frankie_idv():
    account = reference_frankieone.ACCOUNT
    sample = {"applicantId": "a", "applicationId": "a", "country": "AUS", "documentType": "PASSPORT", "referrer": "a",
              "relayState": "a", "provider": "onfido", "products": ["idv"], "vendorParameters": {}, "comment": {
                  "text": "a", "entityId": account["FRANKIEONE_ENTITY_ID"], "entityType": "INDIVIDUAL"}}
    page = Page("frankieone-idv", sample)
    common(page, {"body": 197, "media": 75, "success": 79})
    for place, kind, line in [("applicantId", "text", 268), ("country", "text", 271), ("documentType", "text", 275),
                              ("provider", "text", 279), ("smsSent", "boolean", 285), ("tokenExpiry", "text", 293),
                              ("vendorParameters", "object", 298), ("requestId", "text", 307)]:
        page.answers([200], place, kind, line)
    page.answers([200], "token", "text", 289, required=True)
    page.answers([200], "vendorParameters.tokenURL", "text", 303)
    frankie_errors(page, {"errorCode": 357, "errorMsg": 359, "details": 361, "requestId": 331, "details.0": 384,
                          "details.0.issue": 387, "details.0.issueLocation": 390, "details.0.issueType": 393,
                          "httpStatusCode": 316}, (400, 401))
    frankie_caller(page, page.operation, {"key": 161, "customer": 168, "scheme": 398, "entity": 97, "channel": 184,
                                          "400": 85, "401": 100, "404": 123})
    success = (lambda answer, *_: answer.status == 200)
    page.says(success, "token", 202, "a token is kept until it expires", {"a new token each time": lambda _: ulid()})
    page.says(lambda answer, request, body, _: answer.status == 200 and isinstance(body, dict) and "provider" in body,
              "token", 202, "a token is kept until it expires", {"a new token for a provider": lambda _: ulid()})
    page.says(lambda answer, request, body, _: answer.status == 200 and isinstance(body, dict) and "country" in body,
              "token", 202, "a token is kept until it expires", {"a new token for a country": lambda _: ulid()})
    page.says(success, "tokenExpiry", 294, "tokenExpiry is when the token expires", {
        "tokenExpiry moves": lambda _: moment(1800 + next(moves)), "tokenExpiry has passed": lambda _: moment(-60),
        "tokenExpiry is no time": "soon", "tokenExpiry without a zone": lambda _: moment(600, "")})
    page.says(success, "country", 272, "country has three letters", {"a country of two letters": "AU",
                                                                     "a country in small letters": "aus"})
    page.says(success, "requestId", 353, "requestId is unique",
        {"the same requestId each time": "01HN9XHZN6MGXM9JXG50K59Q85"})
    page.says(success, "applicantId", 269, "the applicant is that of the token", {"another applicant": new_uuid})
    code = (lambda code: lambda answer, *_: str(answer.body.get("errorCode", "")).startswith(code)
            if isinstance(answer.body, dict) else False)
    page.says(code("AUTH-0002"), "errorCode", 109, "the code of a wrong key", {"AUTH-0401 for a wrong key": "AUTH-0401",
                                                                              "API-0400 for a wrong key": "API-0400"})
    page.says(code("AUTH-0401"), "errorCode", 117, "the code of no key", {"AUTH-0002 for no key": "AUTH-0002",
                                                                         "API-0400 for no key": "API-0400"})
    malformed = (lambda answer, request, body, parameters: answer.rule == "a-malformed-entity")
    page.says(malformed, "errorCode", 94, "the code of an invalid id", {"AUTH-0002 for an id": "AUTH-0002",
                                                                       "API-0404 for an id": "API-0404"})
    from reference import MISSING
    for which, is_case, line in [("a wrong key", code("AUTH-0002"), 111), ("no key", code("AUTH-0401"), 119),
                                 ("an id", malformed, 96)]:
        page.says(is_case, "details", line, "the details of that error", {f"no details for {which}": MISSING,
                                                                          f"empty details for {which}": []})
    page.says(malformed, "details.0.issueLocation", 98, "where the issue is",
        {"another place for an id": "VALIDATE-body"})
    for place, line in [("applicantId", 204), ("applicationId", 210), ("country", 217), ("documentType", 223),
                        ("referrer", 230), ("relayState", 236), ("provider", 242), ("products", 249),
                        ("vendorParameters", 257), ("comment", 260)]:
        page.takes(place, ("a number", "null"), line, f"`{place}` is of its type")
    page.takes("vendorParameters", ("a text", "a list"), 259, "`vendorParameters` is an object")
    page.takes("comment", ("a text",), 334, "`comment` is an object")
    for place, line in [("comment.text", 336 + 5), ("comment.entityId", 346), ("comment.entityType", 348)]:
        page.takes(place, ("a number",), line, f"`{place}` is a text")
    for value, what in [("LIBRARY_CARD", "an unknown document type"), ("passport", "a document type in small letters")]:
        page.takes_value("documentType", value, 225, "`documentType` is one of three", f"takes {what}")
    for value, what in [("TEAPOT", "an unknown entityType"), ("individual", "an entityType in small letters")]:
        page.takes_value("comment.entityType", value, 377, "`entityType` is one of three", f"takes {what}")
    for value in ("AU", "036", "Australia", "AU1", "aus"):
        page.takes_value("country", value, 219, "`country` has three letters", f"takes the country {value}")
    for place, line in [("applicationId", 210), ("relayState", 236), ("comment", 260)]:
        page.refuses(has(place), line, f"`{place}` may be sent", place)
    page.refuses(has("vendorParameters", {}), 257, "`vendorParameters` may be empty", "no vendor parameters")
    page.refuses(lambda request, body, _: body == {}, 203, "no member is required", "an empty object")
    return page


PAGES = {page.operation: page for page in (frankie_session(), frankie_idv(), finhub(), knot(), complycube())}
BREACHES = {name: breach for page in PAGES.values() for name, breach in page.breaches.items()}
OPEN = {}
