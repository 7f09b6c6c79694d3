"""Measures the suites: every deliberate breach must turn them red, every legitimate variation must leave them green.

    acceptance.py --concord BINARY --suites DIR [--only TEXT] [--workers N] [--verbose]

Starts one reference server, which plays all parts by the prefix of the path, and runs the binary against each part. A
mutant counts as killed when the run says that the contract is broken (exit code 4), a variation as green when all
passed (exit code 0). Exits with 1 on a survivor or a false red.
"""

import argparse
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import reference_server as reference

GREEN, RED = 0, 4
FOLDER = pathlib.Path(__file__).parent


class Part:
    """What the server plays in one run, and the suites that are pointed at it."""

    def __init__(self, kind, name, suites, wanted):
        self.kind, self.name, self.suites, self.wanted = kind, name, suites, wanted
        self.exit_code, self.output, self.seconds = None, "", 0.0

    @property
    def is_right(self):
        return self.exit_code == self.wanted


def parts(suites, only):
    folder = pathlib.Path(suites)
    made = [Part("variation", name, [folder], GREEN) for name in reference.VARIATIONS]
    for name in reference.MUTANTS:
        wanted = GREEN if name in reference.FREEDOMS else RED
        made.append(Part("mutant", name, [folder / reference.SUITES[name.partition(".")[0]]], wanted))
    return [part for part in made if only in f"{part.kind} {part.name}"]


def run(part, options, port, folder):
    started = time.monotonic()
    output = pathlib.Path(folder) / f"{part.kind}-{part.name}"
    command = [options.concord, "run", *map(str, part.suites), "--target", "sandbox", "--jobs", "16", "--quiet",
               "--base-url", f"http://127.0.0.1:{port}/{part.kind}/{part.name}", "--output", str(output),
               "--color", "never"]
    environment = {**os.environ, **reference.ACCOUNT}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    part.exit_code, part.output = done.returncode, done.stdout + done.stderr
    part.seconds = time.monotonic() - started
    return part


def run_all(chosen, options):
    """The parts with their outcome, and what the server complained of: a part that it could not play proves nothing."""
    with tempfile.TemporaryFile("w+") as complaints, tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen([sys.executable, "-B", str(FOLDER / "reference_server.py")], stdout=subprocess.PIPE,
                                  stderr=complaints, text=True)
        try:
            port = int(server.stdout.readline())
            with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
                done = list(pool.map(lambda part: run(part, options, port, folder), chosen))
        finally:
            server.terminate()
            server.wait()
        complaints.seek(0)
        return done, complaints.read()


def report(done, verbose):
    words = {RED: ("killed", "SURVIVED"), GREEN: ("green", "FALSE RED")}
    for part in done:
        right, wrong = words[part.wanted]
        if verbose or not part.is_right:
            about = (reference.MUTANTS if part.kind == "mutant" else reference.VARIATIONS)[part.name]
            print(f"{right if part.is_right else wrong:10} {part.name:52} {about} "
                  f"(exit code {part.exit_code}, {part.seconds:.2f} s)")
        if not part.is_right:
            print("".join(f"           | {line}\n" for line in part.output.splitlines()[-25:]), end="")
    for operation in reference.OPERATIONS:
        mutants = [part for part in done if part.wanted == RED and part.name.startswith(operation + ".")]
        print(f"{operation:22} mutants killed: {sum(part.is_right for part in mutants)} of {len(mutants)}")
    variations = [part for part in done if part.wanted == GREEN]
    right = sum(part.is_right for part in variations)
    print(f"{'all operations':22} variations and freedoms green: {right} of {len(variations)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--concord", required=True)
    parser.add_argument("--suites", required=True)
    parser.add_argument("--only", default="", help="parts whose name contains this")
    parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--verbose", action="store_true", help="every part, not only what went wrong")
    options = parser.parse_args()
    done, complaints = run_all(parts(options.suites, options.only), options)
    report(done, options.verbose)
    if complaints:
        print("the reference server says:\n" + complaints[-4000:])
    if not done:
        print("nothing was selected")
    sys.exit(0 if done and not complaints and all(part.is_right for part in done) else 1)


if __name__ == "__main__":
    main()
