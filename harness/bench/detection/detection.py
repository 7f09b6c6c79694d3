"""What a run finds: every mutant of the five contracts, and every legitimate variation, under each way of asking.

    detection.py CONCORD WAY... [--provider NAME] [--sample N] [--list FILE] [--jobs N] [--schemathesis PROGRAM]

A WAY is `suites` (the suites of a provider), `none` (no suite: its contract alone), `shops` (no suite, the descriptions
of the three servers of the tests, at the mock), `servers` (no suite, those servers, each with one fault), or
`schemathesis`, `schemathesis-shops`, `schemathesis-servers` (another tool, the same mutants). A mutant is killed when
the run ends with 4 (a check failed at its default level), warned when it only warns of more than it does of the right
answers, survived else; one whose place no answer of the run had is not reached. Of who finds fault with the right
answers too, only checks that found none there count.
A variation is a false alarm when the run does not end with 0, or warns of more; but where only what the suite itself
states fails (it asks for a member that the contract calls optional), that was asked for. --list writes a line a mutant:
way, name, group, sort, result, checks, requests, milliseconds, findings, reason. A finding is a cause that the run's
last lines tell: what they gather under one heading is one.
"""

import argparse
import atexit
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

import servers

GROUPS = ("structure", "value", "message", "header", "meaning", "state", "gate", "time", "server")


FOLDER = tempfile.TemporaryDirectory()  # of descriptions of servers
atexit.register(FOLDER.cleanup)


class Mutant:
    def __init__(self, line):
        self.name, self.group, self.sort, self.reason = line.rstrip("\n").split("\t")
        self.provider = self.name.split("@/", 1)[1].split("/", 1)[0]


def document_of(provider):
    """The contract of a provider, or the description of a server."""
    if provider not in servers.shops.SHOPS:
        return f"schemas/{provider}/openapi.yaml"
    path = os.path.join(FOLDER.name, provider + ".json")
    return path if os.path.exists(path) else servers.write_document(provider, FOLDER.name)


def known_equivalents():
    """What only people who read the page can tell: name and reason, a line each."""
    lines = pathlib.Path(__file__).with_name("equivalents.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def mutants_of(concord, providers):
    found = []
    known = known_equivalents()
    for provider in providers:
        listed = subprocess.run([concord, "mock", document_of(provider), "--list-mutants"],
                                capture_output=True, text=True, check=True)
        found += [Mutant(line) for line in listed.stdout.splitlines()]
    for mutant in found:
        if mutant.name in known:
            mutant.sort, mutant.reason = "equivalent", known[mutant.name]
    return found


def known_open():
    """What is reached and not killed, and why: (way, name) and its result."""
    lines = pathlib.Path(__file__).with_name("open.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return {(way, name): result for way, name, result, _ in rows}


class Result:
    def __init__(self, exit_code, failing, warnings, changed, requests, milliseconds, findings=0):
        self.exit_code, self.failing, self.warnings = exit_code, failing, warnings
        self.changed, self.requests, self.milliseconds, self.findings = changed, requests, milliseconds, findings


def told_findings(text):
    """How many causes of a broken contract the last lines of a run tell."""
    told = text.split("\nContract broken: ", 1)
    if len(told) < 2:
        return 0
    headings = r"\n(?:Could not be judged|Passed on a later attempt|Warnings|Known issues|Not sent)\b"
    broken = re.split(headings, told[1])[0]
    more = re.search(r"^and (\d+) more causes", broken, re.M)
    return len(re.findall(r"^FAIL ", broken, re.M)) + (int(more[1]) if more else 0)


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
        return self.run(provider, ["--target", "mock"] + (["--mutate", mutant.name] if mutant else []), {})

    def run(self, provider, options, environment):
        with tempfile.TemporaryDirectory() as folder:
            command = [self.concord, "run", self.paths(provider), "--seed", "7", "-o", folder, "--report-json",
                       folder + "/run.json", *options]
            begun = time.monotonic()
            done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})
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
        return Result(done.returncode, failing, warnings, changed_answers(done.stderr), requests, elapsed,
                      told_findings(done.stdout))


class ConcordAtServers(Concord):
    """Runs with no suite against the servers, which answer wrongly from the first request on."""

    def __call__(self, provider, mutant):
        with servers.serving(provider, mutant.fault if mutant else "") as url:
            result = self.run(provider, ["--base-url", url], servers.ENVIRONMENT)
        result.changed = 1
        return result


class Schemathesis:
    """A run of Schemathesis against the mock, with the credentials that the mock accepts."""

    def __init__(self, concord, program):
        self.concord, self.program = concord, program

    def __call__(self, provider, mutant):
        command = [self.concord, "mock", document_of(provider), "--seed", "7"]
        mock = subprocess.Popen(command + (["--mutate", mutant.name] if mutant else []), stdout=subprocess.PIPE,
                                text=True)
        try:
            url, accepted = self.read_announcement(mock)
            result = self.run(provider, url, self.parameters(accepted), self.credentials(provider, accepted))
        finally:
            mock.send_signal(signal.SIGTERM)
            result.changed = changed_answers(mock.communicate()[0])
        return result

    def run(self, provider, url, configuration, credentials):
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "schemathesis.toml").write_text(configuration, encoding="utf-8")
            done = subprocess.run(
                [self.program, "run", os.path.abspath(document_of(provider)), "--url", url, "--seed", "7", "--no-color",
                 "--suppress-health-check", "all", "--continue-on-failure", "--max-examples", "30", *credentials],
                capture_output=True, text=True, cwd=folder, timeout=3600)
        elapsed = (time.monotonic() - begun) * 1000
        # "- Response violates schema" is the title of one failure.
        failing = collections.Counter(line[2:].strip() for line in done.stdout.splitlines() if line.startswith("- "))
        generated = re.search(r"(\d+) generated", done.stdout)
        unique = re.search(r"found (\d+) unique failures", done.stdout)
        exit_code = 4 if done.returncode == 1 else done.returncode
        return Result(exit_code, failing, collections.Counter(), None, int(generated[1]) if generated else 0, elapsed,
                      int(unique[1]) if unique else 0)

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
            "orders": ["-H", f"X-Key: {accepted.get('ORDERS_KEY')}"],
        }
        return headers.get(provider, [])


class SchemathesisAtServers(Schemathesis):
    def __call__(self, provider, mutant):
        with servers.serving(provider, mutant.fault if mutant else "") as url:
            result = self.run(provider, url, "", ["-H", servers.HEADER])
        result.changed = 1
        return result


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
          f"{sum(one.milliseconds for one in reached) / 1000:.0f} s of runs")
    findings = sorted(result.findings for mutant, verdict, result in breaches if verdict == "killed")
    if findings:
        print(f"findings of a killed mutant: {findings[len(findings) // 2]} on the median, "
              f"{findings[len(findings) * 9 // 10]} of nine in ten, {findings[-1]} at most")
    print()


def summarize_faults(judged):
    """A row a fault, a column a server: how many findings, or what became of it."""
    verdicts = {(mutant.fault, mutant.provider): (verdict, result) for mutant, verdict, result in judged}

    def cell(fault, server):
        if (fault, server) not in verdicts:
            return "-"
        verdict, result = verdicts[fault, server]
        return str(result.findings) if verdict == "killed" else verdict

    rows = [[("**" + meaning + "**" if fault in servers.engine.LITERATURE else meaning),
             *(cell(fault, server) for server in servers.shops.SHOPS)]
            for fault, meaning in servers.engine.FAULTS.items()]
    print("\n" + table(rows, ["fault", *servers.shops.SHOPS]) + "\n")
    found = {fault for (fault, _), (verdict, _) in verdicts.items() if verdict == "killed"}
    print(f"of the {len(servers.engine.LITERATURE)} types of the literature: "
          f"{len(found & set(servers.engine.LITERATURE))}\n")


def run_way(way, ask, mutants, jobs):
    right = {provider: ask(provider, None) for provider in sorted({one.provider for one in mutants})}
    for provider, result in right.items():
        if result.exit_code != 0:
            print(f"{way}: {provider} without a mutant ends with {result.exit_code}: {dict(result.failing)}")
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(lambda one: ask(one.provider, one), mutants))
    return [(mutant, judge(mutant, result, right[mutant.provider]), result)
            for mutant, result in zip(mutants, results)]


def write_list(file, way, judged):
    for mutant, verdict, result in judged:
        checks = ",".join(sorted(result.failing)) or ",".join(sorted(result.warnings))
        file.write("\t".join([way, mutant.name, mutant.group, mutant.sort, verdict, checks, str(result.requests),
                              f"{result.milliseconds:.0f}", str(result.findings), mutant.reason]) + "\n")


def mutants_for(way, concord, given):
    """Every Nth of those that the way asks for; only those that an earlier run has reached, where one is given."""
    if way.endswith("servers"):
        mutants = [one for one in servers.faults() if (not given.provider or one.provider in given.provider)
                   and (one.is_of_literature or not given.literature)]
    elif way.endswith("shops"):
        mutants = mutants_of(concord, given.provider or servers.shops.SHOPS)
    else:
        of_suites = sorted(path.parent.name for path in pathlib.Path("suites").glob("*/provider.yaml"))
        mutants = mutants_of(concord, given.provider or of_suites)
    if given.reached:
        rows = [line.split("\t") for line in pathlib.Path(given.reached).read_text(encoding="utf-8").splitlines()]
        reached = {row[1] for row in rows if row[4] != "not reached"}
        mutants = [one for one in mutants if one.name in reached]
    return mutants[::given.sample]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("concord")
    parser.add_argument("ways", nargs="+", choices=["suites", "none", "shops", "servers", "schemathesis",
                                                    "schemathesis-shops", "schemathesis-servers"])
    parser.add_argument("--provider", action="append")
    parser.add_argument("--sample", type=int, default=1, help="every Nth mutant only")
    parser.add_argument("--literature", action="store_true", help="of the servers: only the ten types of faults")
    parser.add_argument("--list")
    parser.add_argument("--reached", help="a list of an earlier run: only mutants that were reached there")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--schemathesis", default="schemathesis")
    parser.add_argument("--pin", action="store_true",
                        help="exit 1 when a breach is neither killed nor as open.tsv says, or a variation not green")
    given = parser.parse_args()
    concord = os.path.abspath(given.concord)
    asking = {"suites": Concord(concord, lambda provider: f"suites/{provider}"),
              "none": Concord(concord, document_of),
              "shops": Concord(concord, document_of),
              "servers": ConcordAtServers(concord, document_of),
              "schemathesis": Schemathesis(concord, given.schemathesis),
              "schemathesis-shops": Schemathesis(concord, given.schemathesis),
              "schemathesis-servers": SchemathesisAtServers(concord, given.schemathesis)}
    missed = []
    listed = open(given.list, "w", encoding="utf-8") if given.list else None
    for way in given.ways:
        mutants = mutants_for(way, concord, given)
        judged = run_way(way, asking[way], mutants, given.jobs)
        summarize(way, judged)
        if way.endswith("servers"):
            summarize_faults(judged)
        missed += [f"{way}: {verdict}: {mutant.name}" for mutant, verdict, _ in judged
                   if (mutant.sort == "breach" and verdict != "not reached"
                       and verdict != known_open().get((way, mutant.name), "killed"))
                   or (mutant.sort == "legitimate" and verdict == "false alarm")]
        if listed:
            write_list(listed, way, judged)
    if given.pin:
        print("\n".join(missed))
        sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
