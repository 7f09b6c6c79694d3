"""Runs that write a history are killed at random moments: a run is in it completely or not at all.

    killed.py --concord PROGRAM [--moments N] [--seed N]"""

import argparse
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import nights
import story


def whole(file, cases, late=0):
    """The number of runs in it; it fails where one is there by half. `late`: how many may have begun before one that
    was recorded earlier, from which nothing is learned."""
    if not file.exists():
        return 0
    database = sqlite3.connect(file)
    if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return 0
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    runs = [row[0] for row in database.execute("SELECT id FROM runs")]
    for run in runs:
        for table in ("run_scopes", "latencies"):
            assert database.execute(f"SELECT count(*) FROM {table} WHERE run = ?", (run,)).fetchone()[0] > 0, table
        assert database.execute("SELECT count(*) FROM verdicts WHERE run = ?", (run,)).fetchone()[0] == cases
    counted = database.execute("SELECT coalesce(max(runs), 0) FROM case_profiles").fetchone()[0]
    assert len(runs) - late <= counted <= len(runs), f"{counted} runs were learned from, {len(runs)} are recorded"
    database.close()
    return len(runs)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--concord", required=True)
    options.add_argument("--moments", type=int, default=25)
    options.add_argument("--seed", type=int, default=1)
    arguments = options.parse_args()
    dice = random.Random(arguments.seed)
    provider = nights.Provider(story.answers_of(1))
    killed = recorded = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        played = nights.Nights(str(pathlib.Path(arguments.concord).resolve()), folder, provider.url)
        command = [played.concord, "run", "suites", "--target", "sandbox", "--base-url", provider.url, "-q"]
        begun = time.monotonic()
        subprocess.run(command, cwd=folder, capture_output=True, check=True)
        longest = time.monotonic() - begun
        for _ in range(arguments.moments):
            child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                child.wait(timeout=dice.uniform(0, longest * 1.1))
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)
                child.wait()
                killed += 1
            recorded = whole(folder / "reports" / "history.sqlite", 6)
        code, out, err = played.call("history", "check")
        assert (code, out) == (0, "reports/history.sqlite is whole\n"), out + err
        # The last one lives, and is in it.
        subprocess.run(command, cwd=folder, capture_output=True, check=True)
        assert whole(folder / "reports" / "history.sqlite", 6) == recorded + 1
        # Two at once lose nothing.
        both = [subprocess.Popen([*command, "--output", f"of-{one}", "--history", "reports/history.sqlite"], cwd=folder,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for one in range(2)]
        assert [one.wait(timeout=60) for one in both] == [0, 0]
        assert whole(folder / "reports" / "history.sqlite", 6, late=1) == recorded + 3
    provider.close()
    print(f"{killed} of {arguments.moments} runs were killed, {recorded} were recorded, each whole")
    return 0


if __name__ == "__main__":
    sys.exit(main())
