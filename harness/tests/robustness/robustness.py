"""Keeps docs/robustness.md true: each row of its tables is an attack on the real program, on loopback.

    robustness.py --concord PROGRAM --guide docs/robustness.md [--scale N] [--workers N] [--verbose] [TEXT…]

TEXT selects rows whose attack contains it. A table begins with the heading `| attack | …`. Of a row are compared: the
verdict of the attacked case, the exit code, every phrase in backquotes under "it says" (in what is printed), how often
the request of the attacked case arrived, by the server's own count, that the other cases passed, and time and memory. A
row without an attack, or an attack without a row, fails; so does one that needs what is not installed, where CI is set.
--scale multiplies what time and memory may be, for slow builds.

To add a row: write it into the guide, and the attack into attacks.py (what a server does) or local.py (everything
else).
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import sys
import tempfile
import time

import attacks
import certificates
import h2_waiting  # noqa: F401  (its attacks are local ones)
import local
import program
from fault_server import FaultServer
from h2_server import H2FaultServer

COLUMNS = ["attack", "verdict", "exit", "it says", "arrives", "other cases", "within"]


class Row:
    def __init__(self, line, number):
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
        if len(cells) != len(COLUMNS):
            raise SystemExit(f"line {number} of the guide has {len(cells)} cells, not {len(COLUMNS)}: {line.strip()}")
        self.attack, self.verdict, self.exit, self.says, self.arrives, self.others, self.within = cells
        self.phrases = re.findall(r"`([^`]+)`", self.says)
        self.seconds, self.megabytes = (int(n) for n in re.fullmatch(r"(\d+) s, (\d+) MB", self.within).groups())


def read_rows(guide):
    rows, is_table = [], False
    for number, line in enumerate(pathlib.Path(guide).read_text().splitlines(), 1):
        if line.startswith("| attack |"):
            heading = [cell.strip() for cell in line.strip("| ").split("|")]
            if heading != COLUMNS:
                raise SystemExit(f"line {number} of the guide: the columns are {COLUMNS}")
            is_table = True
        elif not line.startswith("|"):
            is_table = False
        elif is_table and not line.startswith("|---"):
            rows.append(Row(line, number))
    return rows


def attacked(attack, folder, concord):
    """Carries out an attack by a server; what came out as program.Result."""
    tls, arguments = attack.tls() if attack.tls else (None, [])
    make = H2FaultServer if attack.http2 else FaultServer
    server = attack.server() if attack.server else make(attack.play, tls, attack.before)
    healthy = FaultServer(None)
    url = server.url.replace("http:", "https:") if attack.https else server.url
    try:
        result = program.run_shop(concord, folder, attack, [f"shop={url}", f"other={healthy.url}"], arguments)
        result.arrives = str(server.hostile_requests)
    finally:
        server.close()
        healthy.close()
    return result


def carry_out(name, concord):
    with tempfile.TemporaryDirectory(prefix="concord-robust-") as folder:
        if name in attacks.ATTACKS:
            return attacked(attacks.ATTACKS[name], pathlib.Path(folder), concord)
        return local.ATTACKS[name](program.Place(concord, pathlib.Path(folder)))


def differences(row, result, scale):
    """What is otherwise than the row says, a line each."""
    wanted = {"verdict": row.verdict, "exit": row.exit, "arrives": row.arrives, "other cases": row.others}
    came = {"verdict": result.verdict, "exit": str(result.exit), "arrives": result.arrives,
            "other cases": result.others}
    lines = [f"{what}: {came[what]}, the guide says {wanted[what]}" for what in wanted if came[what] != wanted[what]]
    lines += [f"nowhere is said: {phrase}" for phrase in row.phrases if phrase not in result.output]
    lines += [f"it must not be: {wrong}" for wrong in result.wrong]
    if result.seconds > row.seconds * scale:
        lines.append(f"it took {result.seconds:.1f} s, the guide says {row.seconds} s")
    if result.megabytes > row.megabytes * scale:
        lines.append(f"it took {result.megabytes:.0f} MB, the guide says {row.megabytes} MB")
    return lines


def check(row, options):
    try:
        result = carry_out(row.attack, options.concord)
    except local.Missing as missing:
        return None, [f"needs {missing}"] if os.environ.get("CI") else []
    except Exception as failure:  # of the attack, not of the program: the others go on
        return None, [f"the attack failed: {failure!r}"]
    return result, differences(row, result, options.scale)


def compare_names(rows):
    known = [*attacks.ATTACKS, *local.ATTACKS]
    written = [row.attack for row in rows]
    faults = [f"no attack is called \"{name}\", which the guide has" for name in written if name not in known]
    faults += [f"the guide has no row \"{name}\"" for name in known if name not in written]
    faults += [f"the guide has \"{name}\" twice" for name in set(written) if written.count(name) > 1]
    return faults


def tell(row, result, lines, is_verbose):
    """What was otherwise than the row says, with the end of what was printed."""
    if not lines and not is_verbose:
        return
    used = f"  ({result.seconds:.2f} s, {result.megabytes:.0f} MB)" if result else ""
    print(f"{'FAIL' if lines else 'ok'}  {row.attack}{used}")
    for line in lines:
        print(f"      {line}")
    for line in result.output.splitlines()[-30:] if lines and result else ():
        print(f"      | {line}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--concord", required=True, type=os.path.abspath)
    parser.add_argument("--guide", required=True)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--verbose", action="store_true", help="every row, with what was measured")
    parser.add_argument("texts", nargs="*", metavar="TEXT")
    options = parser.parse_args()
    rows = read_rows(options.guide)
    faults = compare_names(rows)
    for fault in faults:
        print(f"FAIL  {fault}")
    known = {*attacks.ATTACKS, *local.ATTACKS}
    chosen = [row for row in rows if row.attack in known and all(text in row.attack for text in options.texts)]
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="concord-robust-") as folder:
        certificates.make_all(folder)
        with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
            longest_first = sorted(chosen, key=lambda row: -row.seconds)
            checked = {row.attack: pool.submit(check, row, options) for row in longest_first}
            for row in chosen:
                result, lines = checked[row.attack].result()
                tell(row, result, lines, options.verbose)
                faults += [row.attack] if lines else []
    print(f"{len(chosen)} attacks in {time.monotonic() - started:.1f} s, {len(faults)} faults")
    sys.exit(1 if faults or not chosen else 0)


if __name__ == "__main__":
    main()
