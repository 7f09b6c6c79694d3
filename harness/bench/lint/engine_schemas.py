"""The schemas of a document in the words of engines that know JSON Schema 2020-12 only: nullable, boolean bounds and
siblings of $ref as Swagger 2.0 and OpenAPI 3.0 mean them, `required` by direction, keywords of wrong form left out."""
import copy

from example_sites import LISTS, MAPS, ONE, OLD_LISTS, OLD_ONE, Place, tokens

KEPT = {"type", "enum", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength",
        "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties", "required",
        "format"}
NEW = {"const", "maxContains", "minContains", "dependentRequired"}
COUNTS = {"maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties", "maxContains",
          "minContains"}
TYPES = {"string", "number", "integer", "boolean", "array", "object", "null"}
NUMBER_FORMATS = {"int32", "int64", "float", "double"}


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_well_formed(key, value):
    if key == "type":
        return value in TYPES if isinstance(value, str) else isinstance(value, list) and bool(value) and \
            all(isinstance(one, str) and one in TYPES for one in value) and len(set(value)) == len(value)
    if key == "enum":
        return isinstance(value, list) and bool(value)
    if key == "required":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if key in COUNTS:
        return is_number(value) and value >= 0 and value == int(value)
    if key in ("minimum", "maximum", "multipleOf"):
        return is_number(value) and (key != "multipleOf" or value > 0)
    if key in ("pattern", "format"):
        return isinstance(value, str)
    if key == "uniqueItems":
        return isinstance(value, bool)
    return True


class EngineSchemas:
    def __init__(self, spec):
        self.spec = spec

    def documents(self, direction):
        """{file: an object with the rewritten schemas, and nothing else, where they stood}."""
        roots = {file: {} for file in self.spec.files}
        for place in sorted(self.spec.schemas, key=lambda key: key[1].count("/")):
            self.place(roots, place, direction)
        return roots

    def place(self, roots, place, direction):
        file, pointer = place
        if not pointer:
            roots[file] = copy.deepcopy(self.spec.schemas[place])
            return self.rewrite(roots[file], file, direction)
        *outer, last = tokens(pointer)
        node = roots[file]
        for token in outer:
            node = node[int(token)] if isinstance(node, list) else node.setdefault(token, {})
        if isinstance(node, dict) and last not in node:
            node[last] = copy.deepcopy(self.spec.schemas[place])
        node = node[int(last)] if isinstance(node, list) else node[last]
        if isinstance(node, dict):
            self.rewrite(node, file, direction)

    def says(self, node, mark, file, hops=4):
        if not isinstance(node, dict) or hops == 0:
            return False
        has_siblings = self.spec.is_new or not isinstance(node.get("$ref"), str)
        if has_siblings and node.get(mark) is True:
            return True
        if isinstance(node.get("$ref"), str):
            target, at = self.spec.resolve(node, Place(file))
            if self.says(target, mark, at.file, hops - 1):
                return True
        parts = node.get("allOf") if has_siblings else None
        return isinstance(parts, list) and any(self.says(part, mark, file, hops - 1) for part in parts)

    def rewrite(self, node, file, direction):
        new = self.spec.is_new
        if isinstance(node.get("$ref"), str) and not new:
            ref = node["$ref"]
            node.clear()
            node["$ref"] = ref
            return
        if isinstance(node.get("required"), list) and isinstance(node.get("properties"), dict):
            mark = {"request": "readOnly", "response": "writeOnly"}[direction]
            node["required"] = [name for name in node["required"]
                                if not (isinstance(name, str) and self.says(node["properties"].get(name), mark, file))]
        nullable = node.get("nullable") is True and self.spec.version == "3.0" or \
            node.get("x-nullable") is True and self.spec.version == "2.0"
        if node.get("type") == "string" and node.get("format") in NUMBER_FORMATS:
            del node["format"]
        self.rewrite_bounds(node)
        known = KEPT | (NEW | ONE | LISTS | MAPS if new else OLD_ONE | OLD_LISTS | {"properties"}) | {"$ref"}
        for key in list(node):
            if key not in known or not is_well_formed(key, node[key]):
                del node[key]
        if nullable and isinstance(node.get("type"), str):
            node["type"] = [node["type"], "null"]

    def rewrite_bounds(self, node):
        for bound, flag in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if self.spec.is_new:
                if not is_number(node.get(flag, 0)):
                    del node[flag]
            elif node.get(flag) is True and is_number(node.get(bound)):
                node[flag] = node.pop(bound)
            else:
                node.pop(flag, None)
