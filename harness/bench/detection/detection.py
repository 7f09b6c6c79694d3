"""What a run finds: every mutant of the five contracts, and every legitimate variation, under each way of asking.

    detection.py CONCORD WAY... [--provider NAME] [--sample N] [--list FILE] [--jobs N] [--schemathesis PROGRAM]

A WAY is `suites` (the suites of a provider), `none` (no suite: its contract alone) or `schemathesis` (the same
contract, sent to the same mock). A mutant is killed when the run ends with 4 (a check failed at its default level),
warned when it only warns of more than it does of the right answers, survived else; one whose place no answer of the run
had is not reached. Of who finds fault with the right answers too, only checks that found none there count.
A variation is a false alarm when the run does not end with 0, or warns of more; but where only what the suite itself
states fails (it asks for a member that the contract calls optional), that was asked for. --list writes a line a mutant:
way, name, group, sort, result, checks, requests, milliseconds, reason.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

GROUPS = ("structure", "value", "message", "header", "meaning", "state", "gate", "time")


class Mutant:
    def __init__(self, line):
        self.name, self.group, self.sort, self.reason = line.rstrip("\n").split("\t")
        self.provider = self.name.split("@/", 1)[1].split("/", 1)[0]


def known_equivalents():
    """What only people who read the page can tell: name and reason, a line each."""
    lines = pathlib.Path(__file__).with_name("equivalents.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def mutants_of(concord, providers):
    found = []
    known = known_equivalents()
    for provider in providers:
        listed = subprocess.run([concord, "mock", f"schemas/{provider}/openapi.yaml", "--list-mutants"],
                                capture_output=True, text=True, check=True)
        found += [Mutant(line) for line in listed.stdout.splitlines()]
    for mutant in found:
        if mutant.name in known:
            mutant.sort, mutant.reason = "equivalent", known[mutant.name]
    return found


class Result:
    def __init__(self, exit_code, failing, warnings, changed, requests, milliseconds):
        self.exit_code, self.failing, self.warnings = exit_code, failing, warnings
        self.changed, self.requests, self.milliseconds = changed, requests, milliseconds


def changed_answers(text):
    for line in text.splitlines():
        if line.startswith("the mutant changed "):
            return int(line.split()[3])
    return None


class Concord:
    """Runs of the program itself, over what `paths` says of a provider."""

    def __init__(self, concord, paths):
        self.concord, self.paths = concord, paths

    def __call__(self, provider, mutant):
        with tempfile.TemporaryDirectory() as folder:
            command = [self.concord, "run", self.paths(provider), "--target", "mock", "-q", "--seed", "7", "-o", folder,
                       "--report-json", folder + "/run.json"]
            begun = time.monotonic()
            done = subprocess.run(command + (["--mutate", mutant] if mutant else []), capture_output=True, text=True)
            elapsed = (time.monotonic() - begun) * 1000
            report = pathlib.Path(folder, "run.json")
            cases = json.loads(report.read_text())["cases"] if report.exists() else []
        failing, warnings, requests = collections.Counter(), collections.Counter(), 0
        for case in cases:
            requests += sum("exchange" in step for step in case.get("steps", []))
            for failure in case.get("failures", []):
                failing[failure["check"]] += 1
            for warning in case.get("warnings", []):
                warnings[warning["check"]] += 1
        return Result(done.returncode, failing, warnings, changed_answers(done.stderr), requests, elapsed)


class Schemathesis:
    """A run of Schemathesis against the mock, with the credentials that the mock accepts."""

    def __init__(self, concord, program):
        self.concord, self.program = concord, program

    def __call__(self, provider, mutant):
        contract = f"schemas/{provider}/openapi.yaml"
        command = [self.concord, "mock", contract, "--seed", "7"] + (["--mutate", mutant] if mutant else [])
        mock = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            url, accepted = self.read_announcement(mock)
            begun = time.monotonic()
            with tempfile.TemporaryDirectory() as folder:
                pathlib.Path(folder, "schemathesis.toml").write_text(self.parameters(accepted), encoding="utf-8")
                done = subprocess.run(
                    [self.program, "run", os.path.abspath(contract), "--url", url, "--seed", "7", "--no-color",
                     "--suppress-health-check", "all", "--continue-on-failure", "--max-examples", "30",
                     *self.credentials(provider, accepted)],
                    capture_output=True, text=True, cwd=folder, timeout=600)
            elapsed = (time.monotonic() - begun) * 1000
        finally:
            mock.send_signal(signal.SIGTERM)
            changed = changed_answers(mock.communicate()[0])
        failing = collections.Counter(line.split()[1] for line in done.stdout.splitlines() if line.startswith("- "))
        generated = re.search(r"(\d+) generated", done.stdout)
        requests = int(generated[1]) if generated else 0
        exit_code = 4 if done.returncode == 1 else done.returncode
        return Result(exit_code, failing, collections.Counter(), changed, requests, elapsed)

    @staticmethod
    def parameters(accepted):
        """The ids that the mock knows; of a request body nothing can be said there."""
        known = {"customerId": "FINHUB_CUSTOMER_ID", "userId": "FINHUB_USER_ID", "X-Tenant-ID": "FINHUB_TENANT_ID",
                 "entityId": "FRANKIEONE_ENTITY_ID", "X-Frankie-CustomerID": "FRANKIEONE_CUSTOMER_ID"}
        lines = [f'"{name}" = "{accepted[variable]}"' for name, variable in known.items() if variable in accepted]
        return "[parameters]\n" + "\n".join(lines) + "\n"

    @staticmethod
    def read_announcement(mock):
        url, accepted = None, {}
        for line in mock.stdout:
            if line.startswith("listening on "):
                url = line.split()[2]
            elif "=" in line:
                name, value = line.strip().split("=", 1)
                accepted[name] = value
            elif line.startswith("Ctrl-C"):
                return url, accepted
        raise RuntimeError("the mock did not start")

    @staticmethod
    def credentials(provider, accepted):
        headers = {
            "knot": ["--auth", f"{accepted.get('KNOT_CLIENT_ID')}:{accepted.get('KNOT_SECRET')}"],
            "finhub": [],
            "complycube": ["-H", f"Authorization: {accepted.get('COMPLYCUBE_API_KEY')}"],
            "frankieone": ["-H", f"api_key: {accepted.get('FRANKIEONE_API_KEY')}"],
        }
        return headers[provider]


def judge(mutant, result, right):
    """What one run says beyond what it says of the right answers."""
    if result.changed == 0 or result.changed is None:
        return "not reached"
    if result.exit_code == right.exit_code == 4:
        news = set(result.failing) - set(right.failing)
        if mutant.sort == "legitimate":
            return "false alarm" if news else "green"
        return "killed" if news else "survived"
    if mutant.sort == "legitimate":
        if result.exit_code == 0 and not result.warnings - right.warnings:
            return "green"
        return "asked for" if all(name.startswith("expect.") for name in result.failing) else "false alarm"
    if result.exit_code == 4:
        return "killed"
    if result.exit_code != 0:
        return "unjudged"
    return "warned" if result.warnings - right.warnings else "survived"


def table(rows, headings):
    lines = ["| " + " | ".join(headings) + " |", "|---" + "|--:" * (len(headings) - 1) + "|"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def summarize(way, judged):
    """The rows of the tables of one way: by group, and which checks killed."""
    breaches = [one for one in judged if one[0].sort == "breach"]
    rows = []
    for group in (*GROUPS, "all"):
        these = [verdict for mutant, verdict, _ in breaches if group in (mutant.group, "all")]
        if these:
            count = collections.Counter(these)
            rows.append([group, len(these) - count["not reached"], count["killed"], count["warned"],
                         count["unjudged"], count["survived"], count["not reached"]])
    print(f"\n## {way}\n")
    print(table(rows, ["breaches", "reached", "killed", "warned", "unjudged", "survived", "not reached"]))
    other = collections.Counter((mutant.sort, verdict) for mutant, verdict, _ in judged if mutant.sort != "breach")
    print("\n" + table([[sort, verdict, count] for (sort, verdict), count in sorted(other.items())],
                       ["sort", "result", "mutants"]))
    checks = collections.Counter()
    alone = collections.Counter()
    for mutant, verdict, result in breaches:
        if verdict == "killed":
            checks.update(result.failing.keys())
            if len(result.failing) == 1:
                alone.update(result.failing.keys())
    print("\n" + table([[name, count, alone[name]] for name, count in checks.most_common()],
                       ["check", "kills", "alone"]))
    reached = [result for _, verdict, result in judged if verdict != "not reached"]
    print(f"\n{sum(one.requests for one in reached)} requests, "
          f"{sum(one.milliseconds for one in reached) / 1000:.0f} s of runs\n")


def run_way(way, ask, mutants, jobs):
    right = {provider: ask(provider, None) for provider in sorted({one.provider for one in mutants})}
    for provider, result in right.items():
        if result.exit_code != 0:
            print(f"{way}: {provider} without a mutant ends with {result.exit_code}: {dict(result.failing)}")
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(lambda one: ask(one.provider, one.name), mutants))
    return [(mutant, judge(mutant, result, right[mutant.provider]), result)
            for mutant, result in zip(mutants, results)]


def write_list(file, way, judged):
    for mutant, verdict, result in judged:
        checks = ",".join(sorted(result.failing)) or ",".join(sorted(result.warnings))
        file.write("\t".join([way, mutant.name, mutant.group, mutant.sort, verdict, checks, str(result.requests),
                              f"{result.milliseconds:.0f}", mutant.reason]) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("concord")
    parser.add_argument("ways", nargs="+", choices=["suites", "none", "schemathesis"])
    parser.add_argument("--provider", action="append")
    parser.add_argument("--sample", type=int, default=1, help="every Nth mutant only")
    parser.add_argument("--list")
    parser.add_argument("--reached", help="a list of an earlier run: only mutants that were reached there")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--schemathesis", default="schemathesis")
    parser.add_argument("--pin", action="store_true",
                        help="exit 1 when a breach is not killed, or a variation not green")
    given = parser.parse_args()
    concord = os.path.abspath(given.concord)
    providers = given.provider or sorted(path.parent.name for path in pathlib.Path("suites").glob("*/provider.yaml"))
    mutants = mutants_of(concord, providers)
    if given.reached:
        rows = [line.split("\t") for line in pathlib.Path(given.reached).read_text(encoding="utf-8").splitlines()]
        reached = {row[1] for row in rows if row[4] != "not reached"}
        mutants = [one for one in mutants if one.name in reached]
    mutants = mutants[::given.sample]
    asking = {"suites": Concord(concord, lambda provider: f"suites/{provider}"),
              "none": Concord(concord, lambda provider: f"schemas/{provider}/openapi.yaml"),
              "schemathesis": Schemathesis(concord, given.schemathesis)}
    missed = []
    listed = open(given.list, "w", encoding="utf-8") if given.list else None
    for way in given.ways:
        judged = run_way(way, asking[way], mutants, given.jobs)
        summarize(way, judged)
        missed += [f"{verdict}: {mutant.name}" for mutant, verdict, _ in judged
                   if (mutant.sort == "breach" and verdict not in ("killed", "not reached"))
                   or (mutant.sort == "legitimate" and verdict == "false alarm")]
        if listed:
            write_list(listed, way, judged)
    if given.pin:
        print("\n".join(missed))
        sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
