"""Thirty nights against a provider that is correct and lively: members that come and go, lists that grow, new ids,
values that are null now and then, key order and white space that vary, and three flags that flip once. Each flip is
told on the night it comes, and nothing else is.

    lively.py --concord PROGRAM [--seed N]"""

import argparse
import datetime
import json
import pathlib
import random
import re
import sys
import tempfile
import uuid

import nights

FIRST = datetime.date(2026, 11, 1)
# The night on which it flips, and what is told of it.
FLIPS = {8: ["drift.member-gone: /legacy is gone"],
         15: ["drift.member-new: /page/next is new", ],
         22: ["drift.error-code: /code is \"session.unknown\""]}


def project(folder):
    """The project, with more cases of reading and a contract that has what is lively."""
    contract = folder / "schemas" / "sessions" / "openapi.yaml"
    text = contract.read_text()
    text = text.replace("        note: {type: string}\n",
                        "        note: {type: string}\n        legacy: {type: boolean}\n"
                        "        tags: {type: array, items: {type: string}}\n        amount: {type: number}\n"
                        "        page: {type: object, properties: {next: {type: string}, size: {type: integer}}}\n")
    contract.write_text(text)
    ids = [f"00000000-0000-4000-8000-{number:012}" for number in range(12)]
    cases = "".join(f"  - name: session {number} is read\n    request: {{path: {{id: {one}}}}}\n"
                    "    expect: {status: 200}\n" for number, one in enumerate(ids))
    suite = folder / "suites" / "sessions" / "get.suite.yaml"
    suite.write_text(suite.read_text() + cases)


def answers_of(night, dice):
    def session():
        one = {"id": str(uuid.UUID(int=dice.getrandbits(128))), "state": dice.choice(["open", "closed"]),
               "openedAt": dice.choice(["2026-01-01T10:00:00Z", "2026-01-01T10:00:00.25+00:00"]),
               "amount": dice.choice([12, 12.5]), "tags": ["x"] * dice.randrange(4),
               "page": {"size": dice.randrange(100)}}
        if dice.random() < 0.5:
            one["note"] = "a note"
        if dice.random() < 0.5:
            one["region"] = dice.choice([None, "eu"])
        if night < 8:
            one["legacy"] = True
        if night >= 15:
            one["page"]["next"] = "abc"
        members = list(one.items())
        dice.shuffle(members)
        return dict(members)

    def answer(method, path, body):
        if method == "POST" and b"teapot" in body:
            return nights.answer_json(400, {"code": "unknown_product", "message": "There is no such product."})
        if method == "POST":
            return nights.answer_json(201, {"id": str(uuid.uuid4()), "sessionToken": uuid.uuid4().hex + "x"})
        if method == "DELETE":
            return 204, "", b""
        if path.endswith("/none"):
            code = "not_found" if night < 22 else "session.unknown"
            return nights.answer_json(404, {"message": f"no session {dice.randrange(1000)}", "code": code})
        value = [session() for _ in range(dice.randrange(1, 4 + night))] if path.endswith("/sessions") else session()
        if isinstance(value, dict):
            value["id"] = path.rsplit("/", 1)[-1]
        return 200, "application/json; charset=utf-8", json.dumps(value, indent=dice.choice([None, 2])).encode()

    return answer


def drifts_of(screen):
    """Each once, without what is said of how often it was otherwise, and of which operation."""
    found = re.findall(r"(drift\.[a-z-]+: .*?)(?:: |, it was|$)", screen, re.MULTILINE)
    return sorted({re.sub(r" /\*/", " /", one) for one in found})


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--concord", required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--nights", type=int, default=30)
    arguments = options.parse_args()
    dice = random.Random(arguments.seed)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        provider = nights.Provider(None)
        played = nights.Nights(str(pathlib.Path(arguments.concord).resolve()), folder, provider.url)
        project(folder)
        for night in range(1, arguments.nights + 1):
            provider.answer = answers_of(night, dice)
            code, screen = played.play(FIRST + datetime.timedelta(days=night - 1))
            drifts, expected = drifts_of(screen), sorted(FLIPS.get(night, []))
            if code != 0 or drifts != expected:
                wrong += 1
                print(f"night {night}: exit {code}, told {drifts}, expected {expected}\n{screen}")
        provider.close()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
