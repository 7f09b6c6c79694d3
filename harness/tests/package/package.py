"""Keeps docs/ci/Dockerfile true where there is no Docker: carries out its steps in a folder.

    package.py --dockerfile docs/ci/Dockerfile --build BUILD

The steps of the Dockerfile are read, not repeated here. `./dev build` is what BUILD is; its cpack makes the package,
which is unpacked into a root of its own, where its entry point must run: tell its version, find its manual page,
schemas and suites, and pass those suites. What it needs of Debian must have names that apt knows, and nothing of the
tools that built it.
"""

import argparse
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77  # SKIP_RETURN_CODE of CTest
NEEDED = ["cpack", "dpkg-deb", "dpkg-shlibdeps", "file", "strip"]


def steps(dockerfile):
    """The commands of all RUN lines, one after the other, and the words of ENTRYPOINT."""
    text = re.sub(r"\\\n", " ", dockerfile.read_text())
    runs = re.findall(r"^RUN (.*)$", text, re.M)
    entry = re.search(r"^ENTRYPOINT \[(.*)\]$", text, re.M)
    commands = [shlex.split(part) for run in runs for part in run.split("&&")]
    return commands, [word.strip(' "') for word in entry[1].split(",")]


def run(words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def packed(commands, build, folder):
    """The package that the cpack of the Dockerfile makes, of `build` instead of its own."""
    assert ["./dev", "build"] in commands, "the Dockerfile builds in another way than this test knows"
    cpack = next(words for words in commands if words[0] == "cpack")
    config = cpack[cpack.index("--config") + 1]
    assert config == "build/CPackConfig.cmake", config
    target = cpack[cpack.index("-B") + 1]
    words = [word.replace(config, f"{build}/CPackConfig.cmake").replace(target, f"{folder}{target}") for word in cpack]
    run(words, cwd=folder)
    return next(pathlib.Path(f"{folder}{target}").glob("*.deb"))


def check_installation(commands):
    install = next(words for words in commands if "install" in words and words[0] == "apt-get")
    assert any(word.endswith("*.deb") for word in install), "the Dockerfile does not install the package"
    assert "ca-certificates" in install, "without ca-certificates no sandbox is trusted"


def check_needs(deb):
    needs = [re.split(r"[ (:]", need.strip())[0]
             for need in run(["dpkg-deb", "-f", deb, "Depends"]).replace("|", ",").split(",")]
    assert any(need.startswith("libcurl") for need in needs), needs
    wrong = [need for need in needs if need.endswith("-dev") or need.startswith(("g++", "cmake", "python"))]
    assert not wrong, f"the package needs {wrong}"
    print("needs", *needs)


def check_program(root, entry):
    program = root / "usr/bin" / entry[0]
    version = run([program, "--version"], cwd=root)
    assert re.fullmatch(r"concord \d+\.\d+\.\d+\n", version), version
    data = root / "usr/share/concord"
    assert (root / "usr/share/man/man1").exists(), "there is no manual page"
    with tempfile.TemporaryDirectory() as work:
        for name in ("schemas", "suites"):
            shutil.copytree(data / name, f"{work}/{name}")
        said = run([program, "run", "suites", "-q"], cwd=work, env={"PATH": "/nowhere", "LC_ALL": "C.UTF-8"})
    assert re.search(r"\d+ passed in ", said), said
    print(version.strip(), "·", re.search(r"\d+ passed", said)[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dockerfile", required=True, type=pathlib.Path)
    parser.add_argument("--build", required=True, type=os.path.abspath)
    options = parser.parse_args()
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing:
        print("not installed:", *missing)
        sys.exit(1 if os.environ.get("CI") else SKIPPED)
    commands, entry = steps(options.dockerfile)
    check_installation(commands)
    with tempfile.TemporaryDirectory(prefix="concord-package-") as folder:
        deb = packed(commands, options.build, folder)
        check_needs(deb)
        root = pathlib.Path(folder) / "root"
        run(["dpkg-deb", "-x", deb, root])
        check_program(root, entry)


main()
