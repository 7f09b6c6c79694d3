"""Where the examples of an OpenAPI document stand, found independently of Concord: the files that belong to it, every
schema in them, and for every example its schema and its direction. Files are read with Python's json and PyYAML."""
import json
import os
import re
from urllib.parse import unquote

import yaml

ONE = {"additionalProperties", "items", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems",
       "unevaluatedProperties", "contentSchema"}
LISTS = {"allOf", "anyOf", "oneOf", "prefixItems"}
MAPS = {"properties", "patternProperties", "dependentSchemas", "$defs", "definitions"}
OLD_ONE = {"additionalProperties", "items", "not"}
OLD_LISTS = {"allOf", "anyOf", "oneOf"}
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}


class CoreLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2 by its core schema: dates, `no` and 14:00 are strings."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
        ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
        ("merge", r"<<", "<")):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def as_number(loader, node):
    text = node.value
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


def as_map(loader, node):
    loader.flatten_mapping(node)
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


CoreLoader.add_constructor("tag:yaml.org,2002:int", as_number)
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))
CoreLoader.add_constructor("tag:yaml.org,2002:map", as_map)


def read(path):
    with open(path, "rb") as file:
        text = file.read().decode("utf-8-sig")
    return json.loads(text) if text.lstrip()[:1] == "{" else yaml.load(text, CoreLoader)


def step(token):
    return "/" + str(token).replace("~", "~0").replace("/", "~1")


def tokens(pointer):
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def media_kind(media):
    essence = media.split(";")[0].strip().lower()
    if essence in ("application/json", "text/json") or essence.endswith("+json"):
        return "json"
    return "xml" if essence.endswith(("/xml", "+xml")) else "other"


class Place:
    """A file and a JSON Pointer in it."""

    def __init__(self, file, pointer=""):
        self.file, self.pointer = file, pointer

    def __truediv__(self, token):
        return Place(self.file, self.pointer + step(token))

    def key(self):
        return self.file, self.pointer


class Spec:
    def __init__(self, path):
        self.path = os.path.realpath(path)
        self.files = {}
        root = self.load(self.path)
        self.version = "2.0" if "swagger" in root else str(root.get("openapi", ""))[:3]
        if self.version not in ("2.0", "3.0", "3.1", "3.2"):
            raise ValueError(f"no version known: {self.version}")
        self.is_new = self.version >= "3.1"
        self.sites = {}  # (file, pointer): [(schema place, value, direction)]
        self.schemas = {}  # (file, pointer): node, of all schemas met
        self.seen = set()
        self.waiting = []
        self.walk(root, Place(self.path))

    def load(self, path):
        if path not in self.files:
            self.files[path] = read(path)
        return self.files[path]

    # --- references ---

    def target(self, ref, file):
        """(node, place) of a reference, or None when it leads nowhere, or out of the machine."""
        name, _, fragment = ref.partition("#")
        if "://" in name or fragment and not fragment.startswith("/"):
            return None
        path = os.path.realpath(os.path.join(os.path.dirname(file), unquote(name))) if name else file
        try:
            node = self.load(path)
        except (OSError, ValueError, yaml.YAMLError):
            return None
        place = Place(path)
        for token in tokens(unquote(fragment)):
            try:
                node = node[int(token)] if isinstance(node, list) else node[token]
            except (KeyError, IndexError, ValueError, TypeError):
                return None
            place = place / token
        return node, place

    def resolve(self, node, at):
        for _ in range(30):
            if not (isinstance(node, dict) and isinstance(node.get("$ref"), str)):
                return node, at
            found = self.target(node["$ref"], at.file)
            if found is None:
                return None, at
            node, at = found
        return None, at

    def first(self, kind, node, at):
        """Follows references; None when there is nothing or it has been visited."""
        node, at = self.resolve(node, at)
        if not isinstance(node, dict) or (kind, at.key()) in self.seen:
            return None, at
        self.seen.add((kind, at.key()))
        return node, at

    # --- walking ---

    def walk(self, root, at):
        old = self.version == "2.0"
        parts = root if old else root.get("components") or {}
        base = at if old else at / "components"
        kinds = [("definitions" if old else "schemas", self.schema), ("parameters", self.parameter),
                 ("responses", self.response), ("headers", self.header), ("requestBodies", self.body),
                 ("callbacks", self.callback), ("pathItems", self.item)]
        for name, visit in kinds:
            for key, node in mapping(parts.get(name)):
                if old and name not in ("definitions", "parameters", "responses"):
                    continue
                if not key.startswith("x-") or visit == self.schema:
                    visit(node, base / name / key)
        for group in ("paths", "webhooks", "x-webhooks"):
            for path, item in mapping(root.get(group)):
                if not path.startswith("x-"):
                    self.item(item, at / group / path)
        while self.waiting:
            self.schema(*self.waiting.pop())

    def item(self, node, at):
        node, at = self.first("item", node, at)
        if node is None:
            return
        self.parameters(node, at)
        others = mapping(node.get("additionalOperations")) if self.is_new else []
        for here, operation in [(at / key, one) for key, one in node.items() if key in METHODS] + \
                [(at / "additionalOperations" / key, one) for key, one in others]:
            if not isinstance(operation, dict):
                continue
            self.parameters(operation, here)
            if "requestBody" in operation:
                self.body(operation["requestBody"], here / "requestBody")
            for status, one in mapping(operation.get("responses")):
                if not status.startswith("x-"):
                    self.response(one, here / "responses" / status)
            for name, one in mapping(operation.get("callbacks")):
                self.callback(one, here / "callbacks" / name)

    def callback(self, node, at):
        node, at = self.first("callback", node, at)
        for path, inner in mapping(node):
            if not path.startswith("x-"):
                self.item(inner, at / path)

    def parameters(self, holder, at):
        listed = holder.get("parameters")
        for i, one in enumerate(listed if isinstance(listed, list) else ()):
            self.parameter(one, at / "parameters" / i)

    def body(self, node, at):
        node, at = self.first("body", node, at)
        if node is not None:
            self.content(node.get("content"), at / "content", "request")

    def response(self, node, at):
        node, at = self.first("response", node, at)
        if node is None:
            return
        for name, header in mapping(node.get("headers")):
            self.header(header, at / "headers" / name)
        if self.version != "2.0":
            return self.content(node.get("content"), at / "content", "response")
        if "schema" in node:
            self.schema(node["schema"], at / "schema", "response")
            for media, value in mapping(node.get("examples")):
                if "/" in media:
                    self.add(at / "examples" / media, at / "schema", value, "response", media_kind(media))

    def content(self, content, at, direction):
        for media, stated in mapping(content):
            node, here = self.resolve(stated, at / media)
            if not isinstance(node, dict):
                continue
            if isinstance(node.get("itemSchema"), (dict, bool)):
                self.schema(node["itemSchema"], here / "itemSchema", direction)
            self.holder(node, here, direction, media_kind(media))
            for name, encoding in mapping(node.get("encoding")):
                for key, header in mapping(encoding.get("headers") if isinstance(encoding, dict) else None):
                    self.header(header, here / "encoding" / name / "headers" / key)

    def holder(self, node, at, direction, kind="json"):
        if not isinstance(node.get("schema"), (dict, bool)):
            return
        self.schema(node["schema"], at / "schema", direction)
        if self.version == "2.0":
            return
        if "example" in node:
            self.add(at / "example", at / "schema", node["example"], direction, kind)
        for name, example in mapping(node.get("examples")):
            target, place = self.resolve(example, at / "examples" / name)
            if not isinstance(target, dict) or name.startswith("x-"):
                continue
            for key, kind_of_value in (("value", kind), ("dataValue", "json")):
                if key in target:
                    self.add(place / key, at / "schema", target[key], direction, kind_of_value)

    def header(self, node, at):
        node, at = self.first("header", node, at)
        if node is None:
            return
        if self.version == "2.0":
            return self.schema(node, at, "response", True)
        self.holder(node, at, "response")
        self.content(node.get("content"), at / "content", "response")

    def parameter(self, node, at):
        node, at = self.first("parameter", node, at)
        if node is None:
            return
        if self.version == "2.0" and "schema" not in node:
            return self.schema(node, at, "request", True)
        self.holder(node, at, "request")
        self.content(node.get("content"), at / "content", "request")

    def schema(self, node, at, direction="both", is_parameter=False):
        if at.key() in self.schemas:
            return
        self.schemas[at.key()] = node
        if not isinstance(node, dict):
            return
        if isinstance(node.get("$ref"), str) and not is_parameter:
            found = self.target(node["$ref"], at.file)
            if found is not None and isinstance(found[0], (dict, bool)):
                self.waiting.append(found)
            if not self.is_new:
                return
        if "example" in node and not is_parameter:
            self.add(at / "example", at, node["example"], direction)
        if self.is_new and isinstance(node.get("examples"), list):
            for i, value in enumerate(node["examples"]):
                self.add(at / "examples" / i, at, value, direction)
        for key, value in node.items():
            if key in (ONE if self.is_new else OLD_ONE) and isinstance(value, (dict, bool)):
                self.schema(value, at / key, direction)
            elif key in (LISTS if self.is_new else OLD_LISTS) and isinstance(value, list):
                for i, one in enumerate(value):
                    self.schema(one, at / key / i, direction)
            elif key in (MAPS if self.is_new else {"properties"}):
                for name, one in mapping(value):
                    self.schema(one, at / key / name, direction)

    def add(self, at, schema, value, direction, kind="json"):
        """`kind` of the media type: a string that stands for XML, a form or anything but a string is not judged."""
        if kind != "json" and isinstance(value, str) and (kind == "xml" or not self.is_string(schema)):
            return
        self.sites.setdefault(at.key(), []).append((schema, value, direction))

    def is_string(self, schema):
        node = self.files[schema.file]
        for token in tokens(schema.pointer):
            node = node[int(token)] if isinstance(node, list) else node[token]
        node, _ = self.resolve(node, schema)
        return isinstance(node, dict) and node.get("type") == "string"


def mapping(value):
    return [(key, one) for key, one in value.items() if isinstance(key, str)] if isinstance(value, dict) else []
