"""Writes the data sets of the schema benchmark: for each a folder with schema.json, data.jsonl and expected.txt.

Always the same bytes. Of ten instances three are wrong, each by one or two faults at places drawn at random;
expected.txt has 1 for each valid instance and 0 for each that is not.
"""
import json
import pathlib
import random
import sys

DRAFT = "https://json-schema.org/draft/2020-12/schema"
INVALID_OF_TEN = (2, 5, 8)
WORDS = "amber birch cedar delta ember fjord grove heath inlet jetty knoll larch maple north ocean pearl".split()


class Draw:
    """Only random(): its sequence for a seed is promised by Python; that of choice() or randint() is not."""

    def __init__(self, seed):
        self.source = random.Random(seed)

    def below(self, limit):
        return int(self.source.random() * limit)

    def one_of(self, values):
        return values[self.below(len(values))]

    def text(self, alphabet, length):
        return "".join(self.one_of(alphabet) for _ in range(length))

    def hex(self, length):
        return self.text("0123456789abcdef", length)

    def uuid(self):
        return "-".join(self.hex(n) for n in (8, 4, 4, 4, 12))

    def moment(self):
        return "2024-%02d-%02dT%02d:%02d:%02dZ" % (
            1 + self.below(12), 1 + self.below(28), self.below(24), self.below(60), self.below(60))

    def words(self, count):
        return " ".join(self.one_of(WORDS) for _ in range(count))

    def price(self):
        return round(self.below(100000) / 100 + 0.25, 2)


def closed(properties, optional=(), **more):
    return {"type": "object", "properties": properties, "required": [n for n in properties if n not in optional],
            "additionalProperties": False, **more}


def string(**rules):
    return {"type": "string", **rules}


def integer(low, high):
    return {"type": "integer", "minimum": low, "maximum": high}


# A session answer: allOf, $ref, enums, formats, patterns, unevaluatedProperties.

SESSION = {
    "$schema": DRAFT,
    "allOf": [{"$ref": "#/$defs/resource"}, {"$ref": "#/$defs/session"}],
    "unevaluatedProperties": False,
    "$defs": {
        "resource": {
            "type": "object",
            "properties": {"id": string(format="uuid"), "createdAt": string(format="date-time"),
                           "object": {"const": "session"}},
            "required": ["id", "createdAt", "object"]},
        "session": {
            "type": "object",
            "properties": {
                "expiresAt": string(format="date-time"),
                "token": string(pattern="^[A-Za-z0-9_-]{40,}$"),
                "tokenType": {"enum": ["bearer", "mac"]},
                "user": {"$ref": "#/$defs/user"},
                "scopes": {"type": "array", "minItems": 1, "uniqueItems": True,
                           "items": string(pattern="^[a-z]+:(read|write|admin)$")},
                "client": closed({"ip": string(format="ipv4"), "agent": string(maxLength=120)})},
            "required": ["expiresAt", "token", "user", "scopes"]},
        "user": closed({"id": string(format="uuid"), "email": string(format="email"),
                        "name": string(minLength=1, maxLength=80),
                        "role": {"enum": ["owner", "admin", "member", "auditor", "guest"]},
                        "verified": {"type": "boolean"}})}}


def session(draw, _index):
    areas = ["orders:read", "orders:write", "users:read", "billing:admin", "files:write"]
    return {"id": draw.uuid(), "object": "session", "createdAt": draw.moment(), "expiresAt": draw.moment(),
            "token": draw.text("abcdefghijkmnpqrstuvwxyzABCDEF0123456789_-", 64), "tokenType": "bearer",
            "user": {"id": draw.uuid(), "email": draw.one_of(WORDS) + "@example.com", "name": draw.words(2),
                     "role": draw.one_of(["owner", "admin", "member"]), "verified": True},
            "scopes": areas[:2 + draw.below(3)],
            "client": {"ip": "192.0.2.%d" % draw.below(256), "agent": "client/%d.0" % draw.below(10)}}


SESSION_FAULTS = [
    lambda it, draw: it.pop("token"),
    lambda it, draw: it["user"].update(role="root"),
    lambda it, draw: it["client"].update(ip="192.0.2.256"),
    lambda it, draw: it.update(expires=it["expiresAt"]),
    lambda it, draw: it.update(expiresAt=1767225600),
    lambda it, draw: it["scopes"].append("everything"),
    lambda it, draw: it["user"].update(email="nobody"),
]

# A nested order: arrays of objects, oneOf by a constant, patternProperties, decimals.

ADDRESS = closed({"name": string(minLength=1), "street": string(minLength=1), "city": string(minLength=1),
                  "postcode": string(pattern="^[0-9]{5}$"), "country": string(pattern="^[A-Z]{2}$")})
MONEY = closed({"amount": {"type": "number", "minimum": 0}, "currency": {"enum": ["EUR", "USD", "GBP", "CHF"]}})
ORDER = {
    "$schema": DRAFT,
    **closed({
        "id": string(format="uuid"), "number": string(pattern="^ORD-[0-9]{6}$"),
        "placedAt": string(format="date-time"),
        "status": {"enum": ["new", "paid", "packed", "shipped", "delivered", "returned"]},
        "billing": {"$ref": "#/$defs/address"}, "shipping": {"$ref": "#/$defs/address"},
        "lines": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/line"}},
        "payments": {"type": "array", "items": {"oneOf": [{"$ref": "#/$defs/card"}, {"$ref": "#/$defs/transfer"},
                                                          {"$ref": "#/$defs/voucher"}]}},
        "total": {"$ref": "#/$defs/money"},
        "labels": {"type": "object", "patternProperties": {"^x-": string(maxLength=40), "^n-": integer(0, 1000)},
                   "additionalProperties": False}}),
    "$defs": {
        "address": ADDRESS, "money": MONEY,
        "line": closed({"sku": string(pattern="^[A-Z]{3}-[0-9]{6}$"), "title": string(minLength=1, maxLength=100),
                        "quantity": integer(1, 999), "price": {"$ref": "#/$defs/money"},
                        "taxes": {"type": "array", "items": closed({"code": string(maxLength=8),
                                                                    "rate": {"type": "number", "minimum": 0,
                                                                             "exclusiveMaximum": 1}})},
                        "options": {"type": "object",
                                    "additionalProperties": {"type": ["string", "number", "boolean"]}},
                        "gift": {"type": ["string", "null"]}}, optional=("gift",)),
        "card": closed({"kind": {"const": "card"}, "last4": string(pattern="^[0-9]{4}$"),
                        "expires": string(format="date"), "paid": {"$ref": "#/$defs/money"}}),
        "transfer": closed({"kind": {"const": "transfer"}, "iban": string(minLength=15, maxLength=34),
                            "paid": {"$ref": "#/$defs/money"}}),
        "voucher": closed({"kind": {"const": "voucher"}, "code": string(pattern="^[A-Z0-9]{8}$"),
                           "paid": {"$ref": "#/$defs/money"}})}}


def money(draw):
    return {"amount": draw.price(), "currency": draw.one_of(["EUR", "USD", "GBP", "CHF"])}


def address(draw):
    return {"name": draw.words(2), "street": draw.words(1) + " 7", "city": draw.words(1),
            "postcode": draw.text("0123456789", 5), "country": "DE"}


def line(draw):
    return {"sku": draw.text("ABCDEF", 3) + "-" + draw.text("0123456789", 6), "title": draw.words(5),
            "quantity": 1 + draw.below(20), "price": money(draw),
            "taxes": [{"code": "VAT", "rate": 0.19}, {"code": "ECO", "rate": 0.005}],
            "options": {"colour": draw.one_of(WORDS), "weight": draw.price(), "wrapped": False}, "gift": None}


def payment(draw, kind):
    details = {"card": {"last4": draw.text("0123456789", 4), "expires": "2027-05-31"},
               "transfer": {"iban": "DE" + draw.text("0123456789", 20)},
               "voucher": {"code": draw.text("ABCDEF012345", 8)}}
    return {"kind": kind, **details[kind], "paid": money(draw)}


def order(draw, _index):
    labels = {"x-" + word: draw.words(2) for word in WORDS[:6]}
    labels.update({"n-" + word: draw.below(1000) for word in WORDS[6:10]})
    return {"id": draw.uuid(), "number": "ORD-" + draw.text("0123456789", 6),
            "placedAt": draw.moment(), "status": "paid",
            "billing": address(draw), "shipping": address(draw),
            "lines": [line(draw) for _ in range(27)],
            "payments": [payment(draw, kind) for kind in ("card", "transfer", "voucher", "voucher")],
            "total": money(draw), "labels": labels}


ORDER_FAULTS = [
    lambda it, draw: draw.one_of(it["lines"]).update(quantity="3"),
    lambda it, draw: draw.one_of(it["lines"])["price"].update(currency="EURO"),
    lambda it, draw: draw.one_of(it["lines"]).pop("sku"),
    lambda it, draw: it["payments"][2].update(kind="cheque"),
    lambda it, draw: it["labels"].update(colour="red"),
    lambda it, draw: draw.one_of(it["lines"])["taxes"][0].update(rate=19),
    lambda it, draw: it["shipping"].update(postcode="1234"),
]

# A list of a megabyte.

LIST = {
    "$schema": DRAFT,
    **closed({"data": {"type": "array", "items": {"$ref": "#/$defs/item"}}, "count": integer(0, 100000),
              "next": {"type": ["string", "null"]}}),
    "$defs": {"item": closed({
        "id": string(format="uuid"), "sku": string(pattern="^[A-Z]{3}-[0-9]{6}$"),
        "title": string(minLength=1, maxLength=120), "text": string(maxLength=400),
        "state": {"enum": ["active", "draft", "retired"]}, "price": MONEY,
        "stock": integer(0, 100000), "tags": {"type": "array", "maxItems": 10, "items": string(minLength=1)},
        "size": {"type": "array", "minItems": 3, "maxItems": 3, "items": {"type": "number", "exclusiveMinimum": 0}},
        "updatedAt": string(format="date-time")})}}


def item(draw):
    return {"id": draw.uuid(), "sku": draw.text("ABCDEF", 3) + "-" + draw.text("0123456789", 6), "title": draw.words(4),
            "text": draw.words(18), "state": draw.one_of(["active", "draft", "retired"]), "price": money(draw),
            "stock": draw.below(5000), "tags": [draw.one_of(WORDS) for _ in range(4)],
            "size": [draw.price() for _ in range(3)], "updatedAt": draw.moment()}


def long_list(draw, _index):
    return {"data": [item(draw) for _ in range(2600)], "count": 2600, "next": None}


LIST_FAULTS = [
    lambda it, draw: draw.one_of(it["data"]).update(stock=-1),
    lambda it, draw: draw.one_of(it["data"]).update(state="archived"),
    lambda it, draw: draw.one_of(it["data"]).update(updatedAt="yesterday"),
]

# An error envelope: if/then/else, dependentRequired, not.

ERROR = {
    "$schema": DRAFT,
    **closed({
        "status": integer(400, 599), "code": string(pattern="^[a-z_]+$"), "message": string(minLength=1, maxLength=500),
        "requestId": string(format="uuid"), "retryAfter": integer(1, 3600), "retryable": {"type": "boolean"},
        "fields": {"type": "array", "minItems": 1,
                   "items": closed({"path": string(format="json-pointer"), "problem": string(minLength=1)})}},
        optional=("retryAfter", "retryable", "fields")),
    "dependentRequired": {"retryAfter": ["retryable"]},
    "not": {"required": ["retryAfter", "fields"]},
    "if": {"properties": {"status": {"const": 422}}}, "then": {"required": ["fields"]},
    "else": {"properties": {"fields": False}}}


def error(draw, index):
    it = {"status": 422, "code": "invalid_" + draw.one_of(WORDS), "message": "The request was not accepted.",
          "requestId": draw.uuid()}
    if index % 2:
        return {**it, "status": draw.one_of([429, 503]), "retryable": True, "retryAfter": 30}
    return {**it, "fields": [{"path": "/user/" + word, "problem": "must not be empty"} for word in WORDS[:2]]}


ERROR_FAULTS = [
    lambda it, draw: it.update(status=200),
    lambda it, draw: it.update(code="Invalid!"),
    lambda it, draw: it.pop("requestId"),
    lambda it, draw: it.update(retryAfter=5, fields=[{"path": "", "problem": "both"}]),
]

# Events told apart by a discriminator, twelve kinds of them.

VERBS = ("created", "changed", "deleted")
KINDS = ["%s.%s" % (noun, verb) for noun in ("order", "user", "file", "invoice") for verb in VERBS]


def kind_schema(number, kind):
    types = [string(maxLength=20), integer(0, 9), {"type": "boolean"}]
    own = {"value%d" % k: types[k % 3] for k in range(3 + number % 4)}
    return closed({"kind": {"const": kind}, "id": string(format="uuid"), "at": string(format="date-time"), **own})


EVENTS = {
    "$schema": DRAFT, "type": "array", "minItems": 1, "items": {"$ref": "#/$defs/event"},
    "$defs": {
        "event": {"type": "object", "required": ["kind"], "discriminator": {"propertyName": "kind"},
                  "oneOf": [{"$ref": "#/$defs/kind%d" % number} for number in range(len(KINDS))]},
        **{"kind%d" % number: kind_schema(number, kind) for number, kind in enumerate(KINDS)}}}


def event(draw):
    number = draw.below(len(KINDS))
    own = {"value%d" % k: [draw.one_of(WORDS), draw.below(10), True][k % 3] for k in range(3 + number % 4)}
    return {"kind": KINDS[number], "id": draw.uuid(), "at": draw.moment(), **own}


def events(draw, _index):
    return [event(draw) for _ in range(20)]


EVENTS_FAULTS = [
    lambda it, draw: draw.one_of(it).update(kind="order.lost"),
    lambda it, draw: draw.one_of(it).update(value1=12),
    lambda it, draw: draw.one_of(it).pop("value0"),
    lambda it, draw: draw.one_of(it).update(extra=True),
]

# Schemas against their metaschema, which recurses by $dynamicRef.

METASCHEMA = {"$schema": DRAFT, "$ref": DRAFT}


def a_schema(draw, index):
    return {"$schema": DRAFT, "$id": "https://example.com/%d" % index, **json.loads(json.dumps(closed({
        word: draw.one_of([string(format="date-time", maxLength=30), integer(0, 10), MONEY, ADDRESS,
                           {"anyOf": [string(pattern="^a"), {"type": "null"}]},
                           {"type": "array", "items": MONEY, "uniqueItems": True}]) for word in WORDS[:8]})))}


METASCHEMA_FAULTS = [
    lambda it, draw: it.update(required="amber"),
    lambda it, draw: it["properties"]["cedar"].update(type="text"),
    lambda it, draw: it["properties"]["delta"].update(minLength=-1),
    lambda it, draw: it["properties"].update(ember=[]),
]

SETS = [
    ("session", 40, SESSION, session, SESSION_FAULTS),
    ("order", 40, ORDER, order, ORDER_FAULTS),
    ("list", 10, LIST, long_list, LIST_FAULTS),
    ("error", 40, ERROR, error, ERROR_FAULTS),
    ("events", 40, EVENTS, events, EVENTS_FAULTS),
    ("metaschema", 40, METASCHEMA, a_schema, METASCHEMA_FAULTS),
]


def instances(name, count, make, faults):
    draw = Draw("concord " + name)
    for index in range(count):
        instance = make(draw, index)
        is_valid = index % 10 not in INVALID_OF_TEN
        if not is_valid:
            first = draw.below(len(faults))
            for which in {first, (first + draw.below(2)) % len(faults)}:
                faults[which](instance, draw)
        yield json.dumps(instance, separators=(",", ":")), is_valid


def write_all(folder):
    for name, count, schema, make, faults in SETS:
        place = pathlib.Path(folder) / name
        place.mkdir(parents=True, exist_ok=True)
        texts, verdicts = zip(*instances(name, count, make, faults))
        (place / "schema.json").write_text(json.dumps(schema, indent=1) + "\n")
        (place / "data.jsonl").write_text("\n".join(texts) + "\n")
        (place / "expected.txt").write_text("".join("1" if each else "0" for each in verdicts) + "\n")
    return [row[0] for row in SETS]


if __name__ == "__main__":
    write_all(sys.argv[1])
