#!/usr/bin/env python3
"""Runs concord without a suite against servers that keep things: correct ones must be green, those with a fault red.

    shops_test.py --concord PROGRAM [--seeds N] [--faults] [--all-phases] [--mock] [SHOP…]

Each server of servers/shops.py is started once a run. Without --faults only the correct ones are asked, with N seeds.
With --mock, in their place the mock of their descriptions, which must be green without any warning.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "servers"))
import engine  # noqa: E402
import shops  # noqa: E402

# What the first phases do not look at: found by the others, with --all-phases.
OF_OTHER_PHASES = {"ignored_bound", "ignored_enum", "ignored_required"}
# With nothing but what is required a book has no rest to be left: each optional member alone is sent by "positive".
OF_OTHER_PHASES_IN = {"library": {"patch_replaces"}}


def run(concord, shop, fault, seed, phases):
    with tempfile.TemporaryDirectory() as folder:
        document = os.path.join(folder, f"{shop}.json")
        described, resources = shops.SHOPS[shop]()
        with open(document, "w", encoding="utf-8") as file:
            json.dump(described, file)
        server = engine.start(described, resources, fault)
        command = [concord, "run", document, "--base-url", f"http://127.0.0.1:{server.server_address[1]}",
                   "--seed", str(seed), "--report-json", os.path.join(folder, "report.json")]
        command += ["--phases", phases] if phases else []
        environment = {**os.environ, "ORDERS_KEY": "right"}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
        server.shutdown()
        server.server_close()
        left = [t for r in resources for t in r.things.values() if not t.get("_deleted")]
        return done, len(left)


def run_at_mock(concord, shop, seed):
    with tempfile.TemporaryDirectory() as folder:
        document = os.path.join(folder, f"{shop}.json")
        with open(document, "w", encoding="utf-8") as file:
            json.dump(shops.SHOPS[shop]()[0], file)
        command = [concord, "run", document, "--target", "mock", "--seed", str(seed), "--fail-on", "warning"]
        return subprocess.run(command, cwd=folder, env={**os.environ, "ORDERS_KEY": "right"}, capture_output=True,
                              text=True, timeout=300)


def failed_cases(done):
    return [line.split(" :: ", 1)[1] for line in done.stderr.splitlines() if line.startswith("FAIL ")]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--concord", required=True)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--all-phases", action="store_true")
    parser.add_argument("--mock", action="store_true")
    parser.add_argument("shops", nargs="*", default=list(shops.SHOPS))
    given = parser.parse_args()
    given.concord = os.path.abspath(given.concord)
    phases = "" if given.all_phases else "stateful"
    wrong = 0
    for shop in given.shops:
        for seed in range(given.first_seed, given.first_seed + given.seeds):
            done = (run_at_mock(given.concord, shop, seed) if given.mock else
                    run(given.concord, shop, "", seed, phases)[0])
            if done.returncode != 0:
                wrong += 1
                print(f"false alarm: {shop}, seed {seed}: exit {done.returncode}\n{done.stdout[-3000:]}{done.stderr}",
                      flush=True)
        print(f"{shop}: correct, {given.seeds} seeds")
        for fault in engine.FAULTS if given.faults else ():
            of_others = OF_OTHER_PHASES | OF_OTHER_PHASES_IN.get(shop, set())
            is_left_out = fault in shops.WITHOUT[shop] or (fault in of_others and not given.all_phases)
            if is_left_out:
                continue
            done, _ = run(given.concord, shop, fault, 1, phases)
            found = failed_cases(done)
            if done.returncode != 4:
                wrong += 1
            mark = "found" if done.returncode == 4 else f"NOT FOUND (exit {done.returncode})"
            print(f"{shop} {fault}{' *' if fault in engine.LITERATURE else ''}: {mark} by {len(found)} cases; "
                  f"{found[0] if found else '-'}", flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
