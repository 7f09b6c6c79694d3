"""Where a history lies: in files of all names, and where this user can read but not write, it is asked all the same.

    places.py --concord PROGRAM"""

import argparse
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import nights
import story

QUESTIONS = ([], ["show", "sessions are listed"], ["flaky"], ["latency"], ["compare", "last", "last-1"], ["check"],
             ["export"])
NOBODY = 65534


class Places:
    """Calls the program as a user who is bound by permissions, which root is not."""

    def __init__(self, concord, folder):
        self.concord, self.folder, self.wrong = concord, folder, []

    def call(self, *arguments, as_nobody=False):
        who = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if as_nobody and os.geteuid() == 0 else {}
        done = subprocess.run([self.concord, *arguments], cwd=self.folder, capture_output=True, text=True,
                              timeout=nights.SECONDS, check=False, **who)
        return done.returncode, done.stdout, done.stderr

    def expect(self, what, told, expected):
        if told != expected:
            self.wrong.append(f"{what}:\n{told}\nin place of\n{expected}")

    def refused(self, *arguments, code, words, as_nobody=False):
        got, _, err = self.call(*arguments, as_nobody=as_nobody)
        self.expect(" ".join(arguments), (got, err.replace(str(self.folder), "FOLDER")), (code, words))

    def place(self, name, file_mode, folder_mode):
        """A copy of the history where these are the permissions."""
        folder = self.folder / name
        folder.mkdir()
        shutil.copy(self.folder / "h.sqlite", folder)
        (folder / "h.sqlite").chmod(file_mode)
        folder.chmod(folder_mode)
        return f"{name}/h.sqlite"


def play(places):
    provider = nights.Provider(None)
    shutil.copytree(nights.HERE / "project", places.folder, dirs_exist_ok=True)
    for name in ("h.sqlite", ":memory:", "file:a.sqlite", "file:b?mode=memory"):
        for night in (1, 4) if name == "h.sqlite" else (1,):
            provider.answer = story.answers_of(night)
            places.call("run", "suites", "--target", "sandbox", "--base-url", provider.url, "-q", "--history", name)
        places.expect(f"a file {name}", (places.folder / name).is_file(), True)
        places.expect(f"the history {name}", places.call("history", "check", "--history", name)[0], 0)
    provider.close()


def ask_where_only_reading_goes(places):
    as_written = [places.call("history", *words, "--history", "h.sqlite")[:2] for words in QUESTIONS]
    for name, file_mode, folder_mode in (("neither", 0o444, 0o555), ("folder", 0o444, 0o777), ("file", 0o666, 0o555)):
        path = places.place(name, file_mode, folder_mode)
        for words, expected in zip(QUESTIONS, as_written):
            code, out, err = places.call("history", *words, "--history", path, as_nobody=True)
            places.expect(f"{name}: {words}", (code, out.replace(path, "h.sqlite"), err), (*expected, ""))
        places.expect(name, places.call("drift", "list", "--history", path, as_nobody=True),
                      (0, "no drift is accepted\n", ""))
        places.expect(f"beside {path}", os.listdir(places.folder / name), ["h.sqlite"])


def change_where_only_reading_goes(places):
    hint = "  let this user write there, or say another file with --history\n"
    for name in ("neither", "folder"):
        places.refused("history", "prune", "--run", "last", "--history", f"{name}/h.sqlite", code=2, as_nobody=True,
                       words=f"error: the history \"{name}/h.sqlite\" cannot be written by this user\n{hint}")
    places.refused("history", "prune", "--run", "last", "--history", "file/h.sqlite", code=2, as_nobody=True,
                   words="error: the history \"file/h.sqlite\" cannot be written: this user cannot write its folder "
                         f"\"FOLDER/file\", where SQLite makes files beside it\n{hint}")
    places.refused("report", "reports/journal.jsonl", "--history", "file/new.sqlite", "-o", "folder/out", code=2,
                   as_nobody=True,
                   words="error: cannot make the history \"file/new.sqlite\": its folder \"FOLDER/file\" cannot be "
                         f"written by this user\n{hint}")
    places.refused("report", "reports/journal.jsonl", "--history", "file/more/new.sqlite", "-o", "folder/out", code=2,
                   as_nobody=True, words=f"error: cannot make the folder \"file/more\" of the history\n{hint}")
    places.refused("history", "--history", "folder", code=2,
                   words="error: \"folder\" is a folder, and no history\n  say a file with --history\n")


def read_what_reading_does_not_do(places):
    places.place("older", 0o644, 0o755)
    older = sqlite3.connect(places.folder / "older/h.sqlite")
    older.executescript("PRAGMA journal_mode = DELETE; PRAGMA user_version = 4")
    older.close()
    version = sqlite3.connect(places.folder / "h.sqlite").execute("PRAGMA user_version").fetchone()[0]
    (places.folder / "older/h.sqlite").chmod(0o444)
    places.refused("history", "--history", "older/h.sqlite", code=2, as_nobody=True,
                   words="error: \"older/h.sqlite\" is a history of layout 4, which must be brought forward to "
                         f"{version} to be read, and it cannot be written\n"
                         "  ask as a user who can write it and its folder, or ask a copy of it in a folder of your "
                         "own\n")
    places.place("closed", 0o000, 0o755)
    places.refused("history", "--history", "closed/h.sqlite", code=2, as_nobody=True,
                   words="error: the history \"closed/h.sqlite\" cannot be read by this user\n"
                         "  let this user read it, or say another file with --history\n")
    # A run is under way: what it wrote is beside the file.
    places.place("busy", 0o644, 0o755)
    busy = sqlite3.connect(places.folder / "busy/h.sqlite")
    busy.execute("DELETE FROM coverages")
    busy.execute("UPDATE runs SET tool = 'x'")
    busy.commit()
    places.expect("a run is under way", places.call("history", "check", "--history", "busy/h.sqlite", as_nobody=True),
                  (0, "busy/h.sqlite is whole\n", ""))
    killed = places.folder / "killed"
    killed.mkdir()
    for name in ("h.sqlite", "h.sqlite-wal"):
        shutil.copy(places.folder / "busy" / name, killed)
    killed.chmod(0o555)
    busy.close()
    places.refused("history", "--history", "killed/h.sqlite", code=2, as_nobody=True,
                   words="error: the history \"killed/h.sqlite\" cannot be read without writing: beside it lies "
                         "\"killed/h.sqlite-wal\", of a run under way or one that was killed\n"
                         "  ask as a user who can write both, or ask copies of both in a folder of your own\n")


def refuse_no_name(places):
    empty = "--history: its value is empty: is a variable unset?"
    for command, more in ((["run"], " --no-history is the way to have none"),
                          (["report", "reports/journal.jsonl"], " without --history nothing is recorded"),
                          (["history"], ""), (["drift", "list"], "")):
        places.refused(*command, "--history", "", code=1,
                       words=f"error: {empty}{more}\ntry: concord {command[0]} --help\n")


def tell_of_damage(places):
    hint = "  bring back a copy of it, or begin anew with another file\n"
    whole = (places.folder / "h.sqlite").read_bytes()
    for name, at in (("first.sqlite", 100), ("later.sqlite", 4096)):
        (places.folder / name).write_bytes(whole[:at] + b"\xff" * 3000 + whole[at + 3000:])
        code, _, err = places.call("history", "check", "--history", name)
        said = (code, err.startswith("error: "), err.endswith(hint), "history check" in err)
        places.expect(f"{name} is damaged", said, (2, True, True, False))


def leave_nothing_of_a_failed_import(places):
    (places.folder / "no.jsonl").write_text("nonsense\n")
    places.refused("history", "import", "no.jsonl", "--history", "made.sqlite", code=2,
                   words="error: line 1 of \"no.jsonl\" is no line of an exported history: it is no JSON\n")
    places.expect("made for nothing", list(places.folder.glob("made.sqlite*")), [])
    places.call("history", "import", "no.jsonl", "--history", "h.sqlite")
    places.expect("what was there", (places.folder / "h.sqlite").is_file(), True)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--concord", required=True)
    concord = str(pathlib.Path(options.parse_args().concord).resolve())
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder).chmod(0o755)
        places = Places(concord, pathlib.Path(folder).resolve())
        play(places)
        ask_where_only_reading_goes(places)
        change_where_only_reading_goes(places)
        read_what_reading_does_not_do(places)
        refuse_no_name(places)
        tell_of_damage(places)
        leave_nothing_of_a_failed_import(places)
        for path in pathlib.Path(folder).iterdir():
            if path.is_dir():
                path.chmod(0o755)
    print("\n".join(places.wrong))
    return 1 if places.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
