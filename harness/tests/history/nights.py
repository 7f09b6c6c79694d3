"""A provider of sessions on loopback whose behaviour is a dictionary, and nights against it.

A Night is a run of the real program at a date of the test's choosing: it runs now, and what its journal says of times
is moved to that date before the journal is added to the history, so that no clock has to be turned."""

import datetime
import http.server
import json
import pathlib
import re
import shutil
import subprocess
import threading
import uuid

HERE = pathlib.Path(__file__).resolve().parent
SECONDS = 60


class Provider:
    """Serves until close(). `answer(method, path, body)` gives (status, content type, body)."""

    def __init__(self, answer):
        provider = self
        self.answer = answer

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def serve(self):
                sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, content_type, body = provider.answer(self.command, self.path, sent)
                self.send_response(status)
                if content_type:
                    self.send_header("Content-Type", content_type)
                self.send_header("X-Request-Id", str(uuid.uuid4()))
                if status != 204:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_DELETE = serve

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            disable_nagle_algorithm = True

            def handle_error(self, request, client_address):
                pass  # a run that was killed has gone

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def answer_json(status, value):
    return status, "application/json", json.dumps(value).encode()


def moved(journal, date):
    """The lines of a journal as if its run had been on another day, at four in the morning."""
    begun = json.loads(journal.splitlines()[0])["info"]["started_at"]
    then = datetime.datetime.fromisoformat(begun.replace("Z", "+00:00"))
    wanted = datetime.datetime.combine(date, datetime.time(4), datetime.timezone.utc)

    def shifted(match):
        time = datetime.datetime.fromisoformat(match.group(0)[:-1] + "+00:00") - then + wanted
        return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03}Z"

    return re.sub(r"(?<=_at\":\")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", shifted, journal)


class Nights:
    """Runs of a project in `folder`, which is made as a copy of project/, with one history."""

    def __init__(self, concord, folder, url, base=HERE / "project"):
        self.concord, self.folder, self.url = concord, folder, url
        shutil.copytree(base, folder, dirs_exist_ok=True)
        self.history = folder / "history.sqlite"

    def call(self, *arguments):
        done = subprocess.run([self.concord, *arguments], cwd=self.folder, capture_output=True, text=True,
                              timeout=SECONDS, check=False)
        return done.returncode, done.stdout, done.stderr

    def play(self, date, texts=()):
        """A night. `texts`: what is replaced in the journal besides, pairs. Returns exit code and first screen."""
        self.call("run", "suites", "--target", "sandbox", "--base-url", self.url, "--jobs", "1", "--no-history", "-q")
        path = self.folder / "reports" / "journal.jsonl"
        journal = moved(path.read_text(), date)
        for old, new in texts:
            journal = journal.replace(old, new)
        path.write_text(journal)
        code, out, err = self.call("report", "reports/journal.jsonl", "--history", str(self.history), "--report-junit",
                                   "reports/junit.xml", "--report-html", "reports/index.html", "--report-markdown",
                                   "reports/summary.md")
        return code, out + err


def plain(screen, url):
    """Without what differs from run to run."""
    screen = screen.replace(url, "URL")
    screen = re.sub(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "UUID", screen)
    screen = re.sub(r"\b[0-9A-HJKMNP-TV-Z]{26}\b", "ULID", screen)
    screen = re.sub(r" *(?<![\d.])\d[\d.]* (ms|s|min)\b", " TIME", screen)
    return re.sub(r"recorded in .*|junit .*|html .*|markdown .*", "", screen)


def say_what_differs(told, expected):
    """What was told otherwise than expected, by name; how the program is to end."""
    wrong = [which for which in expected if told[which] != expected[which]]
    for which in wrong:
        print(f"{which}:\n{told[which]}\nin place of\n{expected[which]}")
    return 1 if wrong else 0
