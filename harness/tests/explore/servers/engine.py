"""A small server that keeps things, for tests: correct, or with one fault. What it takes and answers is written in a
description of its own (an OpenAPI document in JSON); what it keeps, in resources. It knows nothing of Concord.

    engine.serve(document, resources, fault)    prints the port, then serves until its input ends
"""
import base64
import datetime
import email.utils
import json
import re
import sys
import threading
import urllib.parse
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# What may be wrong with a server, one at a time. The first ten are those of the literature.
FAULTS = {
    "server_error": "a read of what is there ends in a 500",
    "wrong_type": "an answer has a number as a text",
    "undeclared_success": "a creation is answered by a 2xx that the document has not",
    "ignored_bound": "a minimum or maximum is not looked at",
    "ignored_enum": "an enum is not looked at",
    "ignored_required": "a required member may be missing",
    "broken_location": "Location leads to nowhere",
    "delete_nothing": "DELETE answers well and deletes nothing",
    "put_partial": "PUT keeps what it was not sent",
    "put_not_idempotent": "PUT adds to what is there each time",
    "not_kept": "a creation is answered and not kept",
    "write_lost": "a member that was sent is not kept",
    "put_lost": "PUT answers with the new state and keeps the old one",
    "patch_replaces": "PATCH takes away what it was not sent",
    "not_listed": "what was created is not in the list",
    "still_listed": "what was deleted is still in the list",
    "delete_twice": "a second DELETE ends in a 500",
    "delete_twice_body": "a second DELETE answers with a thing",
    "trace": "a refused PUT has written what it could",
    "create_trace": "a refused POST has created something",
    "version_ignored": "If-Match is not looked at",
    "key_ignored": "an idempotency key is not looked at",
    "limit_ignored": "a page has as many items as there are",
    "page_repeats": "the last item of a page is the first of the next",
    "page_skips": "an item between two pages is on none",
    "page_loops": "the last page leads to the first",
    "total_wrong": "the total is that of the page less one",
    "total_of_page": "the total is that of the page, not of the list",
    "filter_ignored": "a filter of a list is not looked at",
    "filter_finds_nothing": "a filter of a list leaves nothing",
    "order_ignored": "the order that a list is asked for in is not looked at",
    "tag_stays": "the ETag is the same after a change",
}


LITERATURE = list(FAULTS)[:10]


class Refusal(Exception):
    def __init__(self, status, detail):
        super().__init__(detail)
        self.status = status
        self.detail = detail


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Rules:
    """What a schema of the description asks of a request: the keywords that these descriptions use."""

    def __init__(self, document, fault):
        self.document = document
        self.fault = fault

    def follow(self, schema):
        while "$ref" in schema:
            target = self.document
            for token in schema["$ref"][2:].split("/"):
                target = target[token]
            schema = target
        return schema

    def check(self, value, schema, at="body"):
        schema = self.follow(schema)
        for part in schema.get("allOf", []):
            self.check(value, part, at)
        if "oneOf" in schema:
            self.check_one_of(value, schema["oneOf"], at)
        self.check_type(value, schema, at)
        if "enum" in schema and value not in schema["enum"] and self.fault != "ignored_enum":
            raise Refusal(400, f"{at}: not one of {schema['enum']}")
        if "const" in schema and value != schema["const"]:
            raise Refusal(400, f"{at}: not {schema['const']}")
        if isinstance(value, str):
            self.check_text(value, schema, at)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and self.fault != "ignored_bound":
            if value < schema.get("minimum", value) or value > schema.get("maximum", value):
                raise Refusal(400, f"{at}: out of bounds")
        if isinstance(value, list):
            if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
                raise Refusal(400, f"{at}: too few or too many")
            for i, item in enumerate(value):
                self.check(item, schema.get("items", {}), f"{at}/{i}")
        if isinstance(value, dict):
            self.check_object(value, schema, at)

    def check_one_of(self, value, branches, at):
        right = 0
        for branch in branches:
            try:
                self.check(value, branch, at)
                right += 1
            except Refusal:
                pass
        if right != 1:
            raise Refusal(400, f"{at}: {right} of the alternatives fit")

    def check_type(self, value, schema, at):
        types = schema.get("type")
        if types is None:
            return
        kinds = {"string": str, "boolean": bool, "object": dict, "array": list, "null": type(None)}
        for kind in types if isinstance(types, list) else [types]:
            if kind in ("integer", "number"):
                whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
                if not isinstance(value, bool) and (whole or (kind == "number" and isinstance(value, float))):
                    return
            elif isinstance(value, kinds[kind]):
                return
        raise Refusal(400, f"{at}: not {types}")

    @staticmethod
    def check_text(value, schema, at):
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            raise Refusal(400, f"{at}: too short or too long")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            raise Refusal(400, f"{at}: not of its pattern")
        forms = {
            "uuid": r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
            "email": r"^[^@\s]+@[^@\s]+$",
            "date": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
            "date-time": r"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$",
        }
        form = forms.get(schema.get("format"))
        if form and not re.match(form, value):
            raise Refusal(400, f"{at}: no {schema['format']}")

    def check_object(self, value, schema, at):
        properties = schema.get("properties", {})
        for name in schema.get("required", []):
            if self.follow(properties.get(name, {})).get("readOnly") or self.fault == "ignored_required":
                continue
            if name not in value:
                raise Refusal(400, f"{at}: {name} is missing")
        for name, member in value.items():
            if name in properties:
                self.check(member, properties[name], f"{at}/{name}")
            elif schema.get("additionalProperties") is False:
                raise Refusal(400, f"{at}: {name} is not known")

    def parameter(self, text, schema, at):
        schema = self.follow(schema)
        if schema.get("type") in ("integer", "number"):
            if not re.fullmatch(r"-?\d{1,15}", text):
                raise Refusal(400, f"{at}: no number")
            value = int(text)
        elif schema.get("type") == "boolean":
            if text not in ("true", "false"):
                raise Refusal(400, f"{at}: neither true nor false")
            value = text == "true"
        else:
            value = text
        self.check(value, schema, at)
        return value


class Resource:
    """A collection. `number`: ids count, else they are UUIDs. `paging`: offset, page, cursor or link; "" for none.
    `refers`: by which member to the things of which other collection."""

    def __init__(self, path, schema, paging="", number=False, wrapped="", newest_first=False, listed=True, refers=()):
        self.path = path
        self.schema = schema
        self.paging = paging
        self.number = number
        self.wrapped = wrapped
        self.newest_first = newest_first
        self.things = {}
        self.keys = {}
        self.last = 0
        self.listed = listed
        self.refers = dict(refers)

    def new_id(self):
        self.last += 1
        return self.last if self.number else str(uuid.uuid4())


class Shop:
    def __init__(self, document, resources, fault):
        self.document = document
        self.fault = fault
        self.rules = Rules(document, fault)
        self.resources = resources
        self.lock = threading.Lock()
        self.routes = []
        for path, item in document["paths"].items():
            pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path))
            self.routes.append((re.compile(pattern + r"\Z"), path, item))

    # ---- what is asked

    def answer(self, method, target, headers, body):
        path, _, query = target.partition("?")
        for pattern, template, item in self.routes:
            match = pattern.match(path)
            if match:
                break
        else:
            return 404, {}, {"error": "no such path"}
        methods = [m.upper() for m in item if m in ("get", "put", "post", "patch", "delete")]
        if method not in methods:
            return 405, {"Allow": ", ".join(methods)}, {"error": "no such method"}
        operation = item[method.lower()]
        if operation.get("security", self.document.get("security")) and headers.get("X-Key") != "right":
            return 401, {"WWW-Authenticate": "Key"}, {"error": "who are you?"}
        with self.lock:
            try:
                return self.carry_out(method, template, item, operation, match.groupdict(), query, headers, body)
            except Refusal as refusal:
                return refusal.status, {}, {"error": refusal.detail}

    def carry_out(self, method, template, item, operation, values, query, headers, body):
        parameters = item.get("parameters", []) + operation.get("parameters", [])
        asked = self.read_parameters(parameters, values, query, headers)
        resource, above = self.find_resource(template, values)
        is_member = template != resource.path
        if method == "GET" and not is_member:
            return self.list(resource, above, asked, template, query, values)
        if method == "POST":
            return self.create(resource, above, operation, headers, body, values)
        name = template[template.rindex("{") + 1:-1]
        key = (above, str(asked[name]))
        return self.on_member(method, resource, key, operation, headers, body)

    def read_parameters(self, parameters, values, query, headers):
        given = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        asked = {}
        for parameter in parameters:
            parameter = self.rules.follow(parameter)
            where = {"path": values, "query": given, "header": headers}[parameter["in"]]
            text = where.get(parameter["name"])
            if text is None:
                if parameter.get("required"):
                    raise Refusal(400, f"{parameter['name']} is missing")
                continue
            text = urllib.parse.unquote(text) if parameter["in"] == "path" else text
            try:
                asked[parameter["name"]] = self.rules.parameter(text, parameter["schema"], parameter["name"])
            except Refusal:
                if parameter["in"] == "path":
                    raise Refusal(404, "there is no such thing")
                raise
        return asked

    # The resource of a path, and the id of what it stands below, which must be there.
    def find_resource(self, template, values):
        best = max((r for r in self.resources if template.startswith(r.path)), key=lambda r: len(r.path))
        names = re.findall(r"\{(\w+)\}", best.path)
        above = "/".join(urllib.parse.unquote(values[n]) for n in names)
        for parent in self.resources:
            if names and best.path.startswith(parent.path + "/{") and parent is not best:
                if ("", above) not in parent.things:
                    raise Refusal(404, "there is nothing above it")
        return best, above

    def read_body(self, operation, headers, body):
        content = operation["requestBody"]["content"]
        given = headers.get("Content-Type", "").split(";")[0].strip().lower()
        if given not in content:
            raise Refusal(415, "not of that media type")
        try:
            text = body.decode("utf-8")
            value = json.loads(text, parse_constant=lambda word: 1 / 0)
        except (UnicodeDecodeError, ValueError, ZeroDivisionError, RecursionError):
            raise Refusal(400, "no JSON")
        return value, content[given]["schema"]

    # ---- what is kept

    def shown(self, thing):
        thing = {k: v for k, v in thing.items() if not k.startswith("_")}
        if self.fault == "wrong_type":
            for name, value in thing.items():
                if isinstance(value, (int, float)) and not isinstance(value, bool) and name != "id":
                    thing[name] = str(value)
                    break
        return thing

    def writable(self, resource, sent):
        properties = self.properties(resource.schema)
        hidden = [n for n, s in properties.items() if self.rules.follow(s).get("writeOnly")]
        read_only = [n for n, s in properties.items() if self.rules.follow(s).get("readOnly")]
        return {k: v for k, v in sent.items() if k in properties and k not in read_only and k not in hidden}

    def properties(self, schema):
        schema = self.rules.follow(schema)
        found = dict(schema.get("properties", {}))
        for part in schema.get("allOf", []):
            found.update(self.properties(part))
        return found

    def presets(self, resource):
        return {n: s["default"] for n, s in ((n, self.rules.follow(s)) for n, s in self.properties(
            resource.schema).items()) if "default" in s}

    def wrap(self, resource, value):
        return {resource.wrapped: value} if resource.wrapped else value

    def create(self, resource, above, operation, headers, body, values):
        key = headers.get("Idempotency-Key")
        has_key = any(self.rules.follow(p).get("name") == "Idempotency-Key" for p in operation.get("parameters", []))
        if key and has_key and key in resource.keys and self.fault != "key_ignored":
            return resource.keys[key]
        try:
            sent, schema = self.read_body(operation, headers, body)
            self.rules.check(sent, schema)
        except Refusal:
            if self.fault == "create_trace" and isinstance(locals().get("sent"), dict):
                self.add(resource, above, sent.get(resource.wrapped, sent) if resource.wrapped else sent)
            raise
        sent = sent[resource.wrapped] if resource.wrapped and resource.wrapped in sent else sent
        self.find_referred(resource, sent)
        thing = self.add(resource, above, sent)
        location = re.sub(r"\{(\w+)\}", lambda m: values[m.group(1)], resource.path) + "/" + str(thing["id"])
        if self.fault == "broken_location":
            location = location.replace(str(thing["id"]), "0")
        status = 203 if self.fault == "undeclared_success" else 201
        answer = (status, {"Location": location}, self.wrap(resource, self.shown(thing)))
        if key and has_key:
            resource.keys[key] = answer
        return answer

    def find_referred(self, resource, sent):
        for name, path in resource.refers.items():
            other = next(r for r in self.resources if r.path == path)
            thing = other.things.get(("", str(sent.get(name))))
            if sent.get(name) is not None and (not thing or thing.get("_deleted")):
                raise Refusal(409, f"{name}: there is no such thing")

    def add(self, resource, above, sent):
        thing = {"id": resource.new_id(), "created_at": now(), "_version": 1, **self.presets(resource),
                 **self.writable(resource, sent)}
        if self.fault != "not_kept":
            kept = dict(thing)
            if self.fault == "write_lost":
                lost = [n for n, v in self.writable(resource, sent).items() if isinstance(v, str)]
                if lost:
                    kept[lost[0]] = kept[lost[0]][:1] if len(kept[lost[0]]) > 1 else kept[lost[0]]
            resource.things[(above, str(thing["id"]))] = kept
        return thing

    def list(self, resource, above, asked, template, query, values):
        items = [t for (a, _), t in resource.things.items() if a == above and not (
            t.get("_deleted") and self.fault != "still_listed")]
        if resource.newest_first:
            items.reverse()
        if self.fault == "not_listed" and items:
            items.pop(0 if resource.newest_first else -1)
        items = self.chosen(resource, items, asked)
        total = len(items)
        limit = asked.get("limit", asked.get("per_page", 20))
        start = self.start_of(resource, asked, limit)
        if start > 0 and self.fault == "page_repeats":
            start -= 1
        if start > 0 and self.fault == "page_skips":
            start += 1
        end = start + limit if resource.paging and self.fault != "limit_ignored" else total
        page = [self.shown(t) for t in items[start:end]]
        if self.fault == "total_wrong":
            total = max(0, len(page) - 1)
        if self.fault == "total_of_page":
            total = len(page)
        return self.listed(resource, page, start, end, total, len(items), template, query, values, limit)

    # Those that the query names a member of, in the order that it asks for.
    def chosen(self, resource, items, asked):
        for name in self.properties(resource.schema):
            if name not in asked or self.fault == "filter_ignored":
                continue
            items = [t for t in items if t.get(name) == asked[name] and self.fault != "filter_finds_nothing"]
        by = asked.get("sort", "").lstrip("-")
        if by and self.fault != "order_ignored":
            items = sorted(items, key=lambda t: t[by], reverse=asked["sort"].startswith("-"))
        return items

    @staticmethod
    def start_of(resource, asked, limit):
        if resource.paging == "offset":
            return asked.get("offset", 0)
        if resource.paging in ("page", "link"):
            return (asked.get("page", 1) - 1) * limit
        if resource.paging == "cursor" and "cursor" in asked:
            try:
                return int(base64.urlsafe_b64decode(asked["cursor"] + "=="))
            except ValueError:
                raise Refusal(400, "no cursor of ours")
        return 0

    def listed(self, resource, page, start, end, total, count, template, query, values, limit):
        is_last = end >= count
        if resource.paging == "cursor":
            following = None if is_last else base64.urlsafe_b64encode(str(end).encode()).decode().rstrip("=")
            if is_last and self.fault == "page_loops" and start > 0:
                following = base64.urlsafe_b64encode(str(start).encode()).decode().rstrip("=")
            return 200, {}, {"items": page, "next_cursor": following, "total": total}
        if resource.paging in ("offset", "page"):
            return 200, {}, {"data": page, "meta": {"total": total, "limit": limit}}
        headers = {}
        if resource.paging == "link":
            number = start // limit + 1
            following = number + 1 if not is_last else number if self.fault == "page_loops" and start > 0 else 0
            if following:
                headers["Link"] = f'<{template}?page={following}&per_page={limit}>; rel="next"'
        return 200, headers, page

    def on_member(self, method, resource, key, operation, headers, body):
        thing = resource.things.get(key)
        if thing and thing.get("_deleted"):
            if method == "DELETE" and self.fault == "delete_twice":
                return 500, {}, {"error": "it is gone"}
            if method == "DELETE" and self.fault == "delete_twice_body":
                return 200, {}, self.shown(thing)
            thing = None
        if not thing:
            raise Refusal(404, "there is no such thing")
        tag = f'"{thing["_version"]}"'
        if method == "GET":
            if self.fault == "server_error":
                return 500, {}, {"error": "Traceback (most recent call last)"}
            if headers.get("If-None-Match") == tag:
                return 304, {"ETag": tag}, None
            return 200, {"ETag": tag}, self.wrap(resource, self.shown(thing))
        if "If-Match" in headers and self.fault != "version_ignored" and headers["If-Match"] not in ("*", tag):
            raise Refusal(412, "it is another by now")
        if method == "DELETE":
            if self.fault != "delete_nothing":
                thing["_deleted"] = True
            return 204, {}, None
        return self.change(method, resource, thing, operation, headers, body)

    def change(self, method, resource, thing, operation, headers, body):
        sent, schema = self.read_body(operation, headers, body)
        is_wrapped = resource.wrapped and isinstance(sent, dict) and resource.wrapped in sent
        inner = sent[resource.wrapped] if is_wrapped else sent
        if self.fault == "trace" and isinstance(inner, dict):
            for name, value in self.writable(resource, inner).items():
                if type(value) is type(thing.get(name)):
                    thing[name] = value
        self.rules.check(sent, schema)
        self.find_referred(resource, inner)
        own = self.writable(resource, inner)
        new = dict(thing)
        if (method == "PUT" and self.fault != "put_partial") or self.fault == "patch_replaces":
            for name in self.writable(resource, new):
                if name not in own and name not in self.required(resource):
                    del new[name]
            new.update(self.presets(resource))
        for name, value in own.items():
            if value is None and method == "PATCH":
                new.pop(name, None)
            else:
                new[name] = value
        if method == "PUT" and self.fault == "put_not_idempotent":
            for name, value in own.items():
                if isinstance(value, list) and thing.get(name):
                    new[name] = (thing[name] + value)[:50]
                elif isinstance(value, int) and not isinstance(value, bool) and thing.get(name) == value:
                    new[name] = value + 1
        new["_version"] = thing["_version"] + (self.fault != "tag_stays")
        if self.fault != "put_lost" or method == "PATCH":
            thing.clear()
            thing.update(new)
        return 200, {"ETag": f'"{new["_version"]}"'}, self.wrap(resource, self.shown(new))

    def required(self, resource):
        schema = self.rules.follow(resource.schema)
        names = list(schema.get("required", []))
        for part in schema.get("allOf", []):
            names += self.rules.follow(part).get("required", [])
        return names


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in one piece
    disable_nagle_algorithm = True
    shop = None

    def do_any(self):
        length = self.headers.get("Content-Length")
        body = self.rfile.read(int(length)) if length and length.isdigit() else b""
        try:
            status, headers, value = self.shop.answer(self.command, self.path, self.headers, body)
        except Exception as fault:  # a fault of this server must be seen
            status, headers, value = 500, {}, {"error": repr(fault)}
            print(f"{self.command} {self.path}: {fault!r}", file=sys.stderr, flush=True)
        text = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        for name, one in headers.items():
            self.send_header(name, one)
        if text:
            self.send_header("Content-Type", "application/json")
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_HEAD = do_any

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.do_any
        raise AttributeError(name)

    def date_time_string(self, timestamp=None):
        return email.utils.formatdate(timestamp, usegmt=True)

    def log_message(self, *_):
        pass


def start(document, resources, fault=""):
    handler = type("Handler", (Handler,), {"shop": Shop(document, resources, fault)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
