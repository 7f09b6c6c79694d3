"""The table beside each suite: which line of the page is proved by which case.

It is made by breaking each promise alone on a server and looking at which cases tell (`acceptance.py --write-tables`);
the test runs the cases of each row against the server of that row.
"""

import re
import xml.etree.ElementTree as ElementTree

import page_facts
import reference_server as reference

ROW = re.compile(r"^\| (\d*) \| (.*?) \| (.*?) \| (.*?) \|$")
MOST_CASES = 2  # of a row


def table_of(suites, operation):
    suite = suites / reference.SUITES[operation]
    return suite.with_name(suite.name.replace(".suite.yaml", ".promises.md"))


def breaches_of(operation):
    """All single breaches of a page, by name: those made from its facts, and those written by hand."""
    found = dict(page_facts.PAGES[operation].breaches)
    for name, about in reference.MUTANTS.items():
        if name.startswith(operation + "."):
            found[name] = about
    return found


def why_open(name):
    """Why the page leaves it to the server; "" when it does not."""
    return page_facts.OPEN.get(name) or reference.NO_SUCH_PROMISE.get(name, "")


def columns_of(name, breach):
    """Line, fact, and what the server does; the last names a breach within its page."""
    if isinstance(breach, str):
        return "", breach, f"`{name.partition('.')[2]}`"
    return str(breach.line), breach.fact, breach.about


def told_by(junit):
    """The names of the cases that went wrong, failures before those without a verdict; and of all cases."""
    failed, unjudged, known = [], [], []
    for case in ElementTree.parse(junit).getroot().iter("testcase"):
        known.append(case.get("name"))
        if case.find("failure") is not None:
            failed.append(case.get("name"))
        elif case.find("error") is not None:
            unjudged.append(case.get("name"))
    return failed or unjudged, known


def cell(text):
    return text.replace("|", "\\|")


def written(suites, operation, told, known):
    """The text of the table; `told`: the cases of each breach, by its name; `known`: all cases of the suite."""
    suite = (suites / reference.SUITES[operation]).name
    breaches = breaches_of(operation)
    lines = [f"# What is promised, and which case of {suite} tells",
             "",
             "Made by breaking one promise at a time on a server that keeps all others, and kept true by the test "
             "`acceptance`;",
             "not edited by hand. `line` is that of the documentation page.",
             "",
             "| line | promise | a server that breaks it | told by |", "|--:|---|---|---|"]
    by_line = sorted(breaches, key=lambda name: (getattr(breaches[name], "line", 1 << 20), name))
    for name in by_line:
        if told.get(name):
            line, fact, about = columns_of(name, breaches[name])
            cases = "; ".join(cell(case) for case in told[name][:MOST_CASES])
            lines.append(f"| {line} | {cell(fact)} | {cell(about)} | {cases} |")
    silent = [name for name in by_line if not told.get(name)]
    lines += ["", "## Left open by the page", "",
              "No case tells of these, since a server that follows the page may do so.",
              "",
              "| line | what the page says | a server that does so | why it may |", "|--:|---|---|---|"]
    for name in silent:
        line, fact, about = columns_of(name, breaches[name])
        lines.append(f"| {line} | {cell(fact)} | {cell(about)} | {cell(why_open(name) or 'NOT SAID')} |")
    tells = {case for cases in told.values() for case in cases}
    rest = [case for case in known if case not in tells]
    if rest:
        lines += ["", "## Cases that tell of none of these", "",
                  "They keep to what the page leaves open, or tell only of what others tell of too.", ""]
        lines += [f"- {case}" for case in rest]
    return "\n".join(lines) + "\n"


def read_table(text):
    """The rows that are told, as (line, what the server does, cases); and those that are open, as (line, what, why)."""
    told, still_open = text.split("## Left open by the page")
    rows = []
    for part in (told, still_open):
        rows.append([(match[1], match[3].replace("\\|", "|"), match[4].replace("\\|", "|"))
                     for match in map(ROW.match, part.splitlines()) if match])
    return [(line, about, cases.split("; ")) for line, about, cases in rows[0]], rows[1]


def check_table(suites, operation, text):
    """What is wrong with a table, and its rows: (breach, cases); no cases where the table has none yet."""
    told, still_open = read_table(text)
    names = {columns_of(name, breach)[::2]: name for name, breach in breaches_of(operation).items()}
    wrong, rows, seen = [], [], set()
    for line, about, cases in [*told, *((line, about, None) for line, about, _ in still_open)]:
        name = names.get((line, about))
        if name is None:
            wrong.append(f"{operation}: no breach is called {about!r} (line {line})")
            continue
        seen.add(name)
        if cases is not None:
            rows.append((name, cases))
        elif not why_open(name):
            wrong.append(f"{name}: no case tells of it, and no reason says that it is open")
    # Whoever adds a breach runs --write-tables some day: until then all cases are run for it.
    rows += [(name, []) for name in sorted(breaches_of(operation).keys() - seen) if not why_open(name)]
    return wrong, rows
