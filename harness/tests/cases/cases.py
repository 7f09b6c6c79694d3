"""Golden cases: the real program, a real server, and all that is printed and reported.

    cases.py --concord PROGRAM [--approve] [--schemas FOLDER] [NAME...]

A NAME is a class (`failed`), a case (`failed/schema`), or the beginning of one; without any, all are run. A case is a
folder {passed,failed,bad_input,unjudged}/NAME:

    args           a command a line; {url}, {port} and {certificate} are those of the server
    server.json    what the server answers (rule_server.py has the form), or server.py
    tls            an empty file: tls/certificate.pem, tls/key.pem and tls/locked.pem are those of the server, the last
                   with the password "correct horse"
    env            NAME=value a line, set for the program
    expected/      stdout, stderr, exit (each of all commands, in order), junit.xml (reports/junit.xml, when it is
                   written),
                   and any other file that the program writes and that shall be compared, by its path
    everything else is copied into the folder where the program runs, over the files of shop/, a small provider.

What varies from run to run (port, folder, times, ids, seed, host, version) is replaced by a word in capitals before
texts are compared. `--approve` writes what came out; look at the difference with git before it is committed.
"""

import argparse
import difflib
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

import rule_server

HERE = pathlib.Path(__file__).resolve().parent
CLASSES = ["passed", "failed", "bad_input", "unjudged"]
NOT_COPIED = {"args", "tls", "server.json", "server.py", "env", "expected", "__pycache__"}
SKIPPED = 77  # SKIP_RETURN_CODE of CTest
SECONDS = 60  # that a command may take

# In this order. Durations that a case sets itself, which are said as limits, stay.
VARYING = [
    (r"(127\.0\.0\.1|localhost|\[::1\]):\d{4,5}\b", r"\1:PORT"),
    (r"/[^\s']*/certificate\.pem", "CERTIFICATE"),
    (r"\b[0-9A-HJKMNP-TV-Z]{26}\b", "ULID"),
    (r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "UUID"),
    (r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?", "TIME"),
    (r"\b(\w{3}, )?\d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", "TIME"),
    (r'\btime="[\d.]+"', 'time="SECONDS"'),
    (r'\bhostname="[^"]*"', 'hostname="HOST"'),
    (r'(name="run.seed" value=)"\d+"', r'\1"SEED"'),
    (r'(name="run.wall_seconds" value=)"[\d.]+"', r'\1"SECONDS"'),
    (r'(name="tool.version" value=)"[^"]+"', r'\1"VERSION"'),
    (r"\b(since|on|recorded) \d\d? (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b( \d{4}\b)?", r"\1 DAY"),
    (r"\bit was asked \d+ times?\b", "it was asked TIMES"),
    (r"\bconcord(/| )\d+\.\d+\.\d+", r"concord\1VERSION"),
    (r"(?<!within )(?<!allows )(?<!at most )(?<![\d.])\d[\d.]* (ms|µs|s|min)\b", "DURATION"),
]


def replaced(text, folder):
    text = text.replace(str(folder), "FOLDER")
    for pattern, word in VARYING:
        text = re.sub(pattern, word, text)
    return text


class Certificate:
    """A self-signed one for 127.0.0.1, made when the first case asks for it."""

    def __init__(self, folder):
        self.certificate, self.key = folder / "certificate.pem", folder / "key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                        "-nodes", "-days", "30", "-subj", "/CN=concord test", "-addext", "subjectAltName=IP:127.0.0.1",
                        "-keyout", self.key, "-out", self.certificate], check=True, capture_output=True)

    def copy_into(self, folder):
        """Both, and the key locked by a password."""
        shutil.copytree(self.key.parent, folder)
        subprocess.run(["openssl", "pkey", "-in", self.key, "-aes256", "-passout", "pass:correct horse", "-out",
                        folder / "locked.pem"], check=True, capture_output=True)


class Case:
    def __init__(self, name, program, certificate):
        self.name, self.program, self.certificate = name, program, certificate
        self.source = HERE / name
        self.process = None

    def come_out(self):
        """What came out, by file name below expected/."""
        with tempfile.TemporaryDirectory(prefix="concord-case-") as made:
            folder = pathlib.Path(made)
            self.copy_into(folder)
            server = rule_server.Server(self.source, self.certificate.certificate, self.certificate.key,
                                        self.send_signal)
            try:
                results = self.run_commands(folder, server)
            finally:
                server.close()
            return {name: replaced(text, folder) for name, text in {**results, **self.written(folder)}.items()}

    def copy_into(self, folder):
        shutil.copytree(HERE / "shop", folder, dirs_exist_ok=True)
        if (self.source / "tls").exists():
            self.certificate.copy_into(folder / "tls")
        for entry in self.source.iterdir():
            if entry.name in NOT_COPIED:
                continue
            if entry.is_dir():
                shutil.copytree(entry, folder / entry.name, dirs_exist_ok=True)
            else:
                shutil.copy(entry, folder / entry.name)

    def environment(self):
        environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LLVM_PROFILE_FILE"):
            if name in os.environ:
                environment[name] = os.environ[name]
        if (self.source / "env").exists():
            environment.update(line.split("=", 1) for line in (self.source / "env").read_text().splitlines() if line)
        return environment

    def send_signal(self, name):
        self.process.send_signal(getattr(signal, name))

    def run_commands(self, folder, server):
        lines = [line for line in (self.source / "args").read_text().splitlines() if line and not line.startswith("#")]
        results = {"stdout": "", "stderr": "", "exit": ""}
        for line in lines:
            words = [word.replace("{url}", server.url).replace("{port}", str(server.port))
                     .replace("{certificate}", str(self.certificate.certificate)) for word in shlex.split(line)]
            self.process = subprocess.Popen([self.program, *words], cwd=folder, env=self.environment(), text=True,
                                            errors="replace", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                            stderr=subprocess.PIPE)
            try:
                out, err = self.process.communicate(timeout=SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                out, err = self.process.communicate()
                err += f"not ended after {SECONDS} seconds\n"
            heading = f"$ concord {line}\n" if len(lines) > 1 else ""
            results["stdout"] += heading + out
            results["stderr"] += (heading if err else "") + err
            results["exit"] += f"{self.process.returncode}\n"
        return results

    def written(self, folder):
        files = {}
        if (folder / "reports/junit.xml").exists():
            files["junit.xml"] = (folder / "reports/junit.xml").read_text()
        for name in self.expected():
            if name not in ("stdout", "stderr", "exit", "junit.xml") and (folder / name).exists():
                files[name] = (folder / name).read_text(errors="replace")
        return files

    def expected(self):
        folder = self.source / "expected"
        return {str(file.relative_to(folder)): file.read_text() for file in sorted(folder.rglob("*")) if file.is_file()}

    def approve(self, out):
        folder = self.source / "expected"
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in out.items():
            if text:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text)


def difference(name, expected, out):
    """A unified difference of all files; "" when they are the same. An empty text and no file are the same."""
    text = ""
    for file in sorted({*expected, *out}):
        want, got = expected.get(file, ""), out.get(file, "")
        if want != got:
            difference = difflib.unified_diff(want.splitlines(keepends=True), got.splitlines(keepends=True),
                                              f"{name}/expected/{file}", "what came out")
            text += "".join(line if line.endswith("\n") else line + "\n\\ no line feed at the end\n"
                            for line in difference)
    return text


def painted(text):
    if not sys.stdout.isatty():
        return text
    colors = {"+": "32", "-": "31", "@": "36"}
    return "".join(f"\x1b[{colors[line[0]]}m{line}\x1b[0m" if line[0] in colors else line
                   for line in text.splitlines(keepends=True))


def all_cases():
    return [
        f"{kind}/{folder.name}" for kind in CLASSES for folder in sorted((HERE / kind).iterdir())
        if (folder / "args").exists()]


def run(arguments, cases):
    faults = 0
    with tempfile.TemporaryDirectory(prefix="concord-cases-") as made:
        certificate = Certificate(pathlib.Path(made))
        for name in cases:
            case = Case(name, arguments.concord, certificate)
            out = case.come_out()
            differs = difference(name, case.expected(), out)
            if arguments.approve:
                if differs:
                    case.approve(out)
                print(f"{'approved' if differs else 'same'}  {name}")
            else:
                faults += bool(differs)
                print(f"{'FAIL' if differs else 'ok'}  {name}")
            if differs:
                print(painted(differs))
    if faults:
        print(f"{faults} of {len(cases)} cases differ. If that is meant: ./dev approve {' '.join(arguments.names)}")
    return 1 if faults else 0


def check_schemas(folder, cases):
    """The expected JUnit reports against the schema that Jenkins' xunit-plugin checks before it reads."""
    schema = folder / "junit-10.xsd"
    missing = ("" if schema.exists() and shutil.which("xmllint") else
               "xmllint is not installed" if schema.exists() else f"{schema} is not here")
    if missing:
        print(f"skipped: {missing}")
        return 1 if os.environ.get("CI") == "true" else SKIPPED
    faults = 0
    for name in cases:
        file = HERE / name / "expected/junit.xml"
        if not file.exists():
            continue
        # What was replaced gets a value of its type.
        text = file.read_text().replace('"SECONDS"', '"0.001"').replace('"TIME"', '"2026-01-01T00:00:00"')
        checked = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", schema, "-"],
                                 input=text, text=True, capture_output=True)
        if checked.returncode != 0:
            print(f"FAIL  {name}\n{checked.stderr}")
            faults += 1
    return 1 if faults else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--concord", type=os.path.abspath)
    parser.add_argument("--approve", action="store_true", default=os.environ.get("UPDATE_GOLDEN") == "1")
    parser.add_argument("--schemas", type=pathlib.Path)
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    cases = [name for name in all_cases()
             if not arguments.names or any(name.startswith(wanted) for wanted in arguments.names)]
    if not cases:
        sys.exit(f"no case begins with {' or '.join(arguments.names)}; there are:\n  " + "\n  ".join(all_cases()))
    sys.exit(check_schemas(arguments.schemas, cases) if arguments.schemas else run(arguments, cases))


if __name__ == "__main__":
    main()
