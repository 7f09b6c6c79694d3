"""Data sets of the benchmark in the form of draft 7, for rivals that know no later one."""
import json
import os

LATER = ("unevaluatedProperties", "unevaluatedItems", "$dynamicRef", "$dynamicAnchor", "prefixItems", "minContains")


def converted(schema):
    """The same schema in draft 7; nothing when it has none. No data set names a property like one of these keywords."""
    if isinstance(schema, list):
        return [converted(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    out = {}
    for name, value in schema.items():
        if name in LATER:
            raise ValueError(name)
        if name == "$ref" and not value.startswith("#"):
            raise ValueError(value)
        names = {"$defs": "definitions", "dependentRequired": "dependencies", "dependentSchemas": "dependencies"}
        out[names.get(name, name)] = value.replace("#/$defs/", "#/definitions/") if name == "$ref" else converted(value)
    if "$schema" in out:
        out["$schema"] = "http://json-schema.org/draft-07/schema#"
    return out


def write(place):
    """A folder beside `place` with the schema in draft 7 and the same data, or nothing."""
    folder = place.parent.parent / "data7" / place.name
    try:
        schema = converted(json.loads((place / "schema.json").read_text()))
    except ValueError:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "schema.json").write_text(json.dumps(schema) + "\n")
    data = folder / "data.jsonl"
    if not data.exists():
        os.symlink(place / "data.jsonl", data)
    return folder
