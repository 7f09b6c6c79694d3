"""Takes the line of the page that each failure cites, and looks for the fact there.

A status must be named at the line, a member too, or the type that it should have. The pages are not ours to keep: where
they are not, nothing can be looked at.
"""

import json
import re

LINES_OF_A_FACT = 4  # its name, and what is said of it
OF_THE_OPERATION = {"envelope", "secrets", "framing", "content-type", "json", "body.documented", "status.documented",
                    "server-error", "redirect"}  # about an answer as a whole, or about what no page describes


def plain(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def facts_of(failure):
    """What may stand at its line: any of these will do."""
    if failure["check"] == "status":
        return re.findall(r"\d{3}", failure.get("expected", ""))[:1]
    names = [token for token in failure.get("pointer", "").split("/") if token and not token.isdigit()]
    if not names or failure["pointer"].startswith("header"):
        return []
    wanted = failure.get("expected", "")
    return [names[-1], wanted.strip('"'), *([f"type: {wanted}"] if failure.get("keyword") == "type" else [])]


def is_there(failure, pages):
    page, _, line = failure.get("documentation", "").rpartition(":")
    if page not in pages or not line.isdigit():
        return False
    text = plain(" ".join(pages[page][int(line) - 1:int(line) - 1 + LINES_OF_A_FACT]))
    return any(plain(fact) and plain(fact) in text for fact in facts_of(failure))


def failures_in(journal):
    for line in journal.read_text("utf-8").splitlines():
        yield from json.loads(line).get("failures") or []


def look(journal, pages):
    """How many lines were looked at, and what is wrong with them."""
    looked_at = [failure for failure in failures_in(journal)
                 if failure["check"] not in OF_THE_OPERATION and facts_of(failure)]
    wrong = [f"{failure.get('documentation') or 'no line'}: {failure['message']}" for failure in looked_at
             if not is_there(failure, pages)]
    return len(looked_at), wrong


def read_pages(folder):
    return {page.name: page.read_text("utf-8").splitlines() for page in folder.glob("*.md")}
