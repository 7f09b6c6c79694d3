"""What a person sees on a screen of 80 columns and 25 lines, and a program in a pipe.

    screen.py --concord PROGRAM

A provider whose answers are wrong, and one of them slow, is run in a pseudo terminal, with and without NO_COLOR, and in
a pipe."""

import argparse
import fcntl
import os
import pathlib
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "history"))
import nights  # noqa: E402

COLUMNS, LINES = 80, 25
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def answer(method, path, body):
    if path.endswith("/none"):
        time.sleep(4)
        return nights.answer_json(404, {"code": 5, "message": "There is no such session."})
    if method == "POST":
        return nights.answer_json(201, {"id": str(uuid.uuid4())})
    if method == "DELETE":
        return nights.answer_json(200, {})
    if path.endswith("/sessions"):
        return nights.answer_json(200, [{"id": "a"}])
    return 503, "text/plain", b"down for maintenance"


def on_screen(command, folder, environment):
    """Everything that was written to a terminal of that size."""
    pid, screen = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(command[0], command, environment)
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    text = b""
    while True:
        try:
            part = os.read(screen, 65536)
        except OSError:
            break
        if not part:
            break
        text += part
    os.waitpid(pid, 0)
    return text.decode()


def check(is_so, what):
    if not is_so:
        raise AssertionError(what)


def check_screen(text, has_colour):
    check(("\x1b[1;31m" in text) == has_colour, "colours are there exactly where they are wanted")
    lines = COLOUR.sub("", text).replace("\r\n", "\n").split("\n")
    progress = [part for line in lines for part in line.split("\r\x1b[K")[1:] if part]
    progress = [part.split("\r")[0] for part in progress]
    slow = [line for line in progress if re.search(r"; [23](\.\d+)? s: sessions\.get_session :: ", line)]
    check(slow, f"the line of progress says what is slow: {progress}")
    check(all(len(line) < COLUMNS for line in progress), "the line of progress is a line")
    shown = [line.split("\r\x1b[K")[-1] for line in lines]
    long = [line for line in shown if len(line) > COLUMNS and " " in line.strip() and "again:" not in line]
    long = [line for line in long if len(max(line.split(), key=len)) < COLUMNS - 20]
    check(not long, f"lines fit the screen: {long}")
    last = "\n".join(shown).rstrip("\n").split("\n")[-LINES + 1:]
    for part in ("In short", "   FAIL        ", "   NOT JUDGED  ", " failed, "):
        check(any(part in line for line in last), f"{part!r} is on the last screen: {last}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--concord", required=True)
    concord = str(pathlib.Path(options.parse_args().concord).resolve())
    provider = nights.Provider(answer)
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    plain["TERM"] = "xterm"
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(HERE.parent / "history" / "project", folder, dirs_exist_ok=True)
        command = [concord, "run", "suites", "--target", "sandbox", "--base-url", provider.url, "--no-history",
                   "--jobs", "1"]
        check_screen(on_screen(command, folder, plain), True)
        check_screen(on_screen(command, folder, {**plain, "NO_COLOR": "1"}), False)
        piped = subprocess.run(command, cwd=folder, env=plain, capture_output=True, text=True, check=False)
        check("\x1b" not in piped.stdout + piped.stderr, "a pipe has no sequences")
        check("\r" not in piped.stdout + piped.stderr, "a pipe has no line of progress")
        check("\nIn short\n" in piped.stdout, "a pipe has it in short too")
        facts = [line for line in piped.stdout.split("\n") if line.startswith("     by ")]
        check(facts and all(".yaml#/" in line for line in facts), "in a pipe a fact is a line")
    provider.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
