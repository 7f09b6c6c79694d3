"""What else can be done to the program: signals, disks, documents. One entry for each row of the tables of
docs/robustness.md that speak of these:

    @attack("the name of its row")
    def _(place):
        return place.run("run", "suites")

`place` is a folder of the attack's own (program.Place). What is returned is what came out (program.Result), with the
columns that the row has; its `wrong` gets what must never be.
"""

import os
import random
import re
import resource
import shutil
import socket
import subprocess
import threading
import time

import certificates
import program
from fault_server import FaultServer, answer

ATTACKS = {}


def attack(name):
    def add(carry_out):
        assert name not in ATTACKS, f"two attacks are called {name}"
        ATTACKS[name] = carry_out
        return carry_out
    return add


# ---- Signals and kills: the first case has passed, the second is on its way

def interrupted(place, play, name, retries=0, wait=0.0, after=None, arguments=()):
    """A run that gets a signal when the request of its second case has arrived."""
    arrived = threading.Event()

    def played(client, request):
        arrived.set()
        play(client)

    server = FaultServer(played)
    try:
        place.add_shop("shop", ["healthy", "hostile", "healthy later"], retries)
        running = place.start("run", "suites", "--target", "sandbox", "--base-url", server.url, "--jobs", "1",
                              *arguments, *program.REPORTS)
        assert arrived.wait(30), "no request came"
        time.sleep(wait)
        running.started = time.monotonic()  # from the signal on
        running.send(name)
        result = running.wait()
        if after:
            result = after(result)
        verdicts = place.verdicts()
        result.verdict = verdicts.get("hostile", "none")
        result.arrives = str(server.hostile_requests)
        result.others = "pass" if verdicts.get("healthy") == "passed" else f"harmed: {verdicts}"
        if "<testsuites" not in place.read("reports/junit.xml"):
            result.wrong.append("there is no JUnit report")
        return result
    finally:
        server.close()


attack("SIGINT while an answer is awaited")(lambda place: interrupted(place, lambda client: client.wait(), "SIGINT"))
attack("SIGTERM while an answer is awaited")(lambda place: interrupted(place, lambda client: client.wait(), "SIGTERM"))


@attack("SIGINT while Retry-After: 3600 is waited for")
def _(place):
    asking = answer(b"{}", 429, b"Retry-After: 3600\r\n")
    return interrupted(place, lambda client: client.send(asking), "SIGINT", retries=1, wait=0.3,
                       arguments=["--retry-max-time", "4000"])


@attack("SIGKILL, then concord report")
def _(place):
    def report(killed):
        assert killed.exit == 137, killed.exit
        return place.run("report", "reports/journal.jsonl", *program.REPORTS)
    # What was judged is written beside the run, within milliseconds.
    return interrupted(place, lambda client: client.wait(), "SIGKILL", wait=0.2, after=report)


def interrupted_run(place, play, arrivals, arguments=(), wait=0.1):
    """The suites of `place`, run until `play` has answered so often, then interrupted."""
    done = threading.Semaphore(0)

    def played(client, request):
        play(client)
        done.release()

    server = FaultServer(played)
    try:
        running = place.start("run", "suites", "--target", "sandbox", "--base-url", server.url, *arguments,
                              *program.REPORTS)
        for _ in range(arrivals):
            assert done.acquire(timeout=60), "no request came"
        time.sleep(wait)
        running.started = time.monotonic()  # from the signal on
        running.send("SIGINT")
        result = running.wait()
        verdicts = place.verdicts()
        hostile = {verdict for name, verdict in verdicts.items() if "hostile" in name}
        result.verdict = "not-run" if "not-run" in hostile else ", ".join(sorted(hostile)) or "none"
        result.arrives = str(server.hostile_requests)
        result.others = "pass" if verdicts.get("healthy") == "passed" else f"harmed: {verdicts}"
        return result
    finally:
        server.close()


@attack("SIGINT while ten answers of 15 MB are judged")
def _(place):
    place.add_shop("shop", ["healthy", *(f"hostile {n}" for n in range(10))])
    large = answer(b'{"id": "17", "state": "open", "total": 1, "rows": [' + b"1234567," * 1_960_000 + b"1]}")
    return interrupted_run(place, lambda client: client.send(large), 10, ("--jobs", "11"))


@attack("SIGINT while a JSONPath searches for long")
def _(place):
    place.add_shop("shop", ["healthy"])
    suite = place.folder / "suites/shop/orders.suite.yaml"
    suite.write_text(suite.read_text() + "  - {name: hostile, request: {body: {item: hostile}}, expect: "
                     "{status: 201, optional: {'$..*..*..*..none': {type: string}}}}\n")
    deep = answer(b'{"id": "17", "state": "open", "total": 1, "rows": ' + b"[" * 300 + b"1" + b"]" * 300 + b"}")
    return interrupted_run(place, lambda client: client.send(deep), 1, ("--jobs", "1"))


@attack("SIGINT while what undoes something waits for its rate")
def _(place):
    place.add_shop("shop", ["healthy"])
    suite = place.folder / "suites/shop/orders.suite.yaml"
    suite.write_text(suite.read_text() + "  - {name: hostile, request: {body: {item: hostile}}, "
                     "expect: {status: 201},\n     after: [{operation: create-order, "
                     "request: {body: {item: undo hostile}}}]}\n")
    provider = place.folder / "suites/shop/provider.yaml"
    provider.write_text(provider.read_text().replace("retries: 0", "retries: 0, requests_per_second: 0.5"))
    return interrupted_run(place, lambda client: client.send(answer()), 1, ("--jobs", "1"))


@attack("SIGKILL at ten moments, then concord report")
def _(place):
    """What was told as finished before the kill must be in the report after it, with its verdict."""
    place.add_shop("shop", [f"healthy {n}" for n in range(400)])
    server = FaultServer(None)
    result = None
    try:
        for round in range(10):
            running = place.start("run", "suites", "--target", "sandbox", "--base-url", server.url, "--jobs", "4", "-v",
                                  "--journal", f"reports/{round}.jsonl", "--report-json", "reports/run.json")
            journal = place.folder / f"reports/{round}.jsonl"
            while not (journal.exists() and journal.stat().st_size) and running.process.poll() is None:
                time.sleep(0.005)
            time.sleep(random.uniform(0, 0.8))
            running.send("SIGKILL")
            killed = running.wait()
            told = set(re.findall(r"\* \S+ :: (healthy \d+)", killed.output))
            result = place.run("report", f"reports/{round}.jsonl", *program.REPORTS)
            passed = {name for name, verdict in place.verdicts().items() if verdict == "passed"}
            if killed.exit == 137 and not told <= passed:
                result.wrong.append(f"lost: {sorted(told - passed)[:5]}")
            if result.exit not in (0, 3) and told:  # 2: before the plan was written
                result.wrong.append(f"exit {result.exit} of report: {result.output[-300:]}")
        result.exit = "–"
        return result
    finally:
        server.close()


# ---- Disks

def run_well(place, *arguments, stdout=None):
    """A run of one case that passes."""
    server = FaultServer(None)
    try:
        place.add_shop("shop", ["healthy"])
        reports = arguments or program.REPORTS
        running = place.start("run", "suites", "--target", "sandbox", "--base-url", server.url, *reports, stdout=stdout)
        result = running.wait()
        result.verdict = place.verdicts().get("healthy", "none")
        return result
    finally:
        server.close()


@attack("standard output is full")
def _(place):
    with open("/dev/full", "wb") as full:
        return run_well(place, stdout=full)


@attack("standard output is a pipe that nobody reads any more")
def _(place):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        return run_well(place, stdout=pipe)


@attack("the disk of a report is full")
def _(place):
    return run_well(place, "--report-json", "reports/report.json", "--report-junit", "/dev/full")


@attack("the folder of the reports is a file")
def _(place):
    place.write("reports", "mine")
    result = run_well(place)
    if place.read("reports") != "mine":
        result.wrong.append("the file was overwritten")
    return result


@attack("a report onto a link")
def _(place):
    target = place.write("elsewhere/target.xml", "old")
    (place.folder / "link.xml").symlink_to(target)
    result = run_well(place, "--report-json", "reports/report.json", "--report-junit", "link.xml")
    if not (place.folder / "link.xml").is_symlink() or "<testsuites" not in target.read_text():
        result.wrong.append("the link was replaced, or what it leads to was not written")
    return result


@attack("a report onto a pipe")
def _(place):
    os.mkfifo(place.folder / "pipe")
    read = []
    reader = threading.Thread(target=lambda: read.append((place.folder / "pipe").read_text()), daemon=True)
    reader.start()
    result = run_well(place, "--report-json", "reports/report.json", "--report-junit", "pipe")
    reader.join(10)
    if not read or "<testsuites" not in read[0] or not (place.folder / "pipe").is_fifo():
        result.wrong.append("the reader of the pipe got no report")
    return result


@attack("the journal is a pipe that nobody reads")
def _(place):
    os.mkfifo(place.folder / "journal.jsonl")
    return run_well(place, "--report-json", "reports/report.json", "--journal", "journal.jsonl")


def unrecorded(place, number, jobs, most):
    """Cases of which `most` are sent at most, though their journal cannot grow from the first request on."""
    arrived, goes_on = threading.Event(), threading.Event()
    server = FaultServer(lambda client, request: (arrived.set(), goes_on.wait(10), client.send(answer(status=201))))
    try:
        place.add_shop("shop", [f"hostile {n}" for n in range(number)])
        running = place.start("run", "suites", "--target", "sandbox", "--base-url", server.url, "--jobs", jobs,
                              "--report-html", "none")
        assert arrived.wait(30), "no request came"
        limit = 1_000 + (place.folder / "reports/journal.jsonl").stat().st_size
        resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, (limit, limit))
        goes_on.set()
        result = running.wait()
        if server.hostile_requests > most:
            result.wrong.append(f"{server.hostile_requests} requests of cases of which nothing can be recorded")
        return result
    finally:
        server.close()


attack("the journal cannot grow any more while cases are sent")(lambda place: unrecorded(place, 400, "1", 150))
attack("the journal cannot grow any more when every case was sent")(lambda place: unrecorded(place, 30, "40", 30))


@attack("two runs into one folder at the same time")
def _(place):
    arrived = threading.Event()
    server = FaultServer(lambda client, request: (arrived.set(), client.wait()))
    try:
        place.add_shop("shop", ["hostile"])
        first = place.start("run", "suites", "--target", "sandbox", "--base-url", server.url, "--max-time", "20")
        assert arrived.wait(30), "no request came"
        second = run_well(place)
        server.stopping.set()
        first.wait()
        if place.run("report", "reports/journal.jsonl", "-o", "again").exit not in (0, 3):
            second.wrong.append("the journal of the first run is damaged")
        return second
    finally:
        server.close()


@attack("a journal that is damaged in its middle")
def _(place):
    run_well(place)
    path = place.folder / "reports/journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:-1], b'{"event": "case", \xff\x00\n', lines[-1]]))
    return place.run("report", "reports/journal.jsonl")


# ---- Documents

@attack("a suite whose aliases make a billion values")
def _(place):
    place.add_shop("shop", ["healthy"])
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 9)]
    place.write("suites/shop/orders.suite.yaml", "\n".join(lines) + "\nsuite: S\noperation: create-order\ncases: *a8\n")
    return place.run("run", "suites")


@attack("a suite nested 100,000 levels deep")
def _(place):
    place.add_shop("shop", ["healthy"])
    place.write("suites/shop/orders.suite.yaml", "cases: " + "[" * 100_000)
    return place.run("run", "suites")


@attack("a suite of bytes that are no text")
def _(place):
    place.add_shop("shop", ["healthy"])
    place.write("suites/shop/orders.suite.yaml", bytes(range(256)) * 64)
    return place.run("run", "suites")


@attack("a suite with the controls of a terminal and commands for CI in its names")
def _(place):
    place.add_shop("shop", ["healthy"])
    place.write("suites/shop/orders.suite.yaml",
                'suite: "\\e[2J::error::x"\noperation: "create-order"\ncases: [{"\\n##[error]x\\e]0;y\\a": 1}]\n')
    result = place.run("run", "suites")
    result.wrong = program.unsafe(result.output, {})
    return result


def derive(place, text, *arguments):
    place.write("doc.yaml", text)
    return place.run("derive", "doc.yaml", "-o", "out", *arguments)


DOCUMENT = """openapi: 3.1.0
info: {{title: Shop, version: "1"}}
paths:
  /a:
    get:
      operationId: a
      responses: {{"200": {{description: fine, content: {{application/json: {{schema: {schema}}}}}}}}}
"""


@attack("a document that refers to a file outside and to a server")
def _(place):
    connections = []
    server = FaultServer(None, before=lambda client: connections.append(client))
    try:
        place.write("secret.yaml", "Item: {type: string, description: not-for-you}\n")
        (place.folder / "docs").mkdir()
        references = ["../secret.yaml#/Item", "file:///etc/passwd", f"{server.url}/x.yaml"]
        schema = "{anyOf: [" + ", ".join("{$ref: '%s'}" % one for one in references) + "]}"
        place.write("docs/doc.yaml", DOCUMENT.format(schema=schema))
        result = place.run("derive", "docs/doc.yaml", "-o", "out")
        written = "".join(path.read_text() for path in (place.folder / "out").rglob("*") if path.is_file())
        if connections:
            result.wrong.append("the server was asked")
        if "not-for-you" in written + result.output or "root:" in written + result.output:
            result.wrong.append("what the file holds came out")
        return result
    finally:
        server.close()


@attack("a document whose schema refers to itself only")
def _(place):
    return derive(place, DOCUMENT.format(schema="{$ref: '#/components/schemas/A'}") +
                  "components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}}}\n")


@attack("a provider that leads out of the folder of derive")
def _(place):
    result = derive(place, DOCUMENT.format(schema="{}"), "--provider", "../../evil")
    written = [path for path in place.folder.rglob("*") if path.name not in ("doc.yaml", ".out", ".err")]
    if written or (place.folder.parent / "evil").exists() or (place.folder.parent.parent / "evil").exists():
        result.wrong.append(f"something was written: {written}")
    return result


@attack("a document of 100,000 levels")
def _(place):
    return derive(place, '{"openapi": "3.1.0", "paths": ' + '{"a": ' * 100_000 + "1" + "}" * 100_001)


@attack("a pattern that searches for ever, and a long text")
def _(place):
    place.write("schema.json", '{"type": "string", "pattern": "(\\\\w+)\\\\s\\\\1"}')
    place.write("data.json", '"' + "x" * 100_000 + " " + "y" * 100_000 + '"')
    return place.run("validate", "schema.json", "data.json")


@attack("a pattern that other engines search for ever")
def _(place):
    place.write("schema.json", '{"type": "string", "pattern": "^(a+)+$"}')
    place.write("data.json", '"' + "a" * 200_000 + '!"')
    return place.run("validate", "schema.json", "data.json")


@attack("a schema whose alternatives multiply")
def _(place):
    twice = '{"anyOf": [{"$ref": "#/$defs/n"}, {"$ref": "#/$defs/n"}]}'
    node = '{"type": "object", "properties": {"a": %s, "b": %s}}' % (twice, twice)
    place.write("schema.json", '{"$ref": "#/$defs/n", "$defs": {"n": %s}}' % node)
    place.write("data.json", '{"a": ' * 60 + "1" + "}" * 60)
    return place.run("validate", "schema.json", "data.json")


@attack("JSON nested 100,000 levels deep")
def _(place):
    place.write("schema.json", "true")
    place.write("data.json", "[" * 100_000 + "]" * 100_000)
    return place.run("validate", "schema.json", "data.json")


@attack("a row of a file holds the credential")
def _(place):
    place.add_shop("shop", ["healthy"])
    place.write("suites/shop/rows.csv", f"key\n{program.TOKEN}\n")
    suite = place.folder / "suites/shop/orders.suite.yaml"
    suite.write_text(suite.read_text() + "  - {name: 'with {{key}}', each: {csv: rows.csv}, expect: {status: 201}, "
                     "request: {body: {item: hostile}}}\n")
    server = FaultServer(lambda client, request: client.send(answer(status=418)))
    try:
        result = place.run("run", "suites", "--target", "sandbox", "--base-url", server.url, "-v", *program.REPORTS)
    finally:
        server.close()
    result.verdict = next((v for name, v in place.verdicts().items() if name.startswith("with ")), "none")
    result.wrong = program.unsafe(result.output, place.artefacts())
    return result


@attack("a password in the base URL")
def _(place):
    place.add_shop("shop", ["healthy"])
    result = place.run("run", "suites", "--target", "sandbox", "--base-url", "http://someone:hunter22@127.0.0.1:9")
    for name, text in {"the terminal": result.output, **place.artefacts()}.items():
        if "hunter22" in text or "someone" in text:
            result.wrong.append(f"it is in {name}")
    return result


# ---- HTTP/2, by a server that others wrote

class Missing(Exception):
    """What an attack needs is not installed."""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def nghttpd(place, port):
    """nghttp2's server of files over TLS, started and listening; what it has received goes to nghttpd.log."""
    program_file = shutil.which("nghttpd") or shutil.which("nghttpd", path="/usr/sbin")
    if not program_file:
        raise Missing("nghttpd (Debian's nghttp2-server)")
    types = place.write("types", "application/json json\n")
    with open(place.folder / "nghttpd.log", "wb") as log:
        server = subprocess.Popen([program_file, "-v", "--address=127.0.0.1", "-d",
                                   place.folder / "files", "--mime-types-file", types, str(port),
                                   certificates.FOLDER / "plain.key", certificates.FOLDER / "plain.pem"],
                                  stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.05)
    server.kill()
    raise AssertionError("nghttpd does not listen: " + place.read("nghttpd.log"))


@attack("HTTP/2: 200 cases at once, by nghttpd")
def _(place):
    place.add_shop("shop", [f"{number}.json" for number in range(200)], is_get=True)
    for number in range(200):
        place.write(f"files/orders/{number}.json", '{"id": "17", "state": "open", "total": 12.5}')
    port = free_port()
    server = nghttpd(place, port)
    try:
        result = place.run("run", "suites", "--target", "sandbox", "--base-url", f"https://127.0.0.1:{port}", "--http2",
                           *certificates.trusting("plain"), *program.REPORTS)
    finally:
        server.terminate()
        server.wait()
    log = place.read("nghttpd.log")
    asked = re.findall(r"\[id=(\d+)\].*recv .*HEADERS", log)
    result.arrives = f"{len(asked)} by {len(set(asked))} connection"
    verdicts = set(place.verdicts().values())
    result.verdict = ", ".join(sorted(verdicts)) or "none"
    return result
