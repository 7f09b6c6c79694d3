"""Random schemas and instances, judged by concord and by ajv: verdicts agree, or the specification explains why not.

usage: differential.py JUDGE FOLDER SECONDS [SEED]   (JUDGE is concord_judge_lines; FOLDER keeps what npm installs)

Each difference is made as small as it goes and then sorted into the classes below. One that fits in none is printed and
makes the run fail, as does one of concord with itself (nodes, compact documents and explanations).
"""
import collections
import pathlib
import random
import subprocess
import sys
import time

import generate
import shrink

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "bench" / "schema"))
import compare as schema_bench  # noqa: E402

INSTANCES = 12
MOST_SHOWN = 20
BATCH = 50
EXACT = 2 ** 53


def numbers_in(value):
    if isinstance(value, dict):
        return [each for inner in value.values() for each in numbers_in(inner)]
    if isinstance(value, list):
        return [each for inner in value for each in numbers_in(inner)]
    return [value] if isinstance(value, (int, float)) and not isinstance(value, bool) else []


def keywords_in(schema):
    """Every name of a member at any depth; names of properties among them do no harm."""
    if isinstance(schema, dict):
        return set(schema).union(*map(keywords_in, schema.values()))
    if isinstance(schema, list):
        return set().union(*map(keywords_in, schema))
    return set()


class Difference:
    def __init__(self, schema, instance, ours, theirs):
        self.schema, self.instance, self.ours, self.theirs = schema, instance, ours, theirs
        self.third = None
        self.keywords = keywords_in(schema)
        self.numbers = numbers_in(schema) + numbers_in(instance)


# What the specification says and ajv does not do. The third judge, where it is there, must have found for concord too.
CLASSES = [
    ("decimals", "multipleOf is division without a remainder (validation 6.2.1); ajv divides binary fractions",
     lambda it: "multipleOf" in it.keywords and any(isinstance(each, float) for each in it.numbers)),
    ("beyond 2^53", "numbers have no bound (core 4.2.2); ajv has what JSON.parse leaves of them",
     lambda it: any(abs(each) > EXACT for each in it.numbers)),
    ("contains", "no item of an empty array matches (core 10.3.1.3); ajv thinks so beside prefixItems and when nested",
     lambda it: "contains" in it.keywords and "unevaluatedItems" not in it.keywords),
    ("unevaluatedItems", "items count as evaluated by contains and by what succeeded, and by nothing else (core 11.2)",
     lambda it: "unevaluatedItems" in it.keywords),
    ("unevaluatedProperties", "members count as evaluated by what succeeded, and by nothing else (core 11.3)",
     lambda it: "unevaluatedProperties" in it.keywords),
]


class ThirdJudge:
    """The command line of @sourcemeta/jsonschema, which passes all of the suite; asked only where the others differ."""

    def __init__(self, folder):
        self.command = folder / "jsonschema" / "node_modules" / ".bin" / "jsonschema"
        self.is_there = (schema_bench.install(folder / "jsonschema", ["@sourcemeta/jsonschema@16"])
                         and self.command.exists())
        self.schema, self.instance = folder / "difference.schema.json", folder / "difference.json"

    def verdict(self, schema, instance):
        """"1", "0", or nothing when it has none."""
        draft = "https://json-schema.org/draft/2020-12/schema"
        self.schema.write_text(generate.text_of({"$schema": draft, **schema}), encoding="utf-8")
        self.instance.write_text(generate.text_of(instance), encoding="utf-8")
        command = [str(self.command), "validate", str(self.schema), str(self.instance), "--format-assertion"]
        done = subprocess.run(command, capture_output=True, timeout=60)
        return {0: "1", 2: "0"}.get(done.returncode)


class Judge:
    """A program that answers a line with a line."""

    def __init__(self, command, folder=None):
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        encoding="utf-8")

    def ask(self, lines):
        for line in lines:
            self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answers = [self.process.stdout.readline().rstrip("\n") for _ in lines]
        if lines and not answers[-1]:
            raise RuntimeError("%s ended" % self.process.args[0])
        return answers


def line_of(schema, instances):
    return "\t".join(map(generate.text_of, [schema, *instances]))


class Comparison:
    def __init__(self, ours, theirs, third):
        self.ours, self.theirs, self.third = ours, theirs, third
        self.pairs = self.valid = self.not_compiled = 0
        self.found = collections.Counter()
        self.unexplained = []

    def verdict(self, schema, instance):
        line = line_of(schema, [instance])
        return self.ours.ask([line])[0], self.theirs.ask([line])[0]

    def compare(self, groups):
        lines = [line_of(schema, instances) for schema, instances in groups]
        for (schema, instances), ours, theirs in zip(groups, self.ours.ask(lines), self.theirs.ask(lines)):
            if ours.startswith("error") or theirs.startswith("error"):
                self.not_compiled += 1
                if ours.startswith("error"):
                    self.unexplained.append(Difference(schema, None, ours, theirs))  # all that is made here is right
                continue
            self.pairs += len(instances)
            self.valid += ours.count("1")
            for instance, own, other in zip(instances, ours, theirs):
                if own != other:
                    self.explain(schema, instance, own, other)

    def explain(self, schema, instance, own, other):
        small = shrink.shrink(schema, instance, lambda *pair: self.verdict(*pair) == (own, other))
        self.note(*small, own, other)

    def note(self, schema, instance, own, other):
        difference = Difference(schema, instance, own, other)
        if self.third.is_there and own in "01":
            difference.third = self.third.verdict(schema, instance)
        for name, _, fits in CLASSES if own in "01" else ():
            if fits(difference) and difference.third in (None, own):
                self.found[name] += 1
                return
        self.unexplained.append(difference)


def report(comparison, seed):
    print("%d pairs of a schema and an instance (seed %d), %d valid; ajv failed on %d schemas" % (
        comparison.pairs, seed, comparison.valid, comparison.not_compiled))
    for name, why, _ in CLASSES:
        print("%6d %s: %s" % (comparison.found[name], name, why))
    print("%6d unexplained" % len(comparison.unexplained))
    for each in comparison.unexplained[:MOST_SHOWN]:
        print("  concord %s, ajv %s, jsonschema %s: %s\n      %s" % (
            each.ours, each.theirs, each.third or "-", generate.text_of(each.schema), generate.text_of(each.instance)))


def main(judge, folder, seconds, seed=None):
    folder = pathlib.Path(folder).resolve()
    seed = int(seed) if seed else random.SystemRandom().randrange(2 ** 31)
    if not schema_bench.install(folder / "ajv", ["ajv@8", "ajv-formats@3"]):
        print("npm could not install ajv and ajv-formats")
        return 1
    comparison = Comparison(Judge([str(pathlib.Path(judge).resolve())]),
                            Judge(["node", str(HERE / "judge_lines_ajv.js")], folder / "ajv"), ThirdJudge(folder))
    generator = generate.Generator(random.Random(seed))
    end = time.monotonic() + float(seconds)
    while time.monotonic() < end:
        schemas = [generator.schema() for _ in range(BATCH)]
        comparison.compare([(each, generator.instances(each, INSTANCES)) for each in schemas])
    report(comparison, seed)
    return 1 if comparison.unexplained or not comparison.pairs else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
