#!/usr/bin/env python3
"""usage: unity.py SOURCE COMPILER [MODULE...]
Who builds Concord to use it compiles some files of a module as one (CONCORD_UNITY); a developer and CI compile each by
itself, so what only the former trips over would be seen by users first. Reads those files as one, makes nothing of
them: a name that two files have, an alias that means two things, a warning that only they give. Without a MODULE, all.
"""
import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile


def configured(source, compiler, folder):
    words = ["cmake", "-S", source, "-B", folder, "-G", "Ninja", "-DCONCORD_TESTS=OFF", "-DCONCORD_UNITY=ON",
             "-DCMAKE_CXX_COMPILER=" + compiler]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    # The precompiled headers, once.
    subprocess.run(["cmake", "--build", folder, "--target", "concord_standard"], check=True, stdout=subprocess.DEVNULL)
    return json.loads(pathlib.Path(folder, "compile_commands.json").read_text())


def of_module(command, modules):
    words = pathlib.PurePath(command["file"]).parts
    return "Unity" in words and (not modules or any("concord_%s.dir" % name in words for name in modules))


def faults(command):
    """What the compiler says of one unity source that it only reads."""
    words = shlex.split(command["command"])
    place = words.index("-o")
    words[place:place + 2] = ["-fsyntax-only"]
    done = subprocess.run(words, cwd=command["directory"], capture_output=True, text=True)
    return done.stderr or ("ended with %d\n" % done.returncode if done.returncode else "")


def main():
    source, compiler, *modules = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        commands = [one for one in configured(source, compiler, folder) if of_module(one, modules)]
        with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            found = [fault for fault in pool.map(faults, commands) if fault]
    print("".join(found) or "%d times some files are compiled as one, without a word" % len(commands))
    sys.exit(1 if found or not commands else 0)


if __name__ == "__main__":
    main()
