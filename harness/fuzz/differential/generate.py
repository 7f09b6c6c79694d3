"""Random schemas of 2020-12 and instances for them: near enough to a schema that both verdicts happen."""
import copy
import json

NAMES = ["a", "b", "c", "aa", "x-1", "kind"]
STRINGS = ["", "a", "ab", "abc", "aab", "b1", "\u00e4", "\U0001f600", "\U0001f600\U0001f600", "2024-02-29",
           "2023-02-29", "2024-01-01T00:00:00Z", "12:00:00Z", "a@b.example", "192.0.2.1", "192.0.2.256", "::1",
           "not a uri", "https://a.example/b?c=d", "/a/0", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "P1D",
           "host.example"]
BIG = [2 ** 53 + 1, 2 ** 64, -2 ** 63 - 1, 10 ** 309]
NUMBERS = [0, 1, 2, 3, 5, 7, 10, -1, -5, 0.5, 1.5, -0.5, 0.1, 0.3, 19.99, 1e3, 100, 4, 6, 12]
PATTERNS = ["^a", "b$", "^a+$", "[0-9]", "^.{2}$", "a|b", "^[a-c]*$", "^$", "\\d", "^\\p{L}+$", "x", "."]
FORMATS = ["date", "email", "ipv4", "ipv6", "uuid", "json-pointer", "unknown-format"]
TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"]


class Generator:
    def __init__(self, source):
        self.source = source

    def one_of(self, values):
        return self.source.choice(values)

    def chance(self, probability):
        return self.source.random() < probability

    def some(self, values, most):
        return self.source.sample(values, self.source.randint(1, min(most, len(values))))

    # ---- values

    def scalar(self):
        return self.one_of([None, True, False, self.number(), self.one_of(STRINGS), self.one_of(STRINGS)])

    def number(self):
        return self.one_of(BIG if self.chance(0.02) else NUMBERS)

    def value(self, depth=2):
        kind = self.source.random()
        if depth == 0 or kind < 0.5:
            return self.scalar()
        if kind < 0.75:
            return [self.value(depth - 1) for _ in range(self.source.randint(0, 4))]
        return {name: self.value(depth - 1) for name in self.source.sample(NAMES, self.source.randint(0, 4))}

    # ---- schemas

    def schema(self):
        schema = self.subschema(3)
        if isinstance(schema, bool):
            schema = {"not": {"const": schema}}
        schema["$defs"] = {name: self.subschema(2) for name in ("p", "q")}
        return schema

    def subschema(self, depth):
        if self.chance(0.04):
            return self.chance(0.7)
        schema = {}
        makers = [self.add_type, self.add_number, self.add_string] + [self.add_values] * self.chance(0.4)
        if depth > 0:
            makers += [self.add_members, self.add_members, self.add_items, self.add_items, self.add_logic,
                       self.add_logic, self.add_reference, self.add_unevaluated]
        for maker in self.some(makers, 3):
            maker(schema, depth)
        if "type" in schema and self.chance(0.5):
            del schema["type"]  # else little is valid
        return schema

    def add_type(self, schema, _depth):
        schema["type"] = self.one_of(TYPES) if self.chance(0.7) else self.some(TYPES, 3)

    def add_number(self, schema, _depth):
        for name in self.some(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"], 2):
            schema[name] = self.one_of([2, 3, 0.5, 5, 0.1, 0.01]) if name == "multipleOf" else self.number()

    def add_string(self, schema, _depth):
        name = self.one_of(["minLength", "maxLength", "pattern", "format"])
        choices = {"pattern": PATTERNS, "format": FORMATS}
        schema[name] = self.one_of(choices.get(name, [0, 1, 2, 3]))

    def add_values(self, schema, _depth):
        if self.chance(0.5):
            schema["const"] = self.value(1)
        else:
            schema["enum"] = [self.value(1) for _ in range(self.source.randint(1, 4))]

    def add_members(self, schema, depth):
        below = depth - 1
        names = ["properties", "required", "additionalProperties", "patternProperties", "propertyNames",
                 "minProperties", "maxProperties", "dependentRequired", "dependentSchemas"]
        for name in ["properties"] * self.chance(0.6) + self.some(names, 3):
            schema[name] = {
                "properties": lambda: {each: self.subschema(below) for each in self.some(NAMES, 3)},
                "required": lambda: self.some(NAMES, 2),
                "additionalProperties": lambda: self.subschema(below),
                "patternProperties": lambda: {each: self.subschema(below) for each in self.some(PATTERNS, 2)},
                "propertyNames": lambda: self.subschema(0),
                "minProperties": lambda: self.source.randint(0, 3),
                "maxProperties": lambda: self.source.randint(0, 4),
                "dependentRequired": lambda: {each: self.some(NAMES, 2) for each in self.some(NAMES, 2)},
                "dependentSchemas": lambda: {each: self.subschema(below) for each in self.some(NAMES, 2)},
            }[name]()

    def add_items(self, schema, depth):
        below = depth - 1
        for name in self.some(["items", "prefixItems", "contains", "uniqueItems", "minItems", "maxItems"], 3):
            schema[name] = {
                "items": lambda: self.subschema(below),
                "prefixItems": lambda: [self.subschema(below) for _ in range(self.source.randint(1, 3))],
                "contains": lambda: self.subschema(below),
                "uniqueItems": lambda: self.chance(0.9),
                "minItems": lambda: self.source.randint(0, 3),
                "maxItems": lambda: self.source.randint(0, 4),
            }[name]()
        if "contains" in schema and self.chance(0.5):
            schema[self.one_of(["minContains", "maxContains"])] = self.source.randint(0, 3)

    def add_logic(self, schema, depth):
        below = depth - 1
        name = self.one_of(["allOf", "anyOf", "oneOf", "not", "if"])
        if name == "if":
            for each in ["if", *self.some(["then", "else"], 2)]:
                schema[each] = self.subschema(below)
        elif name == "not":
            schema[name] = self.subschema(below)
        else:
            schema[name] = [self.subschema(below) for _ in range(self.source.randint(1, 3))]

    # Only into members and items may a reference lead in a circle, so that it ends.
    def add_reference(self, schema, depth):
        if depth == 3:
            schema["$ref"] = self.one_of(["#/$defs/p", "#/$defs/q"])
        else:
            place = self.one_of(["items", "additionalProperties"])
            schema[place] = {"$ref": self.one_of(["#", "#/$defs/p", "#/$defs/q"])}

    def add_unevaluated(self, schema, depth):
        name = self.one_of(["unevaluatedProperties", "unevaluatedItems"])
        schema[name] = False if self.chance(0.6) else self.subschema(min(depth - 1, 1))

    # ---- instances

    def instances(self, schema, count):
        made = []
        for _ in range(count):
            value = self.conforming(schema, schema, 5)
            for _ in range(self.one_of([0, 0, 1, 1, 2])):
                value = self.mutated(value)
            made.append(value)
        return made

    def conforming(self, schema, root, depth):
        """What the schema may accept: each keyword is followed by itself, what they say together is left to luck."""
        if isinstance(schema, bool) or depth == 0:
            return self.value(1)
        if "const" in schema:
            return copy.deepcopy(schema["const"])
        if "enum" in schema:
            return copy.deepcopy(self.one_of(schema["enum"]))
        for name in self.source.sample(["$ref", "allOf", "anyOf", "oneOf", "then"], 5):
            if name in schema and self.chance(0.5):
                inner = schema[name]
                if name == "$ref":
                    inner = root if inner == "#" else root["$defs"][inner[-1]]
                return self.conforming(self.one_of(inner) if isinstance(inner, list) else inner, root, depth - 1)
        kind = schema.get("type") or self.one_of(self.kinds_by_keywords(schema))
        return self.of_kind(self.one_of(kind) if isinstance(kind, list) else kind, schema, root, depth)

    def kinds_by_keywords(self, schema):
        hints = {"object": ("properties", "required", "additionalProperties", "patternProperties", "propertyNames",
                            "minProperties", "maxProperties", "dependentRequired", "unevaluatedProperties"),
                 "array": ("items", "prefixItems", "contains", "uniqueItems", "minItems", "maxItems",
                           "unevaluatedItems"),
                 "string": ("minLength", "maxLength", "pattern", "format"),
                 "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")}
        found = [kind for kind, names in hints.items() if any(name in schema for name in names)]
        return found or TYPES

    def of_kind(self, kind, schema, root, depth):
        if kind == "object":
            members = {}
            for name, inner in schema.get("properties", {}).items():
                if self.chance(0.7):
                    members[name] = self.conforming(inner, root, depth - 1)
            extra = schema.get("additionalProperties", True)
            for name in schema.get("required", []) + self.source.sample(NAMES, self.source.randint(0, 2)):
                members.setdefault(name, self.conforming(extra, root, depth - 1))
            return members
        if kind == "array":
            items = [self.conforming(each, root, depth - 1) for each in schema.get("prefixItems", [])]
            rest = schema.get("items", schema.get("contains", True))
            return items + [self.conforming(rest, root, depth - 1) for _ in range(self.source.randint(0, 3))]
        return {"null": None, "boolean": self.chance(0.5), "integer": self.one_of([0, 1, 2, 3, 6, 10, -5, 1.0]),
                "number": self.number(), "string": self.one_of(STRINGS)}[kind]

    def mutated(self, value):
        if isinstance(value, dict) and value and self.chance(0.8):
            name = self.one_of(sorted(value))
            changed = dict(value)
            action = self.source.random()
            if action < 0.3:
                del changed[name]
            elif action < 0.6:
                changed[self.one_of(NAMES)] = self.value(1)
            else:
                changed[name] = self.mutated(value[name])
            return changed
        if isinstance(value, list) and value and self.chance(0.8):
            index = self.source.randrange(len(value))
            action = self.source.random()
            if action < 0.3:
                return value[:index] + value[index + 1:]
            if action < 0.6:
                return value + [copy.deepcopy(value[index]) if self.chance(0.5) else self.value(1)]
            return value[:index] + [self.mutated(value[index])] + value[index + 1:]
        return self.value(1)


def text_of(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
