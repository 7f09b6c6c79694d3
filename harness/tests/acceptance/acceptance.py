"""Measures the suites: every deliberate breach must turn them red, every legitimate variation must leave them green.

    acceptance.py --concord BINARY --suites DIR [--only TEXT] [--workers N] [--every N] [--write-tables] [--verbose]
                  [--pages DIR]

Starts one reference server, which plays all parts by the prefix of the path, and runs the binary against each part. A
variation, a style or a freedom is green when all cases pass (exit code 0). Which cases tell of a breach stands in the
tables beside the suites (*.promises.md): those cases are run against a server with that breach, and must not pass.
Exits with 1 on a survivor, a false red, or a table that does not say what is so. With --pages also on a failure that
cites a line of a page where its fact does not stand; with 77 when the pages are not there.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import page_facts
import page_lines
import promises
import reference_server as reference

GREEN, UNJUDGED, RED = 0, 3, 4
FOLDER = pathlib.Path(__file__).parent
RATE = re.compile(r"requests_per_second: *[\d.]+, *")


class Part:
    """What the server plays in one run, the suites that are pointed at it, and the cases that are run."""

    def __init__(self, kind, name, suites, wanted, cases=()):
        self.kind, self.name, self.suites, self.wanted, self.cases = kind, name, suites, wanted, cases
        self.exit_code, self.output, self.seconds, self.folder = None, "", 0.0, None

    @property
    def is_right(self):
        return self.exit_code == GREEN if self.wanted == GREEN else self.exit_code in (UNJUDGED, RED)

    @property
    def operation(self):
        return self.name.partition(".")[0]


def green_parts():
    made = [Part("variation", name, ["."], GREEN) for name in reference.VARIATIONS]
    return made + [Part("mutant", name, [reference.SUITES[name.partition(".")[0]]], GREEN)
                   for name in reference.FREEDOMS]


def needs_several(name):
    """What one answer alone does not tell: that another has the same value."""
    return "each-time" in name or name.endswith("-repeats")


def row_parts(suites, every, wrong):
    """Of each row of the tables the first case; with `every`, of every Nth row."""
    made = []
    for operation in reference.OPERATIONS:
        found, rows = promises.check_table(suites, operation, promises.table_of(suites, operation).read_text("utf-8"))
        wrong += found
        made += [Part("mutant", name, [reference.SUITES[operation]], RED, () if needs_several(name) else cases[:1])
                 for number, (name, cases) in enumerate(rows) if number % every == 0]
    return made


def whole_parts():
    return [Part("mutant", name, [reference.SUITES[operation]], RED)
            for operation in reference.OPERATIONS for name in promises.breaches_of(operation)
            if name not in reference.FREEDOMS]


def without_rates(suites, folder):
    """The suites as they are, but for the rates that spare real sandboxes."""
    copy = pathlib.Path(folder) / "suites"
    shutil.copytree(suites, copy)
    (pathlib.Path(folder) / "schemas").symlink_to(suites.resolve().parent / "schemas")
    for provider in copy.glob("*/provider.yaml"):
        provider.write_text(RATE.sub("", provider.read_text("utf-8")), "utf-8")
    return copy


def run(part, options, port, folder):
    started = time.monotonic()
    part.folder = pathlib.Path(folder) / f"{part.kind}-{part.name}"
    selected = [text for case in part.cases if not case.startswith("before: ") for text in ("--name", ":: " + case)]
    suites = [pathlib.Path(folder) / "suites" / suite for suite in part.suites]
    command = [options.concord, "run", *map(str, suites), "--target", "sandbox", "--jobs", "16", "--quiet",
               "--base-url", f"http://127.0.0.1:{port}/{part.kind}/{part.name}",
               "--output", str(part.folder), "--color", "never", *selected]
    environment = {**os.environ, **reference.ACCOUNT}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    part.exit_code, part.output = done.returncode, done.stdout + done.stderr
    part.seconds = time.monotonic() - started
    return part


def run_all(chosen, options, use):
    """What the server complained of: a part that it could not play proves nothing. `use` gets the parts when they are
    done, while their reports are there."""
    with tempfile.TemporaryFile("w+") as complaints, tempfile.TemporaryDirectory() as folder:
        without_rates(options.suites, folder)
        server = subprocess.Popen([sys.executable, "-B", str(FOLDER / "reference_server.py")], stdout=subprocess.PIPE,
                                  stderr=complaints, text=True)
        try:
            port = int(server.stdout.readline())
            with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
                use(list(pool.map(lambda part: run(part, options, port, folder), chosen)))
        finally:
            server.terminate()
            server.wait()
        complaints.seek(0)
        return complaints.read()


def about(part):
    breach = page_facts.BREACHES.get(part.name)
    if breach:
        return f"line {breach.line}: {breach.about}"
    return (reference.MUTANTS if part.kind == "mutant" else reference.VARIATIONS)[part.name]


def report(done, verbose):
    words = {RED: ("killed", "SURVIVED"), GREEN: ("green", "FALSE RED")}
    for part in done:
        right, wrong = words[part.wanted]
        if verbose or not part.is_right:
            print(f"{right if part.is_right else wrong:10} {part.name:52} {about(part)} "
                  f"(exit code {part.exit_code}, {part.seconds:.2f} s)")
        if not part.is_right:
            print("".join(f"           | {line}\n" for line in part.output.splitlines()[-25:]), end="")
    for operation in reference.OPERATIONS:
        mutants = [part for part in done if part.wanted == RED and part.operation == operation]
        left = [name for name in promises.breaches_of(operation) if promises.why_open(name)]
        print(f"{operation:22} breaches told: {sum(part.is_right for part in mutants)} of {len(mutants)}, "
              f"{len(left)} more are open on the page")
    greens = [part for part in done if part.wanted == GREEN]
    print(f"{'all operations':22} variations, styles and freedoms green: "
          f"{sum(part.is_right for part in greens)} of {len(greens)}")


def look_at_lines(done, folder, wrong):
    pages, looked_at, told = page_lines.read_pages(folder), 0, set()
    for part in done:
        number, found = page_lines.look(part.folder / "journal.jsonl", pages)
        looked_at += number
        told.update(found)
    wrong += [f"wrong line: {one}" for one in sorted(told)[:40]]
    print(f"{'all operations':22} lines of pages looked at: {looked_at}, wrong: {len(told)}")


def write_tables(suites, done):
    for operation in reference.OPERATIONS:
        parts = [part for part in done if part.wanted == RED and part.operation == operation]
        told, known = {}, []
        for part in parts:
            told[part.name], known = promises.told_by(part.folder / "junit.xml")
        if parts:
            table = promises.table_of(suites, operation)
            table.write_text(promises.written(suites, operation, told, known), "utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--concord", required=True)
    parser.add_argument("--suites", required=True, type=pathlib.Path)
    parser.add_argument("--only", default="", help="parts whose name contains this")
    parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--every", type=int, default=1, help="of the rows of the tables, every Nth")
    parser.add_argument("--write-tables", action="store_true", help="run whole suites and write the tables anew")
    parser.add_argument("--verbose", action="store_true", help="every part, not only what went wrong")
    parser.add_argument("--pages", type=pathlib.Path, help="the folder of the documentation pages")
    options = parser.parse_args()
    if options.pages and not options.pages.is_dir():
        print("the pages are not there:", options.pages)
        sys.exit(77)
    wrong = []
    chosen = whole_parts() if options.write_tables else \
        green_parts() + row_parts(options.suites, options.every, wrong)
    chosen = [part for part in chosen if options.only in f"{part.kind} {part.name}"]
    done = []

    def use(parts):
        done.extend(parts)
        if options.write_tables:
            write_tables(options.suites, parts)
        if options.pages:
            look_at_lines([part for part in parts if part.wanted == RED], options.pages, wrong)

    complaints = run_all(chosen, options, use)
    report(done, options.verbose)
    if complaints:
        print("the reference server says:\n" + complaints[-4000:])
    print("".join(line + "\n" for line in wrong), end="")
    if not done:
        print("nothing was selected")
    sys.exit(0 if done and not complaints and not wrong and all(part.is_right for part in done) else 1)


if __name__ == "__main__":
    main()
