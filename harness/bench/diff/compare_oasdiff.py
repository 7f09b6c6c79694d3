#!/usr/bin/env python3
"""Does oasdiff say the same?

    compare_oasdiff.py CONCORD OASDIFF --checks FOLDER   pairs of small documents, one or more for each check of oasdiff
    compare_oasdiff.py CONCORD OASDIFF OLD NEW           two versions of one specification

With --checks, FOLDER has the files of harness/tests/diff/oasdiff. Every pair is given to both programs: oasdiff must
find the check that the pair is there for, Concord what the pair says, and each pair that one of them calls breaking and
the other does not is listed. With two files, the operations that each program calls broken are compared.
"""
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile

import yaml

SCHEMES = {"Key": {"type": "apiKey", "in": "header", "name": "X-Key"}, "Bearer": {"type": "http", "scheme": "bearer"},
           "OAuth": {"type": "oauth2", "flows": {"password": {"tokenUrl": "https://a.example/token",
                                                              "scopes": {"read": "r", "write": "w"}}}}}
ANIMALS = {"Cat": {"type": "object", "required": ["meows"], "properties": {"meows": {"type": "boolean"}}},
           "Dog": {"type": "object", "required": ["barks"], "properties": {"barks": {"type": "boolean"}}}}
PLACES = ["request-body", "request-property", "request-parameter-property", "request-parameter", "response-body",
          "response-property", "response-header", "response-mediatype"]


def expanded(text):
    found = re.search(r"\{([^}]*)\}", text)
    if not found:
        return [text]
    return [text[:found.start()] + word + text[found.end():] for word in found.group(1).split(",")]


def place_of(check):
    if check.startswith("request-read-only-property"):
        return "request-property"
    if check.startswith("response-write-only-property"):
        return "response-property"
    return next(place for place in PLACES if check.startswith(place + "-"))


def document(at, fragment):
    ok = {"200": {"description": "ok"}}
    answer = lambda content: {"responses": {"200": {"description": "ok", "content": content}}}
    headers = lambda stated: {"responses": {"200": {"description": "ok", "headers": stated}}}
    in_property = {"type": "object", "properties": {"p": fragment}}
    json_of = lambda schema: {"application/json": {"schema": schema}}
    body = lambda content: {"requestBody": {"content": content}, "responses": ok}
    parameter = lambda where, schema: {"parameters": [{"name": "q", "in": where, "schema": schema}], "responses": ok}
    operations = {
        "request-body": lambda: body(json_of(fragment)), "request-property": lambda: body(json_of(in_property)),
        "request-parameter": lambda: parameter("query", fragment),
        "header-parameter": lambda: parameter("header", fragment),
        "request-parameter-property": lambda: parameter("query", in_property),
        "response-body": lambda: answer(json_of(fragment)), "response-mediatype": lambda: answer(json_of(fragment)),
        "response-property": lambda: answer(json_of(in_property)),
        "response-header": lambda: headers({"X-H": {"schema": fragment}}),
        "response-headers": lambda: headers(fragment),
        "request-content": lambda: body(fragment), "response-content": lambda: answer(fragment),
        "parameters": lambda: {"parameters": fragment, "responses": ok}, "responses": lambda: {"responses": fragment},
        "operation": lambda: {"responses": ok} | fragment,
        "security-schemes": lambda: {"responses": ok, "security": [{"Extra": []}]},
    }
    root = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}}
    root |= fragment if at == "document" else {"paths": {"/things": {"post": operations[at]()}}}
    components = {"securitySchemes": SCHEMES | (fragment if at == "security-schemes" else {}), "schemas": ANIMALS}
    given = root.get("components", {})
    return root | {"components": {key: value | given.get(key, {}) for key, value in components.items()}}


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr


def of_oasdiff(program, old, new):
    text, problem = run([program, "changelog", old, new, "-f", "json"])
    if not text.strip():
        return [] if not problem.strip() else [{"id": "cannot: " + problem.strip()[:200], "level": 0}]
    return json.loads(text)


def of_concord(program, old, new):
    text, problem = run([program, "diff", old, new, "--output", "json", "--date", "2026-06-15"])
    if not text.strip():
        raise SystemExit(problem)
    return json.loads(text)["findings"]


def check_pairs(concord, oasdiff, folder):
    known = {one["id"] for one in json.loads(run([oasdiff, "checks", "-f", "json"])[0])}
    tried, differing, silent, wrong = set(), [], [], []
    with tempfile.TemporaryDirectory() as work:
        old, new = os.path.join(work, "old.json"), os.path.join(work, "new.json")
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                pairs = yaml.safe_load(file)
            for pair in pairs:
                stated = pair["checks"] if isinstance(pair["checks"], list) else [pair["checks"]]
                for check in itertools.chain.from_iterable(map(expanded, stated)):
                    at = pair.get("at") or place_of(check)
                    for path, fragment in ((old, pair["old"]), (new, pair["new"])):
                        with open(path, "w", encoding="utf-8") as file:
                            json.dump(document(at, fragment), file)
                    theirs, ours = of_oasdiff(oasdiff, old, new), of_concord(concord, old, new)
                    tried.add(check)
                    says = [pair["says"]] if isinstance(pair["says"], str) else pair["says"]
                    said = sorted(one["level"] + " " + one["rule"] for one in ours)
                    if said != sorted(says):
                        wrong.append((check, says, said))
                    if check in known and check not in {one["id"] for one in theirs}:
                        silent.append((check, [one["id"] for one in theirs]))
                    is_theirs = any(one["level"] == 3 for one in theirs)
                    is_ours = any(one["level"] == "breaking" for one in ours)
                    if is_theirs != is_ours and check in known:
                        differing.append((check, [(one["id"], one["level"]) for one in theirs], said))
    for title, rows in (("Concord does not say what the pair says", wrong), ("oasdiff is silent", silent),
                        ("one says breaking", differing)):
        print(f"== {title}: {len(rows)}")
        for row in rows:
            print("  ", *row)
    print(f"== checks of oasdiff without a pair: {sorted(known - tried)}")
    print(f"{len(tried)} checks tried, {len(known & tried)} of {len(known)} that this oasdiff knows")
    return bool(wrong)


def operation_of(finding):
    return finding["operation"] + " " + re.sub(r"\{[^}]*\}", "{}", finding["path"])


def compare_files(concord, oasdiff, old, new):
    theirs = {}
    for one in of_oasdiff(oasdiff, old, new):
        if one["level"] == 3 and one.get("operation"):
            theirs.setdefault(operation_of(one), []).append(one["id"])
    ours = {}
    for one in of_concord(concord, old, new):
        if one["level"] == "breaking" and one.get("operation"):
            ours.setdefault(re.sub(r"\{[^}]*\}", "{}", one["operation"]), []).append(one["rule"])
    print(f"operations broken: both {len(theirs.keys() & ours.keys())}, "
          f"oasdiff only {len(theirs.keys() - ours.keys())}, "
          f"Concord only {len(ours.keys() - theirs.keys())}")
    for label, mine, other in (("oasdiff only", theirs, ours), ("Concord only", ours, theirs)):
        for operation in sorted(mine.keys() - other.keys()):
            print("  ", label, operation, sorted(set(mine[operation])))
    return False


if __name__ == "__main__":
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    _, concord_program, oasdiff_program, first, second = sys.argv
    act = check_pairs if first == "--checks" else compare_files
    arguments = (second,) if first == "--checks" else (first, second)
    sys.exit(act(concord_program, oasdiff_program, *arguments))
