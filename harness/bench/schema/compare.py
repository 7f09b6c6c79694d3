"""Runs the schema benchmark beside its rivals, in turns, and prints one table.

usage: compare.py PROGRAM FOLDER   (FOLDER keeps the data sets and what npm installs)
"""
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

import data_sets

HERE = pathlib.Path(__file__).resolve().parent
TURNS = 3
CLI_RUNS = 3
CLI_SLICE_NS = 400e3
CLI_FEWEST_LOOPS = 20  # its first look at an instance, with cold caches, is in the mean
INSTALL_SECONDS = 180
RUN_SECONDS = 600


def say(text):
    print(text, file=sys.stderr, flush=True)


def install(folder, packages):
    """Whether npm has installed them (or had already)."""
    marks = [folder / "node_modules" / re.sub(r"(.)@.*", r"\1", name) / "package.json" for name in packages]
    if all(mark.exists() for mark in marks):
        return True
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"private": true}\n')
    try:
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", *packages], cwd=folder,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=INSTALL_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def run_lines(command, folder=None):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=RUN_SECONDS)
    if not done.stdout:
        say("bench: %s printed nothing: %s" % (pathlib.Path(command[0]).name, done.stderr.strip()[:500]))
    return done.stdout.splitlines()


class Program:
    """A program that prints a line of JSON for a data set."""

    def __init__(self, name, command, folder=None):
        self.name, self.command, self.folder = name, command, folder

    def measure(self, place, _guess):
        lines = run_lines([*self.command, str(place)], self.folder)
        return json.loads(lines[0]) if lines else None


class SourcemetaCli:
    """It times each instance itself and prints `data.jsonl[3]: FAIL 0.005 +- 0.004 us (…)`."""

    name = "jsonschema"
    row = re.compile(r"\[\d+\]: (PASS|FAIL) ([0-9.]+) ")

    def __init__(self, command):
        self.command = command

    def measure(self, place, guess_ns):
        loops = max(CLI_FEWEST_LOOPS, int(CLI_SLICE_NS / max(guess_ns, 100)))
        command = [self.command, "validate", str(place / "schema.json"), str(place / "data.jsonl"), "--fast",
                   "--format-assertion", "--continue", "--benchmark", "--loop", str(loops)]
        runs = []
        for _ in range(CLI_RUNS):
            runs.append([match.groups() for match in map(self.row.search, run_lines(command)) if match])
        if not runs[0]:
            return None
        medians = [statistics.median(float(time) for _, time in times) for times in zip(*runs)]
        return {"verdicts": "".join("1" if word == "PASS" else "0" for word, _ in runs[0]),
                "verdict_ns": 1000 * statistics.mean(medians)}


def rivals(folder):
    if not shutil.which("npm") or not shutil.which("node"):
        say("bench: there is no npm here, so the rivals are left out")
        return []
    found = []
    if install(folder / "ajv", ["ajv@8", "ajv-formats@3"]):
        found.append(Program("ajv", ["node", str(HERE / "rival_ajv.js")], folder / "ajv"))
    else:
        say("bench: npm could not install ajv and ajv-formats; they are left out")
    cli = folder / "jsonschema" / "node_modules" / ".bin" / "jsonschema"
    if install(folder / "jsonschema", ["@sourcemeta/jsonschema@16"]) and cli.exists():
        found.append(SourcemetaCli(str(cli)))
    else:
        say("bench: npm could not install @sourcemeta/jsonschema; it is left out")
    return found


def measure_set(place, programs):
    """The results of each program, all turns of it."""
    results = {program.name: [] for program in programs}
    guess = 1000
    for _ in range(TURNS):
        for program in programs:
            try:
                result = program.measure(place, guess)
            except (OSError, ValueError, subprocess.TimeoutExpired) as problem:
                say("bench: %s on %s: %s" % (program.name, place.name, problem))
                result = None
            if result:
                results[program.name].append(result)
                guess = result["verdict_ns"]
    return results


def verdict_differences(place, results):
    expected = (place / "expected.txt").read_text().strip()
    for name, turns in results.items():
        for turn in turns[:1]:
            got = turn["verdicts"]
            if len(got) != len(expected):
                yield "%s: %s judges %d instances of %d" % (place.name, name, len(got), len(expected))
            for index, (want, have) in enumerate(zip(expected, got)):
                if want != have:
                    words = {"1": "valid", "0": "invalid"}
                    yield "%s, instance %d: %s says %s; it is made %s" % (
                        place.name, index + 1, name, words[have], words[want])


def median(turns, key):
    values = [turn[key] for turn in turns if turn.get(key)]
    return statistics.median(values) if values else None


def shown(nanoseconds):
    if nanoseconds is None:
        return "–"
    return "{:,.0f}".format(nanoseconds)


def ratio(own, other):
    return "%.2f" % (own / other) if own and other else "–"


def table(rows):
    yield ("| data set | bytes | concord | ajv | ratio | jsonschema | ratio | concord, nodes "
           "| concord, all errors | ajv, allErrors | ratio | concord, explained |")
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for name, size, results in rows:
        of = lambda program, key: median(results.get(program, []), key)
        own, ajv, cli = (of(program, "verdict_ns") for program in ("concord", "ajv", "jsonschema"))
        own_all, ajv_all = (of(program, "all_errors_ns") for program in ("concord", "ajv"))
        cells = [name, "{:,}".format(size), shown(own), shown(ajv), ratio(own, ajv), shown(cli), ratio(own, cli),
                 shown(of("concord", "node_ns")), shown(own_all), shown(ajv_all), ratio(own_all, ajv_all),
                 shown(of("concord", "explain_ns"))]
        yield "| " + " | ".join(cells) + " |"


def load():
    return " ".join("%.2f" % each for each in os.getloadavg())


def main(program, folder):
    folder = pathlib.Path(folder).resolve()
    names = data_sets.write_all(folder / "data")
    programs = [Program("concord", [str(pathlib.Path(program).resolve())]), *rivals(folder)]
    before = load()
    rows, differences = [], []
    for name in names:
        say("bench: %s" % name)
        place = folder / "data" / name
        results = measure_set(place, programs)
        differences += verdict_differences(place, results)
        lines = (place / "data.jsonl").read_text().splitlines()
        rows.append((name, int(statistics.median(map(len, lines))), results))
    print("Verdicts: " + ("all agree" if not differences else "%d differ" % len(differences)))
    for difference in differences:
        print("  " + difference)
    print("Load of the machine (%d cores): %s before, %s after\n" % (os.cpu_count() or 1, before, load()))
    print("\n".join(table(rows)))
    return 0 if rows and all(row[2]["concord"] for row in rows) and not differences else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
