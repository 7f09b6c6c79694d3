#!/usr/bin/env python3
"""usage: private_names.py HARNESS
Sources of one module can be compiled as one (CONCORD_UNITY): what two of them keep in a namespace without a name must
not have one name there, nor that of a constant of the module's headers. Overloads may share a name: only the same
parameters are refused.
"""
import collections
import pathlib
import re
import sys

UNNAMED = re.compile(r"^namespace \{\n(.*?)^\}  // namespace\n", re.M | re.S)
TYPE = re.compile(r"^(?:struct|class|enum class|enum) (\w+)(?: final)?(?: :[^{;]*)? ?\{", re.M)
VALUE = re.compile(r"^(?:inline |static )?(?:constexpr|const) [^=(){}]*?\b(\w+)(?:\[\w*\])? ?[={]", re.M)
ALIAS = re.compile(r"^(?:using|namespace) (\w+) = ([^;]*);", re.M)
FUNCTION = re.compile(r"^(?! )(?:template <[^\n]*>\n)?(?:[\w:<>,*&\[\] ]+?[ *&])(\w+)\(([^{};]*)\) ?(?:noexcept )?\{",
                      re.M)


def types_of(parameters):
    """The parameters without their names, defaults and namespaces: one file may have `using` where another has none."""
    types = [re.sub(r"\s*=.*|\b\w+::", "", one).strip() for one in re.split(r",(?![^<]*>)", parameters)]
    return ", ".join(re.sub(r"(?<=[\s*&])\w+$", "", " ".join(one.split())).strip() for one in types)


def names_of(text):
    """Each name as it would clash: the name of a type or a value, a function's with its parameters."""
    for part in UNNAMED.findall(text):
        yield from TYPE.findall(part)
        yield from VALUE.findall(part)
        for name, parameters in FUNCTION.findall(part):
            yield "%s(%s)" % (name, types_of(parameters))


def kinds_of_one_name(owners):
    """A value or a type of a name that is a function elsewhere clashes too, whatever the parameters are."""
    functions = collections.defaultdict(set)
    for name, files in owners.items():
        if "(" in name:
            functions[name.split("(")[0]] |= files
    return {name: files | functions[name] for name, files in owners.items() if name in functions}


def shared_values(module):
    """The constants of the module's own headers, which its sources include: a private one of that name is ambiguous."""
    for header in module.rglob("*.h"):
        for name in VALUE.findall(header.read_text()):
            yield name, str(header.relative_to(module))


def aliases_of_two_meanings(module, owners):
    """An alias may be repeated, but neither for something else nor where a file has a type of that name."""
    meanings = collections.defaultdict(lambda: collections.defaultdict(set))
    for source in sorted(module.rglob("*.cc")):
        for part in UNNAMED.findall(source.read_text()):
            for name, meaning in ALIAS.findall(part):
                meanings[name][re.sub(r"\b\w+::|\s", "", meaning)].add(str(source.relative_to(module)))
    return {name: set().union(owners.get(name, ()), *found.values()) for name, found in meanings.items()
            if len(found) > 1 or name in owners}


def faults(module):
    owners = collections.defaultdict(set)
    for source in sorted(module.rglob("*.cc")):
        name = str(source.relative_to(module))
        if name != "main.cc":
            for each in names_of(source.read_text()):
                owners[each].add(name)
    owners.update(kinds_of_one_name(owners))
    owners.update(aliases_of_two_meanings(module, owners))
    for name, header in shared_values(module):
        if name in owners:
            owners[name].add(header)
    return ["%s: %s is in %s" % (module.name, name, " and ".join(sorted(files)))
            for name, files in sorted(owners.items()) if len(files) > 1]


def main():
    harness = pathlib.Path(sys.argv[1])
    modules = [one.parent for one in sorted(harness.glob("*/CMakeLists.txt")) if "harness_module(" in one.read_text()]
    found = [fault for module in modules for fault in faults(module)]
    print("\n".join(found) or "%d modules, no private name is in two files of one" % len(modules))
    sys.exit(1 if found or not modules else 0)


if __name__ == "__main__":
    main()
