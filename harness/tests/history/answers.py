"""With --no-history-answers no byte of what answers said is in a history, by whichever command it is recorded; without
it, there is.

    answers.py --concord PROGRAM"""

import argparse
import pathlib
import sys
import tempfile

import nights
import story

SAID = b"of the night"  # in each session
WITHOUT = "--no-history-answers"


def is_said_in(file):
    """Also in what belongs to it while it is open."""
    return any(SAID in path.read_bytes() for path in file.parent.glob(file.name + "*"))


def play(concord, folder, *options):
    """A good night and one on which a list is wrong; the histories of `run` and of `report`."""
    provider = nights.Provider(None)
    played = nights.Nights(concord, folder, provider.url)
    for night, expected in ((1, 0), (4, 4)):
        provider.answer = story.answers_of(night)
        run = ["run", "suites", "--target", "sandbox", "--base-url", provider.url, "-q", "--history", "of-run.sqlite"]
        report = ["report", "reports/journal.jsonl", "--history", "of-report.sqlite"]
        for command in (run, report):
            code, out, err = played.call(*command, *options)
            if code != expected:
                sys.exit(f"{command[0]} of night {night}: exit {code}\n{out}{err}")
    files = [folder / "of-run.sqlite", folder / "of-report.sqlite"]
    return played, provider, files


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--concord", required=True)
    concord = str(pathlib.Path(options.parse_args().concord).resolve())
    wrong = []
    with tempfile.TemporaryDirectory() as kept, tempfile.TemporaryDirectory() as not_kept:
        played, provider, files = play(concord, pathlib.Path(kept))
        wrong += [f"{file.name}: nothing is kept of answers" for file in files if not is_said_in(file)]
        # One run with it takes out what was kept.
        played.call("run", "suites", "--target", "sandbox", "--base-url", provider.url, "-q", "--history",
                    "of-run.sqlite", WITHOUT)
        if is_said_in(files[0]):
            wrong.append(f"{files[0].name}: what was kept of answers is there after a run with {WITHOUT}")
        provider.close()
        played, provider, files = play(concord, pathlib.Path(not_kept), WITHOUT)
        wrong += [f"{file.name}: answers are kept with {WITHOUT}" for file in files if is_said_in(file)]
        provider.close()
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
