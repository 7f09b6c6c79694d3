"""Copies what a fuzz target may start from into a folder: its own corpus, and cases of the suites in ../shared, if any.

usage: seeds.py TARGET FOLDER
"""
import hashlib
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent.parent / "shared"
DRAFTS = ("draft2020-12", "draft2019-09", "draft7", "draft4")


def line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def schema_groups():
    for draft in DRAFTS:
        for path in sorted((SHARED / "json-schema-test-suite" / "tests" / draft).rglob("*.json")):
            yield from json.loads(path.read_text(encoding="utf-8"))


def schemas():
    return (line(group["schema"]) for group in schema_groups())


def schemas_with_instances():
    for group in schema_groups():
        yield "\n".join([line(group["schema"]), *(line(case["data"]) for case in group["tests"])])


def documents():
    for group in schema_groups():
        yield json.dumps(group["tests"], indent=2, ensure_ascii=False)


def paths():
    suite = SHARED / "jsonpath-compliance-test-suite" / "cts.json"
    for case in json.loads(suite.read_text(encoding="utf-8"))["tests"] if suite.exists() else ():
        yield "\n".join([case["selector"], line(case.get("document", None))])


# Every pattern of the suites, with the strings that the cases beside it hold.
def patterns():
    for group in schema_groups():
        if isinstance(group["schema"], dict) and isinstance(group["schema"].get("pattern"), str):
            texts = [case["data"] for case in group["tests"] if isinstance(case["data"], str)]
            yield "\n".join([group["schema"]["pattern"], *texts])


TESTS = HERE.parent / "tests"
PAGES = TESTS / "page"


# The OpenAPI and Swagger documents that the tests are about.
def descriptions():
    for path in sorted(
        path
        for module in ("openapi", "contract", "page", "derive", "diff", "lint", "mock")
        for path in (TESTS / module).glob("*.cc")
    ):
        for text in re.findall(r'R"\((.*?)\)"', path.read_text(encoding="utf-8"), re.DOTALL):
            if re.search(r"^\s*\{?\"?(openapi|swagger|paths)\"?:", text, re.MULTILINE):
                yield text if re.search("openapi|swagger", text) else "openapi: 3.1.0\n" + text


def pairs_of_descriptions():
    texts = list(descriptions())
    return (before + "\n====\n" + after for before, after in zip(texts, texts[1:]))


def pages():
    for path in sorted([*(PAGES / "fixtures").rglob("*.md"), *(PAGES / "pages").rglob("*.md")]):
        if "bomb" in path.name:
            continue  # what it expands to takes its time, up to the bound
        yield path.read_bytes().decode("utf-8", "surrogateescape")


# The suites of the golden cases and those of the tests, behind a provider that has the operations of the target's
# contract.
def suites():
    provider = (HERE / "corpus/suite/everything").read_text(encoding="utf-8").split("\n====\n")[0]
    for path in sorted((TESTS / "cases").rglob("*.suite.yaml")):
        text = re.sub(r"(operation: )(shop/)?[a-z-]+", r"\1shop/update-order", path.read_text(encoding="utf-8"))
        yield provider + "\n====\n" + text


def linted():
    yield from descriptions()
    yield from pages()


SOURCES = {"schema_compile": schemas, "schema_evaluate": schemas_with_instances, "json": documents,
           "yaml": documents, "jsonpath": paths, "pattern": patterns, "import_openapi": descriptions, "lint": linted,
           "diff": pairs_of_descriptions, "suite": suites}


def main(target, folder):
    folder = pathlib.Path(folder)
    own = HERE / "corpus" / target
    texts = [path.read_bytes() for path in sorted(own.iterdir())] if own.is_dir() else []
    if target.startswith("import_") and not target.startswith("import_openapi"):
        texts += [text.encode("utf-8", "surrogateescape") for text in pages()]
    elif target in SOURCES:
        texts += [text.encode("utf-8", "surrogatepass") for text in SOURCES[target]()]
    for text in texts:
        (folder / hashlib.sha1(text).hexdigest()).write_bytes(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
