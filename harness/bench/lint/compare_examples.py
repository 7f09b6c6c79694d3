#!/usr/bin/env python3
"""Do two other engines say the same of every example?

    compare_examples.py CONCORD FOLDER [--list] [--seconds N] [--json FILE] SPEC…

FOLDER is where npm may install ajv; a SPEC that starts with @ is a file with one path a line. Each specification is
walked here, independently of Concord, and every example of a schema, media type, parameter and header is judged by ajv
(in node) and by Python's jsonschema. The sites that fail are compared, by file and JSON Pointer, with those that
`concord lint --rules examples` finds. By direction, what is readOnly is not demanded of requests and what is writeOnly
not of answers; an example of a schema fails when it fails both ways.

Printed: a line for each specification, and what differs by class. A class says who refuses, and by which keyword.
"""
import argparse
import collections
import json
import os
import resource
import select
import signal
import subprocess
import time
from urllib.parse import quote

from engine_schemas import EngineSchemas
from example_sites import Spec


class TooSlow(Exception):
    pass


def uri(file, pointer=""):
    return "file://" + quote(file) + ("#" + quote(pointer, safe="/~") if pointer else "")


class AjvJudge:
    def __init__(self, folder, seconds):
        self.folder, self.seconds, self.process = folder, seconds, None
        if not os.path.isdir(os.path.join(folder, "node_modules", "ajv-formats")):
            subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "ajv@8",
                            "ajv-formats"], check=True)

    def verdicts(self, sites, documents):
        if self.process is None:
            script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "judge_ajv.mjs")
            self.process = subprocess.Popen(["node", "--max-old-space-size=4096", script, self.folder],
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        work = json.dumps({"documents": {direction: {uri(file): root for file, root in roots.items()}
                                         for direction, roots in documents.items()},
                           "sites": [(uri(*schema.key()), value, direction) for schema, value, direction in sites]})
        self.process.stdin.write(work.encode() + b"\n")
        self.process.stdin.flush()
        if not select.select([self.process.stdout], [], [], self.seconds)[0]:
            return self.stop()
        line = self.process.stdout.readline()
        return json.loads(line) if line else self.stop()

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process = None
        raise TooSlow("ajv")


class PythonJudge:
    def __init__(self, seconds):
        self.seconds = seconds
        signal.signal(signal.SIGALRM, self.expired)

    def expired(self, *_):
        raise TooSlow("jsonschema")

    def verdicts(self, sites, documents):
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT202012
        registries = {direction: Registry().with_resources(
            (uri(file), Resource(contents=root, specification=DRAFT202012)) for file, root in roots.items())
            for direction, roots in documents.items()}
        signal.alarm(self.seconds)
        try:
            return [self.verdict(uri(*schema.key()), value, registries[direction])
                    for schema, value, direction in sites]
        finally:
            signal.alarm(0)

    @staticmethod
    def verdict(reference, value, registry):
        import jsonschema
        try:
            validator = jsonschema.Draft202012Validator({"$ref": reference}, registry=registry,
                                                        format_checker=jsonschema.FormatChecker())
            error = next(validator.iter_errors(value), None)
            if error is None:
                return True
            return f"format {error.validator_value}" if error.validator == "format" else error.validator
        except TooSlow:
            raise
        except Exception:  # an unresolvable reference, a pattern that Python does not know, endless recursion
            return None


def concord_findings(concord, path, root):
    started, before = time.time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([concord, "lint", path, "--rules", "examples", "--output", "json", "--root", root],
                         capture_output=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode not in (0, 4):
        raise RuntimeError("refused: " + run.stderr.decode("utf-8", "replace")[:300])
    listing = json.loads(run.stdout)
    found = {}
    for one in listing["findings"]:
        why = one["related"][0]["message"].split('"')[1] if one["related"] else one["rule"]
        found.setdefault((os.path.realpath(one["file"]), one["pointer"]), (why, one["message"]))
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return found, listing["summary"]["examples checked"], round(time.time() - started, 3), round(cpu, 3)


def judged_sites(spec):
    """The judgements to make, and for each the site and the schema that it belongs to."""
    flat, owners = [], []
    for site, entries in spec.sites.items():
        for schema, value, direction in entries:
            for one in ("request", "response") if direction == "both" else (direction,):
                flat.append((schema, value, one))
                owners.append((site, schema.key(), direction))
    return flat, owners


def failing_sites(owners, verdicts):
    """({site: keyword}, sites that could not be judged). A site fails when one of its schemas refuses it every way."""
    by_owner = collections.defaultdict(list)
    for owner, verdict in zip(owners, verdicts):
        by_owner[owner].append(verdict)
    failing, unjudged = {}, set()
    for (site, _, _), listed in by_owner.items():
        if any(one is None for one in listed):
            unjudged.add(site)
        elif all(one is not True for one in listed):
            failing[site] = listed[0]
    return {site: why for site, why in failing.items() if site not in unjudged}, unjudged


def classes_of(found, failing, unjudged, sites):
    """{class: [site]} of all sites on which not everybody agrees."""
    classes = collections.defaultdict(list)
    for site in set(sites) | set(found):
        who = ["concord"] if site in found else []
        who += [name for name in failing if site in failing[name]]
        blind = [name for name in failing if site in unjudged[name]]
        if site not in sites:
            classes["concord alone knows the site"].append(site)
        elif who and len(who) + len(blind) < 1 + len(failing):
            why = next((failing[name][site] for name in failing if site in failing[name]), None) or found[site][0]
            note = "".join(f", {name} cannot judge" for name in blind)
            classes[f"{' and '.join(who)} by {why}{note}"].append(site)
    return classes


def compare(concord, engines, path):
    spec = Spec(path)
    root = os.path.commonpath([os.path.dirname(file) for file in spec.files])
    found, checked, seconds, cpu = concord_findings(concord, path, root)
    documents = {direction: EngineSchemas(spec).documents(direction) for direction in ("request", "response")}
    flat, owners = judged_sites(spec)
    failing, unjudged, slow = {}, {}, []
    for name, engine in engines.items():
        try:
            failing[name], unjudged[name] = failing_sites(owners, engine.verdicts(flat, documents))
        except TooSlow:
            slow.append(name)
            failing[name], unjudged[name] = {}, set(spec.sites)
    classes = classes_of(found, failing, unjudged, spec.sites)
    return {"spec": path, "version": spec.version, "bytes": os.path.getsize(path), "files": len(spec.files),
            "sites": len(spec.sites), "checked": checked, "seconds": seconds, "cpu": cpu, "concord": len(found),
            "failing": {name: len(sites) for name, sites in failing.items()},
            "unjudged": {name: len(sites) for name, sites in unjudged.items()}, "too slow": slow,
            "agree": len([s for s in found if all(s in sites for sites in failing.values())]),
            "classes": {name: sorted([*site, *found.get(site, ())] for site in sites)
                        for name, sites in classes.items()}}


def show(result, with_sites):
    words = "".join(f", {name} {count}" for name, count in result["failing"].items())
    print(f"{os.path.basename(result['spec'])}: {result['sites']} sites, failing: concord {result['concord']}{words}; "
          f"{result['seconds']} s", flush=True)
    for name, sites in result["classes"].items() if with_sites else ():
        print(f"    {name}: {len(sites)}")
        for file, pointer, *message in sites[:5]:
            print(f"        {pointer}  {' '.join(message[1:])[:200]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("concord")
    parser.add_argument("folder")
    parser.add_argument("specs", nargs="+")
    parser.add_argument("--list", action="store_true", help="show sites that differ")
    parser.add_argument("--seconds", type=int, default=120, help="most time of an engine for a document")
    parser.add_argument("--json", help="write the results there, one a line")
    options = parser.parse_args()
    specs = []
    for name in options.specs:
        if name.startswith("@"):
            with open(name[1:], encoding="utf-8") as file:
                specs += file.read().split("\n")
        else:
            specs.append(name)
    engines = {"ajv": AjvJudge(options.folder, options.seconds), "jsonschema": PythonJudge(options.seconds)}
    totals, classes = collections.Counter(), collections.Counter()
    results = open(options.json, "a", encoding="utf-8") if options.json else None
    for path in filter(None, specs):
        try:
            result = compare(options.concord, engines, path)
        except Exception as problem:
            print(f"{os.path.basename(path)}: {type(problem).__name__}: {problem}"[:400], flush=True)
            result = {"spec": path, "problem": f"{type(problem).__name__}: {problem}"[:400], "classes": {}}
            totals["refused"] += 1
        else:
            show(result, options.list)
            totals.update({"documents": 1, "sites": result["sites"], "concord": result["concord"],
                           "all agree": result["agree"], **result["failing"]})
        if results:
            results.write(json.dumps(result) + "\n")
            results.flush()
        classes.update({name: len(sites) for name, sites in result["classes"].items()})
    print(dict(totals))
    for name, count in classes.most_common():
        print(f"{count:7}  {name}")


if __name__ == "__main__":
    main()
