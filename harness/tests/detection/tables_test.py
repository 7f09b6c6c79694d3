#!/usr/bin/env python3
"""The tables of docs/detection.md and what README.md says of them are at one with each other, with the faults of the
servers, and with what is known to be open (harness/bench/detection/open.tsv).

    tables_test.py    from the top folder

What a sample of the mutants comes to is compared with open.tsv by `detection.py --pin`.
"""

import collections
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(TOP / "harness" / "bench" / "detection"))
import detection  # noqa: E402
import servers  # noqa: E402

HEADINGS = {"suites": "## The suites of the five operations", "none": "## With no suite"}


def rows_below(text, heading, first_cell):
    """Of the first table behind the heading whose first heading is this: cells a row."""
    table = text.split(heading + "\n", 1)[1].split(f"| {first_cell} |", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def check_breaches(way, text, faults):
    rows = {row[0]: dict(zip(("reached", "killed", "warned", "unjudged", "survived", "not reached"), map(int, row[1:])))
            for row in rows_below(text, HEADINGS[way], "breaches")}
    opened = collections.Counter(result for (of, _), result in detection.known_open().items() if of == way)
    whole = rows.pop("all")
    for name, count in whole.items():
        if count != sum(row[name] for row in rows.values()):
            faults.append(f"{way}: {name} of all is not the sum of the groups")
    for row in (*rows.values(), whole):
        if row["reached"] != row["killed"] + row["warned"] + row["unjudged"] + row["survived"]:
            faults.append(f"{way}: a row does not add up: {row}")
    for name in ("warned", "unjudged", "survived"):
        if whole[name] != opened[name]:
            faults.append(f"{way}: {whole[name]} {name}, open.tsv has {opened[name]}")
    return whole


def check_servers(text, faults):
    rows = rows_below(text, "### On servers that keep things", "fault")
    meanings = list(servers.engine.FAULTS.items())
    killed = 0
    if len(rows) != len(meanings):
        faults.append(f"servers: {len(rows)} rows for {len(meanings)} faults")
    for (fault, meaning), row in zip(meanings, rows):
        wanted = f"**{meaning}**" if fault in servers.engine.LITERATURE else meaning
        if row[0] != wanted:
            faults.append(f"servers: {row[0]!r} stands where {wanted!r} belongs")
        for server, cell in zip(servers.shops.SHOPS, row[1:]):
            cannot = fault in servers.shops.WITHOUT[server]
            if (cell == "-") != cannot or not (cannot or cell.isdigit()):
                faults.append(f"servers: {fault} of {server} is {cell!r}")
            killed += cell.isdigit()
    if killed != len(servers.faults()):
        faults.append(f"servers: {killed} are found, there are {len(servers.faults())}")
    return killed


def main():
    text = (TOP / "docs" / "detection.md").read_text(encoding="utf-8")
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    faults = []
    suites, none = check_breaches("suites", text, faults), check_breaches("none", text, faults)
    killed = check_servers(text, faults)
    for words in (f"{suites['killed']} of {suites['reached']}", f"{none['killed']} of {none['reached']}",
                  f"{killed} of {len(servers.faults())}"):
        if not re.search(r"\b" + words + r"\b", readme):
            faults.append(f"README.md does not say {words!r}")
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
