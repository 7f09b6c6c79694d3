"""Judges files of JSON Lines as whole processes (read, parse, verdict, print), beside rivals, and prints one table.

usage: compare.py CONCORD FOLDER [MEGABYTES]   (FOLDER keeps the data sets and what npm installs)
"""
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "schema"))
import compare as schema_bench  # noqa: E402
import data_sets  # noqa: E402

TURNS = 3
SETS = ("session", "order", "list")
LONGEST_SECONDS = 600


class Rival:
    def __init__(self, name, command, folder=None):
        self.name, self.command, self.folder = name, command, folder

    def run(self, schema, data, out):
        """Seconds by the clock and of the processor, and the peak memory in MB; nothing when it fails."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        with open(out, "w") as stdout:
            done = subprocess.run([*(part.format(schema=schema, data=data) for part in self.command)], cwd=self.folder,
                                  stdout=stdout, stderr=subprocess.STDOUT, timeout=LONGEST_SECONDS)
        wall = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in (0, 2, 4):
            schema_bench.say("bench: %s ended with %d" % (self.name, done.returncode))
            return None
        return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peak_megabytes(rival, schema, data):
    """In a process of its own, since the peak of children is that of the largest."""
    code = ("import resource,subprocess,sys;subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,"
            "stderr=subprocess.DEVNULL);print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    command = [part.format(schema=schema, data=data) for part in rival.command]
    done = subprocess.run([sys.executable, "-c", code, *command], cwd=rival.folder, capture_output=True, text=True)
    return int(done.stdout or 0) / 1024


def rivals(concord, folder):
    found = [Rival("concord --output flag", [concord, "validate", "--output", "flag", "{schema}", "{data}"]),
             Rival("concord, all reasons", [concord, "validate", "{schema}", "{data}"])]
    if not shutil.which("npm"):
        schema_bench.say("bench: there is no npm here, so the rivals are left out")
        return found
    if schema_bench.install(folder / "ajv", ["ajv@8", "ajv-formats@3"]):
        found.append(Rival("ajv", ["node", str(HERE / "rival_ajv_lines.js"), "{schema}", "{data}"], folder / "ajv"))
    cli = folder / "jsonschema" / "node_modules" / ".bin" / "jsonschema"
    if schema_bench.install(folder / "jsonschema", ["@sourcemeta/jsonschema@16"]) and cli.exists():
        found.append(Rival("jsonschema --fast", [str(cli), "validate", "{schema}", "{data}", "--fast",
                                                 "--format-assertion", "--continue"]))
    return found


def count_valid(out):
    """How many instances were said to be valid, by any of the programs."""
    text = out.read_text(errors="replace")
    told = re.search(r"^\d+ validated, (\d+) passed|^(\d+) valid, \d+ not valid", text, re.MULTILINE)
    if told:
        return int(told.group(1) or told.group(2))
    return text.count("{\"valid\": true}") or (text.count("\nok: ") + text.startswith("ok: "))


def write_lines(folder, name, megabytes, only_valid):
    """A file of about so many MB from the lines of a data set, and how many of them are valid."""
    lines = (folder / "data" / name / "data.jsonl").read_bytes().splitlines(keepends=True)
    expected = (folder / "data" / name / "expected.txt").read_text().strip()
    kept = [(line, verdict == "1") for line, verdict in zip(lines, expected) if not only_valid or verdict == "1"]
    path = folder / ("lines-%s%s.jsonl" % (name, "-valid" if only_valid else ""))
    size = valid = 0
    with open(path, "wb") as file:
        while size < megabytes * 1e6:
            for line, is_valid in kept:
                file.write(line)
                size += len(line)
                valid += is_valid
    return path, size, valid


def measure(name, only_valid, megabytes, programs, folder):
    data, size, valid = write_lines(folder, name, megabytes, only_valid)
    schema = folder / "data" / name / "schema.json"
    out = folder / "verdicts.txt"
    best = {}
    for _ in range(TURNS):
        for program in programs:
            figures = program.run(schema, data, out)
            if not figures:
                continue
            if count_valid(out) != valid:
                schema_bench.say("bench: %s finds %d valid of %d" % (program.name, count_valid(out), valid))
            wall, processor = best.get(program.name, figures)
            best[program.name] = (min(wall, figures[0]), min(processor, figures[1]))
    label = name + (", all valid" if only_valid else "")
    for program in programs:
        if program.name in best:
            wall, processor = best[program.name]
            yield [label, "%.0f" % (size / 1e6), program.name, "%.0f" % (size / 1e6 / wall),
                   "%.0f" % (size / 1e6 / processor), "%.0f" % peak_megabytes(program, schema, data)]
    data.unlink()
    out.unlink()


def main(concord, folder, megabytes="100"):
    folder = pathlib.Path(folder).resolve()
    data_sets.write_all(folder / "data")
    programs = rivals(str(pathlib.Path(concord).resolve()), folder)
    before = schema_bench.load()
    rows = []
    for name, only_valid in [*((name, False) for name in SETS), ("session", True)]:
        schema_bench.say("bench: %s" % name)
        rows += measure(name, only_valid, float(megabytes), programs, folder)
    print("Load of the machine: %s before, %s after. The best of %d turns.\n" % (before, schema_bench.load(), TURNS))
    print("| data set | MB | program | MB/s | MB a second of processor | peak MB |\n|---|--:|---|--:|--:|--:|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
