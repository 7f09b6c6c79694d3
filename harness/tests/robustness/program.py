"""The program under attack: runs it, and reads what came out."""

import json
import os
import pathlib
import re
import signal
import subprocess
import time

CASES = pathlib.Path(__file__).resolve().parent.parent / "cases"
TOKEN = "tok-7f3a91c2-e5d8"
SECONDS = 60  # that it may take at most, whatever the guide says

PROVIDER = """provider: {name}
contract: ../../schemas/{name}/openapi.yaml
targets: {{sandbox: {{base_url: "http://127.0.0.1:1"}}}}
variables: {{SHOP_TOKEN: {{secret: true}}}}
auth: {{default: {{type: bearer, token: "{{{{SHOP_TOKEN}}}}"}}}}
request: {{auth: default}}
limits: {{retries: {retries}}}
"""

POST = "suite: {suite}\noperation: {name}/create-order\ncases:\n"
POST_CASE = "  - {{name: {case}, request: {{body: {{item: {case}}}}}, expect: {{status: 201}}}}\n"
GET = "suite: {suite}\noperation: {name}/get-order\ncases:\n"
GET_CASE = "  - {{name: {case}, request: {{path: {{id: {case}}}}}, expect: {{status: 200}}}}\n"


REPORTS = ("--report-json", "reports/report.json", "--report-junit", "reports/junit.xml")


class Result:
    """What came out, in the words of the guide's columns."""

    def __init__(self, exit_code, output, seconds, megabytes):
        self.exit, self.output, self.seconds, self.megabytes = exit_code, output, seconds, megabytes
        self.verdict = self.arrives = self.others = "–"
        self.wrong = []  # what must never be, whatever the guide says


class Running:
    """The program, started."""

    def __init__(self, concord, folder, arguments, environment, stdout=None):
        self.out, self.err = folder / ".out", folder / ".err"
        path = os.environ.get("PATH", "/usr/bin:/bin")
        base = {"PATH": path, "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "SHOP_TOKEN": TOKEN}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LLVM_PROFILE_FILE"):
            if name in os.environ:
                base[name] = os.environ[name]
        with open(self.out, "wb") as out, open(self.err, "wb") as err:
            self.started = time.monotonic()
            self.process = subprocess.Popen([concord, *map(str, arguments)], cwd=folder, env={**base, **environment},
                                            stdin=subprocess.DEVNULL, stdout=stdout or out, stderr=err)

    def send(self, name):
        self.process.send_signal(getattr(signal, name))

    def said(self):
        return self.out.read_text(errors="replace") + self.err.read_text(errors="replace")

    def wait(self):
        """Until it ends, of itself or by force; measured with what it used."""
        megabytes = delay = 0
        before = self.delayed()
        while self.process.poll() is None:
            if time.monotonic() > self.started + SECONDS:
                self.process.kill()
            megabytes, delay = max(megabytes, self.resident()), max(delay, self.delayed() - before)
            time.sleep(0.005)
        code = self.process.returncode
        seconds = time.monotonic() - self.started - delay
        return Result(code if code >= 0 else 128 - code, self.said(), seconds, megabytes)

    def read(self, name):
        try:
            return (self.folder_of_process / name).read_text()
        except OSError:
            return ""

    @property
    def folder_of_process(self):
        return pathlib.Path(f"/proc/{self.process.pid}")

    def resident(self):
        """Its peak so far, in MB. What wait4() tells has Python's own in it, from before the program was there."""
        found = re.search(r"VmHWM:\s+(\d+) kB", self.read("status"))
        return int(found[1]) / 1024 if found else 0

    def delayed(self):
        """Seconds that a thread was ready and other programs had the processor: a busy machine is no fault of it."""
        delays = [0]
        for thread in self.folder_of_process.glob("task/*"):
            words = self.read(f"task/{thread.name}/schedstat").split()
            delays.append(int(words[1]) / 1e9 if len(words) == 3 else 0)
        return max(delays)


class Place:
    """A folder with nothing in it, and the program."""

    def __init__(self, concord, folder):
        self.concord, self.folder = concord, folder

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def read(self, name):
        path = self.folder / name
        return path.read_text(errors="replace") if path.exists() else ""

    def start(self, *arguments, stdout=None, **environment):
        return Running(self.concord, self.folder, arguments, environment, stdout)

    def run(self, *arguments, **environment):
        return self.start(*arguments, **environment).wait()

    def add_shop(self, name, cases, retries=0, is_get=False):
        """The small shop of the golden cases as the provider `name`, with a case of each name."""
        contract = (CASES / "shop/schemas/shop/openapi.yaml").read_text()
        order = "        note: {type: [\"null\", string], maxLength: 20}\n"
        assert order in contract
        code = "{type: string, pattern: '(\\w+)\\s\\1'}"
        more = f"        code: {code}\n        codes: {{type: array, items: {code}}}\n"
        contract = contract.replace(order, order + more)
        self.write(f"schemas/{name}/openapi.yaml", contract)
        self.write(f"suites/{name}/provider.yaml", PROVIDER.format(name=name, retries=retries))
        head, one = (GET, GET_CASE) if is_get else (POST, POST_CASE)
        text = head.format(name=name, suite=name) + "".join(one.format(case=case) for case in cases)
        self.write(f"suites/{name}/orders.suite.yaml", text)

    def verdicts(self):
        """By case, from the JSON report: {"hostile": "unjudged"}."""
        report = json.loads(self.read("reports/report.json") or "{}")
        return {case["name"]: case["verdict"] for case in report.get("cases", [])}

    def artefacts(self):
        return {str(path.relative_to(self.folder)): path.read_text(errors="replace")
                for path in (self.folder / "reports").rglob("*") if path.is_file()}


def run_shop(concord, folder, attack, base_urls, arguments):
    """A run of an attacked case, of another at the same server after it, and of one at another server."""
    place = Place(concord, folder)
    place.add_shop("shop", ["hostile", "healthy"], attack.retries, attack.method == "GET")
    place.add_shop("other", ["healthy elsewhere"])
    urls = [word for url in base_urls for word in ("--base-url", url)]
    result = place.run("run", "suites", "--target", "sandbox", *urls, "--jobs", "1", "--max-time", "1",
                       "--connect-timeout", "1", *REPORTS, *arguments)
    verdicts = place.verdicts()
    result.verdict = verdicts.get("hostile", "none")
    result.others = others(verdicts)
    result.wrong = unsafe(result.output, place.artefacts())
    return result


def others(verdicts):
    if verdicts.get("healthy elsewhere") != "passed":
        return "harmed: " + str(verdicts)
    return "pass" if verdicts.get("healthy") == "passed" else "pass elsewhere"


def unsafe(printed, artefacts):
    """What no output may have: the credential, and what terminals or CI obey. JSON is data, which keeps its letters."""
    wrong = []
    for name, text in {"the terminal": printed, **artefacts}.items():
        if TOKEN in text:
            wrong.append(f"the credential is in {name}")
        if name.endswith(".sqlite"):
            continue  # bytes of a database, which nobody prints
        if "\x1b" in text or ("\u202e" in text and "json" not in name):
            wrong.append(f"a control character is in {name}")
    for line in printed.splitlines():
        if line.lstrip().startswith(("::", "##[", "##vso[", "##teamcity[")):
            wrong.append(f"a line that CI obeys: {line}")
    return wrong
