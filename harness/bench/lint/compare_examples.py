#!/usr/bin/env python3
"""Do two other engines say the same of every example?

    compare_examples.py CONCORD FOLDER SPEC...    (FOLDER: where npm may install ajv)

Each specification is walked here, independently of Concord, and every example of a schema, media type, parameter and
header is judged by ajv (in node) and by Python's jsonschema. The sites are compared, by JSON Pointer, with what
`concord lint --rules examples` finds. Both engines know JSON Schema only, so schemas of Swagger 2.0 and OpenAPI 3.0 are
rewritten first: nullable, boolean bounds, siblings of $ref. By direction, what is readOnly is not demanded of requests
and what is writeOnly not of answers; an example of a schema fails when it fails both ways.
"""
import copy
import json
import os
import subprocess
import sys
import time

ONE = {"additionalProperties", "items", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems",
       "unevaluatedProperties"}
LISTS = {"allOf", "anyOf", "oneOf", "prefixItems"}
MAPS = {"properties", "patternProperties", "dependentSchemas", "$defs", "definitions"}
OLD_ONE = {"additionalProperties", "items", "not"}
OLD_LISTS = {"allOf", "anyOf", "oneOf"}
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
KEPT = {"type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength",
        "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties", "required",
        "format", "maxContains", "minContains", "dependentRequired"}


def step(token):
    return "/" + str(token).replace("~", "~0").replace("/", "~1")


def is_json(media):
    essence = media.split(";")[0].strip().lower()
    return essence in ("application/json", "text/json") or essence.endswith("+json")


class Spec:
    """The sites of one document, and the document rewritten for engines of JSON Schema."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig")
        self.root = json.loads(text)
        self.version = "2.0" if "swagger" in self.root else str(self.root.get("openapi", ""))[:3]
        self.sites = {}  # pointer: (schema pointer, value, direction)
        self.schemas = {}  # pointer: node, of all schemas met
        self.walk()

    # --- walking ---

    def resolve(self, node, at):
        for _ in range(20):
            if not (isinstance(node, dict) and isinstance(node.get("$ref"), str)):
                return node, at
            ref = node["$ref"]
            if not ref.startswith("#/"):
                return None, at
            node, at = self.root, ""
            from urllib.parse import unquote
            for token in unquote(ref[2:]).split("/"):
                token = token.replace("~1", "/").replace("~0", "~")
                try:
                    node = node[int(token)] if isinstance(node, list) else node[token]
                except (KeyError, IndexError, ValueError, TypeError):
                    return None, at
                at += step(token)
        return None, at

    def add(self, pointer, schema, value, direction, json_body=True):
        if isinstance(value, str) and not json_body:
            return
        self.sites.setdefault(pointer, []).append((schema, value, direction))

    def walk(self):
        old = self.version == "2.0"
        components = self.root if old else self.root.get("components") or {}
        base = "" if old else "/components"
        for name, node in (components.get("definitions" if old else "schemas") or {}).items():
            self.schema(node, base + ("/definitions" if old else "/schemas") + step(name))
        for name, node in (components.get("parameters") or {}).items():
            self.parameter(node, base + "/parameters" + step(name))
        for name, node in (components.get("responses") or {}).items():
            self.response(node, base + "/responses" + step(name))
        for name, node in (components.get("headers") or {}).items():
            self.header(node, base + "/headers" + step(name))
        for name, node in (components.get("requestBodies") or {}).items():
            self.body(node, base + "/requestBodies" + step(name))
        for group in ("paths", "webhooks", "x-webhooks"):
            for path, item in (self.root.get(group) or {}).items():
                if isinstance(item, dict) and not path.startswith("x-"):
                    self.item(item, "/" + group + step(path))

    def item(self, item, at):
        if "$ref" in item:
            return
        for i, one in enumerate(item.get("parameters") or []):
            self.parameter(one, f"{at}/parameters/{i}")
        for method, operation in item.items():
            if method not in METHODS or not isinstance(operation, dict):
                continue
            here = at + step(method)
            for i, one in enumerate(operation.get("parameters") or []):
                self.parameter(one, f"{here}/parameters/{i}")
            if "requestBody" in operation:
                self.body(operation["requestBody"], here + "/requestBody")
            for status, one in (operation.get("responses") or {}).items():
                if not status.startswith("x-"):
                    self.response(one, here + "/responses" + step(status))
            for name, callback in (operation.get("callbacks") or {}).items():
                if isinstance(callback, dict) and "$ref" not in callback:
                    for path, inner in callback.items():
                        if isinstance(inner, dict):
                            self.item(inner, here + "/callbacks" + step(name) + step(path))

    def body(self, node, at):
        if isinstance(node, dict) and "$ref" not in node:
            self.content(node.get("content"), at + "/content", "request")

    def response(self, node, at):
        if not isinstance(node, dict) or "$ref" in node:
            return
        for name, header in (node.get("headers") or {}).items():
            self.header(header, at + "/headers" + step(name))
        if self.version == "2.0":
            if isinstance(node.get("schema"), dict):
                self.schema(node["schema"], at + "/schema", "response")
                for media, value in (node.get("examples") or {}).items() if isinstance(node.get("examples"), dict) else ():
                    if "/" in media:
                        self.add(at + "/examples" + step(media), at + "/schema", value, "response", is_json(media))
            return
        self.content(node.get("content"), at + "/content", "response")

    def content(self, content, at, direction):
        for media, node in (content or {}).items() if isinstance(content, dict) else ():
            if isinstance(node, dict):
                self.holder(node, at + step(media), direction, is_json(media))

    def holder(self, node, at, direction, json_body=True):
        if not isinstance(node.get("schema"), (dict, bool)):
            return
        self.schema(node["schema"], at + "/schema", direction)
        if self.version == "2.0":
            return
        if "example" in node:
            self.add(at + "/example", at + "/schema", node["example"], direction, json_body)
        if isinstance(node.get("examples"), dict):
            for name, example in node["examples"].items():
                target, place = self.resolve(example, at + "/examples" + step(name))
                if isinstance(target, dict) and "value" in target:
                    self.add(place + "/value", at + "/schema", target["value"], direction, json_body)

    def header(self, node, at):
        if not isinstance(node, dict) or "$ref" in node:
            return
        if self.version == "2.0":
            return
        self.holder(node, at, "response")

    def parameter(self, node, at):
        if not isinstance(node, dict) or "$ref" in node:
            return
        self.holder(node, at, "request")
        self.content(node.get("content"), at + "/content", "request")

    def schema(self, node, at, direction="both"):
        if at in self.schemas:
            return
        self.schemas[at] = node
        if not isinstance(node, dict):
            return
        new = self.version >= "3.1"
        if isinstance(node.get("$ref"), str) and not new:
            return
        if "example" in node:
            self.add(at + "/example", at, node["example"], direction)
        if new and isinstance(node.get("examples"), list):
            for i, value in enumerate(node["examples"]):
                self.add(f"{at}/examples/{i}", at, value, direction)
        for key, value in node.items():
            if key in (ONE if new else OLD_ONE) and isinstance(value, (dict, bool)):
                self.schema(value, at + "/" + key, direction)
            elif key in (LISTS if new else OLD_LISTS) and isinstance(value, list):
                for i, one in enumerate(value):
                    self.schema(one, f"{at}/{key}/{i}", direction)
            elif key in (MAPS if new else {"properties"}) and isinstance(value, dict):
                for name, one in value.items():
                    self.schema(one, at + "/" + key + step(name), direction)

    # --- rewriting ---

    def rewritten(self, direction):
        root = copy.deepcopy(self.root)
        for at in self.schemas:
            node, parent, key = root, None, None
            for token in at.split("/")[1:]:
                token = token.replace("~1", "/").replace("~0", "~")
                parent, key = node, int(token) if isinstance(node, list) else token
                node = node[key]
            if isinstance(node, dict):
                self.rewrite(node, direction)
        return root

    def says(self, node, mark, hops=3):
        if not isinstance(node, dict):
            return False
        if node.get(mark) is True:
            return True
        if hops == 0:
            return False
        target, _ = self.resolve(node, "")
        if target is not node and self.says(target, mark, hops - 1):
            return True
        return any(self.says(part, mark, hops - 1) for part in node.get("allOf") or [] if isinstance(node.get("allOf"), list))

    def rewrite(self, node, direction):
        new = self.version >= "3.1"
        if isinstance(node.get("$ref"), str) and not new:
            ref = node["$ref"]
            node.clear()
            node["$ref"] = ref
            return
        if isinstance(node.get("required"), list):
            mark = {"request": "readOnly", "response": "writeOnly"}[direction]
            properties = node.get("properties") or {}
            node["required"] = [n for n in node["required"]
                                if not (n in properties and self.says(properties[n], mark))]
        nullable = node.get("nullable") is True and self.version == "3.0" or \
            node.get("x-nullable") is True and self.version == "2.0"
        known = KEPT | ((ONE | LISTS | MAPS) if new else (OLD_ONE | OLD_LISTS | {"properties"})) | {"$ref"}
        for key in list(node):
            if key not in known:
                del node[key]
        if not new:
            for bound, flag in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
                if node.get(flag) is True and bound in node:
                    node[flag] = node.pop(bound)
                elif flag in node:
                    del node[flag]
            for key in ("const", "maxContains", "minContains", "dependentRequired"):
                node.pop(key, None)
        if node.get("type") == "file":
            del node["type"]
        if nullable and isinstance(node.get("type"), str):
            node["type"] = [node["type"], "null"]


def concord_sites(concord, path):
    started = time.time()
    run = subprocess.run([concord, "lint", path, "--rules", "examples", "--output", "json"], capture_output=True)
    seconds = time.time() - started
    if run.returncode not in (0, 4):
        raise RuntimeError(run.stderr.decode("utf-8", "replace")[:300])
    listing = json.loads(run.stdout)
    counters = listing.get("summary", listing)
    found = {f["pointer"] for f in listing["findings"]}
    return found, counters, seconds


def ajv_verdicts(folder, sites, documents):
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "judge_ajv.mjs")
    if not os.path.isdir(os.path.join(folder, "node_modules", "ajv-formats")):
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "ajv@8", "ajv-formats"],
                       check=True)
    work = json.dumps({"documents": documents, "sites": sites})
    run = subprocess.run(["node", "--max-old-space-size=4096", script, folder], input=work.encode(), capture_output=True)
    if run.returncode != 0:
        raise RuntimeError(run.stderr.decode()[:500])
    return json.loads(run.stdout)


def python_verdicts(sites, documents):
    import jsonschema
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012
    validators = {}
    for direction, document in documents.items():
        registry = Registry().with_resource("https://doc.example/", Resource(contents=document, specification=DRAFT202012))
        validators[direction] = (registry, jsonschema.FormatChecker())
    verdicts = []
    for schema, value, direction in sites:
        registry, formats = validators[direction]
        from urllib.parse import quote
        try:
            validator = jsonschema.Draft202012Validator({"$ref": "https://doc.example/#" + quote(schema, safe="/~")}, registry=registry,
                                                        format_checker=formats)
            verdicts.append(validator.is_valid(value))
        except Exception:  # an unresolvable reference, a pattern that Python does not know, endless recursion
            verdicts.append(None)
    return verdicts


def compare(concord, folder, path, with_python):
    spec = Spec(path)
    documents = {direction: spec.rewritten(direction) for direction in ("request", "response")}
    flat, owners = [], []
    for pointer, entries in spec.sites.items():
        for schema, value, direction in entries:
            for one in ("request", "response") if direction == "both" else (direction,):
                flat.append((schema, value, one))
                owners.append((pointer, schema, direction))
    engines = {"ajv": ajv_verdicts(folder, flat, documents)}
    if with_python:
        engines["jsonschema"] = python_verdicts(flat, documents)
    found, counters, seconds = concord_sites(concord, path)
    result = {"spec": os.path.basename(path), "sites": len(spec.sites), "seconds": round(seconds, 2), "concord": len(found),
              "counters": counters}
    for name, verdicts in engines.items():
        by_site = {}
        for owner, verdict in zip(owners, verdicts):
            by_site.setdefault(owner, []).append(verdict)
        failing, unjudged = set(), set()
        for (pointer, _, _), list_ in by_site.items():
            if any(v is None for v in list_):
                unjudged.add(pointer)
            elif not any(list_):
                failing.add(pointer)
        failing -= unjudged
        missed = sorted(failing - found)
        extra = sorted(found & set(spec.sites) - failing - unjudged)
        result[name] = {"failing": len(failing), "unjudged": len(unjudged), "missed": missed, "extra": extra}
    result["elsewhere"] = sorted(found - set(spec.sites))
    return result


def main():
    concord, folder, *paths = sys.argv[1:]
    with_python = "--no-python" not in paths
    totals = {}
    for path in (p for p in paths if not p.startswith("--")):
        try:
            result = compare(concord, folder, path, with_python)
        except Exception as problem:
            print(f"{os.path.basename(path)}: {type(problem).__name__}: {problem}"[:300], flush=True)
            continue
        line = f"{result['spec']}: {result['sites']} sites, concord {result['concord']} in {result['seconds']} s"
        for engine in ("ajv", "jsonschema"):
            if engine not in result:
                continue
            one = result[engine]
            line += f"; {engine} {one['failing']} ({one['unjudged']} unjudged), missed {len(one['missed'])}, extra {len(one['extra'])}"
            for key in ("failing", "unjudged"):
                totals[engine, key] = totals.get((engine, key), 0) + one[key]
            for key in ("missed", "extra"):
                totals[engine, key] = totals.get((engine, key), 0) + len(one[key])
        print(line, flush=True)
        if "--list" in paths:
            for engine in ("ajv", "jsonschema"):
                for key in ("missed", "extra"):
                    for pointer in result.get(engine, {}).get(key, [])[:20]:
                        print(f"    {engine} {key}: {pointer}")
            for pointer in result["elsewhere"][:10]:
                print(f"    elsewhere: {pointer}")
        totals["sites"] = totals.get("sites", 0) + result["sites"]
        totals["concord"] = totals.get("concord", 0) + result["concord"]
    print(totals)


if __name__ == "__main__":
    main()
