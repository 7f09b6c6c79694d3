"""What a checked case costs beside a bare libcurl-multi loop, on loopback, with a journal and JUnit.

usage: compare.py CONCORD BARE_LOOP FOLDER [--hurl HURL] [ROW...]
rows: start requests large slow rate (these, when none is named), callgrind, hurl (where there is one)

FOLDER keeps the suites, the settings of nginx and what is written. nginx answers with a session of 0.3 KB. The history
is made anew for each row: its first turn is a first night, those after it are later nights.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from loopback import free_ports  # noqa: E402

TURNS = 3
JOBS = 16
SESSION = json.dumps({
    "session": "$uuid", "status": "ready", "created_at": "2026-01-02T03:04:05Z",
    "expires_in": 1800, "products": ["card_switcher", "link"],
    "user": {"id": "u-81n9al10a0ayn13", "name": "Ada Lovelace", "email": "ada@example.com", "verified": True},
    "links": {"self": "/session/915efe72"}})

SESSION_SCHEMA = {
    "type": "object", "additionalProperties": False,
    "required": ["session", "status", "created_at", "expires_in", "user"],
    "properties": {
        "session": {"type": "string", "format": "uuid"},
        "status": {"type": "string", "enum": ["ready", "pending"]},
        "created_at": {"type": "string", "format": "date-time"},
        "expires_in": {"type": "integer", "minimum": 1},
        "products": {"type": "array", "items": {"type": "string"}},
        "user": {"type": "object", "required": ["id"], "properties": {
            "id": {"type": "string"}, "name": {"type": "string"},
            "email": {"type": "string", "format": "email"}, "verified": {"type": "boolean"}}},
        "links": {"type": "object", "additionalProperties": {"type": "string"}}}}

NGINX = """
load_module /usr/lib/nginx/modules/ngx_http_echo_module.so;
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx.log error;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 100000000; keepalive_timeout 600s; default_type application/json;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  # A session that is created is a new one each time.
  map $request_id $uuid {{ "~^(?<a>.{{8}})(?<b>.{{4}})(?<c>.{{4}})(?<d>.{{4}})(?<e>.{{12}})$" "$a-$b-$c-$d-$e"; }}
  server {{ listen 127.0.0.1:{fast} backlog=4096 reuseport; location / {{ return 200 '{session}'; }} }}
  server {{ listen 127.0.0.1:{slow} backlog=4096 reuseport; location / {{ echo_sleep 0.2; echo -n '{session}'; }} }}
  server {{ listen 127.0.0.1:{large} backlog=4096 reuseport; location / {{ rewrite ^ /large.json last; }}
    location = /large.json {{ root {folder}; error_page 405 =200 $uri; }} }}
}}
"""


def say(*words):
    print(*words, file=sys.stderr, flush=True)


class Server:
    def __init__(self, folder):
        self.fast, self.slow, self.large = free_ports(3)
        more = json.loads(SESSION.replace("$uuid", "915efe72-5136-4652-a91f-d9d48003c102"))
        more["links"] = {"link-%d" % number: "/session/%d" % number for number in range(1900)}
        (folder / "large.json").write_text(json.dumps(more))
        settings = folder / "nginx.conf"
        settings.write_text(NGINX.format(folder=folder, session=SESSION, **vars(self)))
        self.process = subprocess.Popen(["nginx", "-c", settings, "-e", folder / "nginx.log"])
        for _ in range(100):
            try:
                urllib.request.urlopen(urllib.request.Request("http://127.0.0.1:%d/" % self.fast, data=b"{}")).read()
                return
            except OSError:
                time.sleep(0.05)
        sys.exit("bench: nginx does not answer")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def write_suite(folder, cases):
    """A suite whose cases are a product of rows, and its provider; the folder of both."""
    place = folder / ("suites-%d" % cases)
    if place.exists():
        return place
    place.mkdir(parents=True)
    body = {"type": "object", "required": ["type", "external_user_id"], "properties": {
        "type": {"type": "string"}, "external_user_id": {"type": "string"}, "card_id": {"type": "string"}}}
    contract = {"openapi": "3.1.0", "info": {"title": "bench", "version": "1"}, "paths": {"/session/create": {"post": {
        "operationId": "create-session",
        "security": [{"basic": []}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"200": {"description": "a session",
                              "content": {"application/json": {"schema": SESSION_SCHEMA}}}}}}},
        "components": {"securitySchemes": {"basic": {"type": "http", "scheme": "basic"}}}}
    (place / "openapi.json").write_text(json.dumps(contract))
    (place / "provider.yaml").write_text(
        "provider: bench\ncontract: openapi.json\ntargets:\n  sandbox: {base_url: http://127.0.0.1:1}\nvariables:\n"
        "  BENCH_USER: {about: a name}\n  BENCH_SECRET: {secret: true, about: a password}\nauth:\n"
        '  default: {type: basic, username: "{{BENCH_USER}}", password: "{{BENCH_SECRET}}"}\n'
        'request: {auth: default}\n')
    rows, more = divmod(cases, 100)
    assert more == 0 or cases == 1
    (place / "bench.suite.yaml").write_text(
        "suite: bench\noperation: bench/create-session\nrequest:\n"
        '  body: {type: card_switcher, external_user_id: "concord-{{run.id}}", card_id: 81n9al10a0ayn13}\ncases:\n'
        "  - name: session {{n}} of {{m}}\n    each: {m: %s, n: %s}\n"
        "    expect: {status: 200, body: {$.session: {minLength: 1}}}\n"
        % (list(range(max(1, rows))), list(range(min(cases, 100)))))
    return place


# As much as a person would write down to check the same answer.
HURL_FILE = """POST {url}
[BasicAuth]
ada: correct horse
{{"type": "card_switcher", "external_user_id": "concord-7", "card_id": "81n9al10a0ayn13"}}
HTTP 200
[Asserts]
header "Content-Type" contains "application/json"
jsonpath "$.session" matches "^[0-9a-f-]{{36}}$"
jsonpath "$.status" == "ready"
jsonpath "$.expires_in" >= 1
jsonpath "$.user.id" exists
"""


class Measured:
    def __init__(self, command, out):
        start = time.monotonic()
        with open(out, "wb") as stdout:
            process = subprocess.Popen([str(part) for part in command], stdout=stdout, stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(process.pid, 0)
        self.seconds = time.monotonic() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.megabytes = usage.ru_maxrss / 1024
        if status != 0:
            sys.exit("bench: %s ended with %d:\n%s" % (command[0], status, out.read_text()[-2000:]))


class Bench:
    def __init__(self, concord, bare_loop, hurl, folder):
        self.concord, self.bare_loop, self.hurl, self.folder = concord, bare_loop, hurl, folder
        self.server = Server(folder)

    def forget(self):
        for end in ("", "-wal", "-shm"):
            (self.folder / ("history.sqlite" + end)).unlink(missing_ok=True)

    def run_command(self, cases, port, *options):
        memory = [] if "--no-history" in options else ["--history", self.folder / "history.sqlite"]
        return [self.concord, "run", write_suite(self.folder, cases), "--target", "sandbox", "--base-url",
                "http://127.0.0.1:%d" % port, "--variable", "BENCH_USER=ada", "--secret", "BENCH_SECRET=correct horse",
                "-q", "--color", "never", "--seed", "7", "--journal", self.folder / "journal.jsonl",
                "--report-junit", self.folder / "junit.xml", "--report-html", "none", *memory, *options]

    def concord_once(self, cases, port, *options):
        return Measured(self.run_command(cases, port, *options), self.folder / "out.txt")

    def bare_once(self, cases, port, connections):
        return Measured([self.bare_loop, "http://127.0.0.1:%d/session/create" % port, cases, connections],
                        self.folder / "out.txt")

    @staticmethod
    def row(name, cases, measured, beside=None):
        share = "%.2f" % (beside / measured.seconds) if beside else ""
        print("| %s | %.2f | %d | %s | %.2f | %d |" % (name, measured.seconds, cases / measured.seconds, share,
                                                      measured.cpu, measured.megabytes), flush=True)

    def pair(self, name, cases, port, connections, turns, *options):
        """The turns alternate, so that what else the machine does meets both; the median of each is shown."""
        bare, ours = [], []
        self.forget()
        for _ in range(turns):
            bare.append(self.bare_once(cases, port, connections))
            ours.append(self.concord_once(cases, port, "--jobs", connections, *options))
        middle = [sorted(group, key=lambda one: one.seconds)[len(group) // 2] for group in (bare, ours)]
        self.row("bare loop, " + name, cases, middle[0])
        self.row("concord, " + name, cases, middle[1], middle[0].seconds)
        return middle

    def requests(self):
        self.pair("10,000 cases, %d connections" % JOBS, 10000, self.server.fast, JOBS, TURNS)
        self.pair("100,000 cases, %d connections" % JOBS, 100000, self.server.fast, JOBS, 1)

    def large_answers(self):
        self.row("concord, 10,000 answers of 60 KB", 10000, self.concord_once(10000, self.server.large, "--jobs", JOBS,
                 "--level", "token.new=off"))  # it is a file

    def slow(self):
        self.pair("10,000 cases at 200 ms, 1,000 connections", 10000, self.server.slow, 1000, 1)

    def rate(self):
        self.forget()
        free = self.concord_once(8000, self.server.fast, "--jobs", JOBS)
        self.row("concord, 8,000 cases, no rate", 8000, free)
        for rate in (500, 2000):
            limited = self.concord_once(8000, self.server.fast, "--jobs", JOBS, "--rate", rate)
            self.row("concord, 8,000 cases, --rate %d" % rate, 8000, limited)
            sending = self.sending_seconds()
            print("| &nbsp; reached while sending, CPU beyond no rate | | %d | | %.2f | |"
                  % (7999 / sending, limited.cpu - free.cpu), flush=True)

    def sending_seconds(self):
        """From the first request of the journal to the last."""
        times = re.findall(rb'"started_at":\s*"([^"]+)"', (self.folder / "journal.jsonl").read_bytes())
        moments = sorted(time.mktime(time.strptime(one[:19].decode(), "%Y-%m-%dT%H:%M:%S")) +
                         float("0" + one[19:].decode().rstrip("Z") or 0) for one in times)
        return moments[-1] - moments[0]

    def start(self):
        for name, options in (("", ()), (", --no-history", ("--no-history",))):
            self.forget()
            times = [self.concord_once(1, self.server.fast, *options) for _ in range(11)]
            middle = sorted(times, key=lambda one: one.seconds)[5]
            self.row("concord, one case%s (%.1f ms)" % (name, middle.seconds * 1000), 1, middle)

    def hurl_once(self, cases):
        file = self.folder / "bench.hurl"
        file.write_text(HURL_FILE.format(url="http://127.0.0.1:%d/session/create" % self.server.fast))
        return Measured([self.hurl, "--test", "--jobs", JOBS, "--repeat", cases, "--report-junit",
                         self.folder / "hurl.xml", file], self.folder / "out.txt")

    def beside_hurl(self):
        self.forget()
        turns = [(self.bare_once(10000, self.server.fast, JOBS), self.hurl_once(10000),
                  self.concord_once(10000, self.server.fast, "--jobs", JOBS)) for _ in range(TURNS)]
        bare, hurl, ours = (sorted(group, key=lambda one: one.seconds)[TURNS // 2] for group in zip(*turns))
        self.row("bare loop, 10,000 cases, %d connections" % JOBS, 10000, bare)
        self.row("hurl, 10,000 cases, %d jobs, five assertions, JUnit" % JOBS, 10000, hurl, bare.seconds)
        self.row("concord, 10,000 cases, %d connections" % JOBS, 10000, ours, bare.seconds)

    def instructions(self, command):
        out = self.folder / "callgrind.txt"
        subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=%s" % (self.folder / "callgrind.out"),
                        *map(str, command)], stdout=open(out, "wb"), stderr=subprocess.STDOUT)
        found = re.search(r"Collected : (\d+)", out.read_text(errors="replace"))
        return int(found.group(1)) if found else sys.exit("bench: callgrind failed:\n" + out.read_text()[-2000:])

    def callgrind(self):
        def each(command_of):
            return (self.instructions(command_of(3000)) - self.instructions(command_of(1000))) / 2000
        url = "http://127.0.0.1:%d/session/create" % self.server.fast
        bare = each(lambda count: [self.bare_loop, url, count, JOBS])
        print("instructions a request, bare loop: %d" % bare, flush=True)
        for name, options, has_nights in (("--no-history", ["--no-history"], False), ("first night", [], False),
                                          ("later night", [], True)):
            def of_night(count):
                command = self.run_command(count, self.server.fast, "--jobs", JOBS, *options)
                self.forget()
                if has_nights:
                    Measured(command, self.folder / "out.txt")
                return command
            ours = each(of_night)
            print("instructions a case, concord, %s: %d (%.1f times)" % (name, ours, ours / bare), flush=True)


def main():
    concord, bare_loop, folder, *rows = sys.argv[1:]
    hurl = rows[1] if rows[:1] == ["--hurl"] else None
    rows = rows[2 if hurl else 0:] or ["start", "requests", "large", "slow", "rate"] + (["hurl"] if hurl else [])
    if "hurl" in rows and not hurl:
        sys.exit("bench: there is no hurl here: cargo, which installs it, is missing or too old")
    folder = pathlib.Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for tool in ("nginx",) + (("valgrind",) if "callgrind" in rows else ()):
        if not shutil.which(tool, path=os.environ["PATH"] + ":/usr/sbin"):
            sys.exit("bench: there is no %s here" % tool)
    os.environ["PATH"] += ":/usr/sbin"
    bench = Bench(os.path.abspath(concord), os.path.abspath(bare_loop), hurl and os.path.abspath(hurl), folder)
    say("bench: load %s" % open("/proc/loadavg").read().split()[0])
    known = {"requests": bench.requests, "large": bench.large_answers, "slow": bench.slow, "rate": bench.rate,
             "start": bench.start, "callgrind": bench.callgrind, "hurl": bench.beside_hurl}
    try:
        if rows != ["callgrind"]:
            print("| what | s | a second | share of the bare loop | CPU s | peak MB |\n|---|--:|--:|--:|--:|--:|")
        for name in rows:
            known[name]()
    finally:
        bench.server.stop()


if __name__ == "__main__":
    main()
