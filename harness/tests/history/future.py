"""A night of a machine whose clock was wrong: runs and questions say that it is there and how to be rid of it, and
without it all is told as before.

    future.py --concord PROGRAM"""

import argparse
import datetime
import pathlib
import sys
import tempfile

import nights
import story

WARNING = ("neither fixed nor drift is told, since the run of 2199-01-01 04:00 began later: if its date is wrong, "
           "concord history prune --run ULID takes it out")
HISTORY = """\
sessions at URL: 3 nights, the last on 2199-01-01
  the run of 2199-01-01 04:00 is of the future: until then neither fixed nor drift is told
      concord history prune --run ULID takes it out
  nothing is failing
"""
REPORTED = ("reports/junit.xml", "reports/index.html", "reports/summary.md")


def headline(screen):
    return screen.rstrip().splitlines()[-2]


def play(concord, folder):
    provider = nights.Provider(None)
    played = nights.Nights(concord, folder, provider.url)

    def told_of(night, date):
        provider.answer = story.answers_of(night)
        return headline(nights.plain(played.play(date)[1], provider.url))

    def asked(*words):
        return played.call("history", *words, "--history", str(played.history))[1]

    told = {}
    told_of(1, datetime.date(2020, 1, 1))
    told_of(1, datetime.date(2199, 1, 1))
    told["new"] = told_of(4, datetime.date(2020, 1, 2))
    told["in reports"] = [WARNING.split(":")[0] in (folder / name).read_text() for name in REPORTED]
    told["history"] = nights.plain(asked(), provider.url)
    run = next(line.split()[4] for line in asked().splitlines() if "prune" in line)
    told["prune"] = asked("prune", "--run", run).replace(run, "ULID")
    told["fixed"] = told_of(1, datetime.date(2020, 1, 3))
    # What nothing was known of but what is yet to come.
    played.history = folder / "other.sqlite"
    told_of(1, datetime.date(2199, 1, 1))
    told["first"] = told_of(1, datetime.date(2020, 1, 1))
    provider.close()
    return told


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--concord", required=True)
    concord = str(pathlib.Path(options.parse_args().concord).resolve())
    with tempfile.TemporaryDirectory() as folder:
        told = play(concord, pathlib.Path(folder))
    expected = {"new": f"1 new today; {WARNING}", "in reports": [True] * 3, "history": HISTORY,
                "prune": "the run ULID taken out\n", "fixed": "1 fixed", "first": WARNING}
    return nights.say_what_differs(told, expected)


if __name__ == "__main__":
    sys.exit(main())
