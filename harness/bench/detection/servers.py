"""The servers of the tests that keep things (harness/tests/explore/servers), each with one fault, as mutants.

They are servers of another make than the mock, with lists, nesting, alternatives, headers, pages, several resources and
state. A fault is one of engine.FAULTS; what a server has nothing of (a version, a total) it cannot have.
"""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys

SERVERS = pathlib.Path(__file__).resolve().parents[2] / "tests" / "explore" / "servers"
sys.path.insert(0, str(SERVERS))
import engine  # noqa: E402
import shops  # noqa: E402

# What they take as a credential: for Concord in the environment, for others as a header.
ENVIRONMENT = {"ORDERS_KEY": "right"}
HEADER = "X-Key: right"


class Fault:
    """As detection.Mutant: `provider` is the server."""

    def __init__(self, server, fault):
        self.provider, self.fault = server, fault
        self.name = f"{fault}@{server}"
        self.group, self.sort, self.reason = "server", "breach", engine.FAULTS[fault]
        self.is_of_literature = fault in engine.LITERATURE


def faults():
    return [Fault(server, fault) for fault in engine.FAULTS for server in shops.SHOPS
            if fault not in shops.WITHOUT[server]]


def write_document(server, folder):
    described, _ = shops.SHOPS[server]()
    path = os.path.join(folder, f"{server}.json")
    pathlib.Path(path).write_text(json.dumps(described), encoding="utf-8")
    return path


@contextlib.contextmanager
def serving(server, fault):
    """Its base URL, as long as it runs."""
    command = [sys.executable, "-B", str(SERVERS / "shops.py"), server] + ([fault] if fault else [])
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               text=True)
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()
