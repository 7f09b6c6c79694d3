#!/usr/bin/env python3
"""usage: includes.py HARNESS [FILE...]
Some files of a module are compiled as one (CONCORD_UNITY), where a file sees what those before it include. So that each
compiles by itself too: whatever a file names of a header of Concord is declared in one that it includes, or that one of
those does. Found by their spelling: names with their namespace, and those of the own module with a capital letter or as
called functions. With FILEs, only these are looked at.
"""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#include\s+([<"])([^>"]+)[>"]', re.M)
NAMESPACE = re.compile(r"^namespace concord(?:::(\w+))?(?:::\w+)* \{", re.M)
SILENT = re.compile(r'//[^\n]*|R"(\w*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'|^\s*#include[^\n]*',
                    re.M)
# Declarations that begin a line: those of a namespace, never of a class.
TYPE = re.compile(r"^(?:template <[^\n]*>\s*)?(?:class|struct|enum class|enum|union) (?:\[\[\w+\]\] )?(\w+)", re.M)
ALIAS = re.compile(r"^(?:template <[^\n]*>\s*)?using (\w+) =", re.M)
FUNCTION = re.compile(r"^(?:\[\[\w+\]\] )?(?:template <[^\n]*>\n?)?[A-Za-z][\w:<>,&*\[\] ]*?[ &*](\w+)\(", re.M)
CONSTANT = re.compile(r"^(?:inline )?(?:constexpr|extern const|inline const) [\w:<>,&*\[\] ]*?[ &*](\w+)(?: =|\{|;|\[)",
                      re.M)
QUALIFIED = re.compile(r"(?<![\w:])(?:concord::)?(\w+)::(\w+)")
OWN = re.compile(r"(?<![\w:.>~])([A-Z]\w*[a-z]\w*)\b|(?<![\w:.>~])([a-z]\w*)(?=\()")


class File:
    def __init__(self, path, modules_folder):
        self.path = path
        text = path.read_text()
        self.includes = INCLUDE.findall(text)
        self.text = SILENT.sub(lambda found: '""' if '"' in found[0][:3] else " ", text)
        self.module = path.relative_to(modules_folder).parts[0]
        spaces = NAMESPACE.findall(text)
        self.space = next((one for one in spaces if one), "")
        self.declared = {one for pattern in (TYPE, ALIAS, FUNCTION, CONSTANT) for one in pattern.findall(self.text)}


class Tree:
    def __init__(self, folder):
        self.folder = folder
        skipped = {"tests", "bench", "fuzz", "cmake"}
        paths = [path for path in sorted(folder.glob("*/**/*")) if path.suffix in (".h", ".cc")
                 and path.relative_to(folder).parts[0] not in skipped]
        self.files = {path: File(path, folder) for path in paths}
        self.public = {str(path.relative_to(folder / one.module / "include")): path
                       for path, one in self.files.items() if "include" in path.parts and path.suffix == ".h"}
        self.seen = {}
        # (namespace, name): the headers that declare it.
        self.headers = {}
        for path, one in self.files.items():
            if path.suffix == ".h":
                for name in one.declared:
                    self.headers.setdefault((one.space, name), set()).add(path)

    def find(self, one, kind, name):
        if kind == "<":
            return self.public.get(name)
        found = [(one.path.parent / name).resolve(), (self.folder / one.module / name).resolve()]
        return next((path for path in found if path in self.files), None)

    def reached(self, path):
        """The headers that this file includes, by others too, and itself."""
        if path not in self.seen:
            self.seen[path] = {path}  # What includes itself by others ends here.
            one = self.files[path]
            for kind, name in one.includes:
                header = self.find(one, kind, name)
                if header:
                    self.seen[path] = self.seen[path] | self.reached(header)
        return self.seen[path]

    def used(self, one):
        for space, name in QUALIFIED.findall(one.text):
            yield space, name
        for named, called in OWN.findall(one.text):
            yield one.space, named or called

    def faults(self, path):
        one = self.files[path]
        reached = self.reached(path)
        for space, name in sorted(set(self.used(one))):
            headers = self.headers.get((space, name), set())
            if headers and not headers & reached and not (space == one.space and self.is_other(reached, name)):
                yield "%s: %s::%s is declared in %s, which is not included" % (
                    path.relative_to(self.folder), space, name,
                    " and ".join(str(header.relative_to(self.folder)) for header in sorted(headers)))

    def is_other(self, reached, name):
        """Is the name, in what the file sees, one of a class, an enumeration or a block?"""
        other = re.compile(r"(?:\b(?:class|struct|enum|using|auto|typename) |"
                           r"\b(?!return|throw|else|co_await|case|new)\w+[>&* ]*[>&* ])%s\b *(?:[({;=,)\n]|:(?!:))|"
                           r"\benum [^;{]*\{[^}]*\b%s\b" % (name, name))
        return any(other.search(self.files[path].text) for path in reached)


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    tree = Tree(folder)
    chosen = [pathlib.Path(name).resolve() for name in sys.argv[2:]] or list(tree.files)
    found = [fault for path in chosen for fault in tree.faults(path)]
    print("\n".join(found) or "%d files include what they name" % len(chosen))
    sys.exit(1 if found or not chosen else 0)


if __name__ == "__main__":
    main()
