"""The server of shop/market.yaml: it does what that document says, but for the faults that it is given by name."""

import json
import re
import urllib.parse

KEY = "key-of-the-market"
CARD = {"type": "object", "required": ["kind", "number"], "closed": True,
        "properties": {"kind": {"enum": ["card"]}, "number": {"type": "string", "pattern": "^[0-9]{12}$"}}}
VOUCHER = {"type": "object", "required": ["kind", "code"], "closed": True,
           "properties": {"kind": {"enum": ["voucher"]}, "code": {"type": "string", "length": (4, 10)}}}
CUSTOMER = {"type": "object", "required": ["name"], "closed": True, "properties": {
    "name": {"type": "string", "length": (1, 60)},
    "email": {"type": "string", "pattern": "@"},
    "vip": {"type": "boolean"},
    "tags": {"type": "array", "length": (0, 3), "unique": True,
             "items": {"type": "string", "pattern": "^[a-z]{1,12}$"}}}}
NOTE = {"type": ["string", "null"], "length": (0, 80)}
STATE = {"type": "string", "enum": ["open", "sent"]}
ITEM = {"type": "object", "required": ["product", "quantity"], "properties": {
    "product": {"type": "string", "enum": ["tea", "coffee", "milk"]},
    "quantity": {"type": "integer", "range": (1, 10)}}}
ORDER = {"type": "object", "required": ["customerId", "items", "payment"], "properties": {
    "customerId": {"type": "integer"},
    "items": {"type": "array", "length": (1, 5), "items": ITEM},
    "discount": {"type": "integer", "range": (0, 50), "multiple": 5},
    "note": NOTE,
    "payment": {"one": [CARD, VOUCHER]}}}
CHANGE = {"type": "object", "closed": True, "members": 1, "properties": {"state": STATE, "note": NOTE}}


def type_of(value):
    if value is None:
        return "null"
    if isinstance(value, float) and value.is_integer():
        return "integer"
    return {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}[type(value)]


def fault(schema, value, at="body"):
    """What is wrong with the value, or None."""
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and type_of(value) not in kinds:
        return f"{at} is no {' or '.join(kinds)}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{at} is none of {', '.join(schema['enum'])}"
    if isinstance(value, (str, list)) and "length" in schema:
        if not schema["length"][0] <= len(value) <= schema["length"][1]:
            return f"{at} is too long or too short"
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        return f"{at} is not as it should be"
    if type_of(value) == "integer":
        if "range" in schema and not schema["range"][0] <= value <= schema["range"][1]:
            return f"{at} is out of range"
        if value % schema.get("multiple", 1):
            return f"{at} is no multiple of {schema['multiple']}"
    if "one" in schema and sum(fault(one, value) is None for one in schema["one"]) != 1:
        return f"{at} is no payment"
    if isinstance(value, list):
        if schema.get("unique") and any(value.index(item) != i for i, item in enumerate(value)):
            return f"{at} has an item twice"
        of_items = (fault(schema.get("items", {}), item, f"{at}/{i}") for i, item in enumerate(value))
        return next(filter(None, of_items), None)
    if isinstance(value, dict):
        return fault_of_object(schema, value, at)
    return None


def fault_of_object(schema, value, at):
    properties = schema.get("properties", {})
    for name in schema.get("required", []):
        if name not in value:
            return f"{at}/{name} is missing"
    if len(value) < schema.get("members", 0):
        return f"{at} is empty"
    if schema.get("closed") and set(value) - set(properties):
        return f"{at} has members that are not known"
    of_members = (fault(properties[name], value[name], f"{at}/{name}") for name in properties if name in value)
    return next(filter(None, of_members), None)


class Refused(Exception):
    def __init__(self, status, message, headers=None):
        super().__init__(message)
        self.status, self.message, self.headers = status, message, headers or {}


class Market:
    def __init__(self, *faults):
        self.faults = set(faults)
        self.customers, self.orders, self.made = {}, {}, 0

    def answer(self, request):
        try:
            status, value = self.answer_to(request)
            return {"status": status, "json": value} if value is not None else {"status": status}
        except Refused as refused:
            return {"status": refused.status, "json": {"message": refused.message}, "headers": refused.headers}

    def answer_to(self, request):
        target, _, query = request.path.partition("?")
        parts = target.strip("/").split("/")
        known = {"customers": {1: "GET, POST", 2: "GET"}, "orders": {1: "GET, POST", 2: "GET, PATCH, DELETE"}}
        allowed = known.get(parts[0], {}).get(len(parts))
        if not allowed:
            raise Refused(404, "there is no such path")
        if request.method not in allowed.split(", "):
            raise Refused(405, "not with this method", {"Allow": allowed})
        if request.headers.get("x-market-key") != KEY and "open" not in self.faults:
            raise Refused(401, "who are you?", {"WWW-Authenticate": "Key"})
        self.query = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        things = getattr(self, parts[0])
        name = f"{request.method.lower()}_{parts[0]}" + ("_one" if len(parts) == 2 else "")
        return getattr(self, name)(request, *([self.find(things, parts)] if len(parts) == 2 else []))

    def find(self, things, parts):
        key = urllib.parse.unquote(parts[1])
        if not re.fullmatch("[1-9][0-9]*" if parts[0] == "customers" else "o-[0-9]+", key):
            raise Refused(400, "that is no id")
        if key not in things:
            raise Refused(404, "it is not there")
        return things[key]

    def body(self, request, schema):
        try:
            value = json.loads(request.body)
        except ValueError:
            raise Refused(400, "that is no JSON") from None
        wrong = fault(schema, value)
        if wrong and "trusting" not in self.faults:
            raise Refused(400, wrong)
        return value if isinstance(value, dict) else {}

    def limited(self, things):
        limit = self.query.get("limit", "50")
        if not re.fullmatch("[0-9]{1,4}", limit) or not 1 <= int(limit) <= (50 if "bound" not in self.faults else 500):
            raise Refused(400, "limit is out of range")
        return things[:int(limit)]

    def get_customers(self, _):
        return 200, self.limited(list(self.customers.values()))

    def post_customers(self, request):
        customer = self.body(request, CUSTOMER)
        if "vip" in self.faults and customer.get("vip"):
            raise Refused(400, "no more of those")
        self.made += 1
        self.customers[str(self.made)] = {**customer, "customerId": self.made}
        return 201, self.customers[str(self.made)]

    def get_customers_one(self, _, customer):
        return 200, customer

    def get_orders(self, _):
        state = self.query.get("state")
        if state is not None and state not in ("open", "sent"):
            raise Refused(400, "state is none of open, sent")
        return 200, {"data": self.limited([one for one in self.orders.values() if state in (None, one["state"])])}

    def post_orders(self, request):
        if request.headers.get("x-channel") not in ("web", "app") and "header" not in self.faults:
            raise Refused(400, "X-Channel is web or app")
        order = self.body(request, ORDER)
        if "crash" in self.faults and order.get("note") is None and "note" in order:
            return 500, {"message": "oh no"}
        has_milk = any(item["product"] == "milk" for item in order.get("items", []))
        if "pair" in self.faults and has_milk and order.get("discount", 0) > 20:
            return 500, {"message": "oh no"}
        if str(order.get("customerId")) not in self.customers:
            raise Refused(404, "there is no such customer")
        self.made += 1
        kept = {name: order[name] for name in ("customerId", "items", "discount", "note") if name in order}
        self.orders[f"o-{self.made}"] = {"id": f"o-{self.made}", "state": "open", **kept}
        return 201, self.orders[f"o-{self.made}"]

    def get_orders_one(self, _, order):
        return 200, order

    def patch_orders_one(self, request, order):
        order.update(self.body(request, CHANGE))
        return 200, order

    def delete_orders_one(self, _, order):
        del self.orders[order["id"]]
        return 204, None
