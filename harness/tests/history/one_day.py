"""Three runs of one day against a provider that breaks after the first, and what a person reads, word for word: they
are runs, not nights, and where they went is said by its URL.

    one_day.py --concord PROGRAM"""

import argparse
import datetime
import pathlib
import re
import sys
import tempfile
import time

import nights
import story

EXPECTED = {
    "first screens": ["", "1 new in this run", "1 still failing since today (2 runs)"],
    "of the case": ["", "last passed earlier today, 1 of the last 2 runs",
                    "last passed earlier today, 1 of the last 3 runs"],
}
HISTORY = """\
sessions at URL: 3 runs, the last on TODAY
  FINGERPRINT  since TODAY (2 runs)
      /1/state: is required and missing [schema]
      in sessions.list_sessions :: sessions are listed
      the behaviour changed
      documented: openapi.yaml:56
"""
SHOWN = """\
sessions.list_sessions :: sessions are listed
  TODAY HH:MM  passed TIME  ULID
  TODAY HH:MM  failed TIME  ULID
  TODAY HH:MM  failed TIME  ULID
"""


def line_with(screen, beginning):
    found = [line for line in screen.splitlines() if line.strip().startswith(beginning)]
    return found[0].strip().removeprefix(beginning).strip() if found else ""


def headline(screen):
    """The line above the totals, but of the first run, of which nothing is known."""
    lines = screen.rstrip().splitlines()
    totals = next(i for i, line in enumerate(lines) if re.search(r" passed.* in ", line))
    return lines[totals - 1]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--concord", required=True)
    concord = str(pathlib.Path(options.parse_args().concord).resolve())
    provider = nights.Provider(None)
    told = {"first screens": [], "of the case": []}
    with tempfile.TemporaryDirectory() as folder:
        played = nights.Nights(concord, pathlib.Path(folder), provider.url)
        if datetime.datetime.now(datetime.timezone.utc).strftime("%H:%M") == "23:59":
            time.sleep(60)  # the three must be of one day
        today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
        for night in (1, 4, 4):
            provider.answer = story.answers_of(night)
            _, out, err = played.call("run", "suites", "--target", "sandbox", "--base-url", provider.url, "--jobs", "1",
                                      "--history", str(played.history))
            told["first screens"].append(headline(out + err) if told["first screens"] else "")
            told["of the case"].append(line_with(out + err, "history:"))
        asked = [played.call("history", *words, "--history", str(played.history))[1]
                 for words in ([], ["show", "sessions are listed"])]
    provider.close()
    for which, text in zip(("history", "history show"), asked):
        text = nights.plain(text, provider.url).replace(today, "TODAY")
        told[which] = re.sub(r"\b[0-9a-f]{16}\b", "FINGERPRINT", re.sub(r"(?<=TODAY )\d\d:\d\d", "HH:MM", text))
    expected = {**EXPECTED, "history": HISTORY, "history show": SHOWN}
    return nights.say_what_differs(told, expected)


if __name__ == "__main__":
    sys.exit(main())
