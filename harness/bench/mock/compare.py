"""Sessions a second that mocks of one contract create, on one core: `concord mock` beside Prism, which npm installs.

usage: compare.py CONCORD FOLDER [SECONDS [CONNECTIONS]]

wrk sends the request of the session example to the contract of Knot. The mock has a core of its own where there are
two. On a machine that others use too a core is not had whole: "of its processor time" is how many requests a second of
that is enough for. FOLDER keeps what is written, and what npm installs. Without npm the rival is left out.
"""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE.parent / "schema"))
from compare import install, say  # noqa: E402
from loopback import ask, free_ports, stop, wait_for  # noqa: E402

TURNS = 3
CONTRACT = HERE.parents[2] / "schemas" / "knot" / "openapi.yaml"
PATH = "/session/create"
BODY = json.dumps({"type": "card_switcher", "external_user_id": "u-1", "card_id": "81n9al10a0ayn13"})
USER = base64.b64encode(b"mock-knot-client:mock-knot-secret").decode()  # what schemas/knot/mock.yaml accepts
SCRIPT = """
wrk.method = "POST"
wrk.body = '%s'
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Basic %s"
"""


def core(number):
    """For subprocess: the one of that number, where there are two."""
    cores = sorted(os.sched_getaffinity(0))
    return (lambda: os.sched_setaffinity(0, {cores[number]})) if len(cores) > 1 else None


def processor_seconds(process):
    """Of all its threads, until now."""
    fields = pathlib.Path("/proc/%d/stat" % process.pid).read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def mocks(concord, folder):
    """Name and command of each, with {port}."""
    alone = folder / "alone" / "openapi.yaml"  # no mock.yaml beside it
    alone.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(CONTRACT, alone)
    rows = {"concord mock, with its rules": [concord, "mock", CONTRACT, "--port", "{port}"],
            "concord mock, the contract alone": [concord, "mock", alone, "--port", "{port}"]}
    prism = folder / "npm" / "node_modules" / ".bin" / "prism"
    if shutil.which("npm") and install(folder / "npm", ["@stoplight/prism-cli@5"]) and prism.exists():
        rows["Prism"] = [prism, "mock", "-h", "127.0.0.1", "-p", "{port}", "-v", "error", CONTRACT]
    else:
        say("bench: npm could not install Prism, so it is left out")
    return rows


def measure(command, folder, seconds, connections):
    """Requests a second by the clock, the same of its processor time, the 99th percentile."""
    [port] = free_ports(1)
    options = ("-s", folder / "session.lua", "--timeout", "30s")
    with open(folder / "mock.txt", "w") as out:
        mock = subprocess.Popen([str(part).format(port=port) for part in command], stdout=out,
                                stderr=subprocess.STDOUT, preexec_fn=core(0))
    try:
        wait_for(port, 60)
        ask(port, PATH, 1, connections, *options)  # warm
        before = processor_seconds(mock)
        rate, late, requests = ask(port, PATH, seconds, connections, *options)
        return rate, requests / (processor_seconds(mock) - before), late
    finally:
        stop(mock)


def main():
    concord, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    connections = int(sys.argv[4]) if len(sys.argv) > 4 else 16
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "session.lua").write_text(SCRIPT % (BODY, USER))
    rows = mocks(concord, folder)
    turns = {name: [] for name in rows}
    for _ in range(TURNS):
        for name, command in rows.items():
            turns[name].append(measure(command, folder, seconds, connections))
    print("| %d connections, %d s | requests/s | of its processor time | 99th percentile |" % (connections, seconds))
    print("|---|--:|--:|--:|")
    for name, measured in turns.items():
        rate, busy, late = sorted(measured)[TURNS // 2]
        print("| %s | %s | %s | %s |" % (name, "{:,.0f}".format(rate), "{:,.0f}".format(busy), late))


main()
