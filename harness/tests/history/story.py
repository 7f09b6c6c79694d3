"""Fourteen nights against a provider with a story, and what a person reads each morning, word for word.

    story.py --concord PROGRAM [--approve] [--pages FOLDER]

expected in story.txt; `--approve` writes it. The page of each night, with `--pages` as FOLDER/night-01.html and so on,
must say the same as the screen."""

import argparse
import datetime
import difflib
import html
import pathlib
import sys
import tempfile
import uuid

import nights

HERE = pathlib.Path(__file__).resolve().parent
FIRST = datetime.date(2026, 11, 1)
STORY = {
    1: "all is well, and nothing is known yet",
    2: "all is well",
    3: "all is well",
    4: "the list has an entry without a state",
    5: "the list is well again; sessionToken is called session_token",
    6: "and a deletion answers 200",
    7: "the page calls it session_token too; the deletion is accepted until 12 November",
    8: "the list has an entry without a state",
    9: "the provider is down",
    10: "it is up again, and a session has no note any more",
    11: "the list has an entry without a state",
    12: "an unknown session has another error code",
    13: "the acceptance of the deletion is over",
    14: "a deletion answers 204",
}

DRIFT = "117adc3ae2f08616"  # that a session has no note any more
QUESTIONS = [["history"], ["history", "flaky"], ["history", "show", "a session is deleted"],
             ["history", "show", DRIFT], ["history", "compare", "2026-11-08", "2026-11-10"],
             ["history", "compare", "2026-11-06", "2026-11-07"],
             ["drift", "accept", DRIFT, "--reason", "the provider keeps no notes any more"], ["drift", "list"],
             ["drift", "revoke", DRIFT], ["drift", "revoke", DRIFT]]
TODAY = datetime.datetime.now(datetime.timezone.utc).date().isoformat()


def answers_of(night):
    def session(**more):
        one = {"id": str(uuid.uuid4()), "state": "open", "region": None, "openedAt": "2026-01-01T10:00:00Z"}
        if night < 10:
            one["note"] = "of the night"
        return {**one, **more}

    def answer(method, path, body):
        if night == 9:
            return 503, "text/plain", b"down for maintenance"
        if method == "POST" and b"teapot" in body:
            return nights.answer_json(400, {"code": "unknown_product", "message": "There is no such product."})
        if method == "POST":
            name = "sessionToken" if night < 5 else "session_token"
            return nights.answer_json(201, {"id": str(uuid.uuid4()), name: uuid.uuid4().hex + "x"})
        if method == "DELETE":
            return nights.answer_json(200, {}) if 6 <= night < 14 else (204, "", b"")
        if path.endswith("/sessions"):
            listed = [session(), session()]
            if night in (4, 8, 11):
                del listed[1]["state"]
            return nights.answer_json(200, listed)
        if path.endswith("/none"):
            code = "not_found" if night < 12 else "E404"
            return nights.answer_json(404, {"code": code, "message": "There is no such session."})
        return nights.answer_json(200, session(id=path.rsplit("/", 1)[-1]))

    return answer


def prepare(folder, night, date):
    """The files of the project on that night; what is replaced in the journal of it."""
    if night == 7:
        contract = folder / "schemas" / "sessions" / "openapi.yaml"
        contract.write_text(contract.read_text().replace("sessionToken", "session_token"))
    if night < 7:
        return []
    # The program takes the day from the machine: what is left until the end is the same.
    end = datetime.date(2026, 11, 12)
    now = datetime.datetime.now(datetime.timezone.utc).date() + (end - date)
    (folder / "suites" / "sessions" / "known-issues.yaml").write_text(
        f"- id: KI-1\n  reason: told to the provider\n  owner: payments\n  expires: {now}\n"
        "  operation: sessions/delete-session\n  intermittent: true\n")
    return [(str(now), str(end))]


def check_page(night, page, screen):
    """What the page of a night must have beside what the screen says."""
    last = screen.strip("\n").split("\n")[-2:]
    wanted = [] if night == 1 else [html.escape(line) for line in last[:1]]
    wanted += {
        4: ["Last good answer, 1 Nov", "<mark class=\"then\">    &quot;state&quot;: &quot;open&quot;,\n</mark>"],
        6: ["Last good answer, 1 Nov", "<ins>  &quot;session_token&quot;:", "<h3>New today: 2</h3>",
            "<h3>Still failing: 1</h3>"],
        10: ["<h3>Drift: 1</h3>", "<h3>Known issues about to expire: 1</h3>", "<h3>Fixed: 1</h3>"],
        11: ["<h3>Come and go: 1</h3>", "Last good answer, 10 Nov"],
        14: ["<h2>The last 14 nights</h2>", "<h3>Latency by operation</h3>"],
    }.get(night, [])
    return "".join(f"the page of night {night} lacks {part!r}\n" for part in wanted if part not in page)


def play(concord, pages=None):
    text = ""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        provider = nights.Provider(None)
        all_nights = nights.Nights(concord, folder, provider.url)
        for night, what in STORY.items():
            date = FIRST + datetime.timedelta(days=night - 1)
            provider.answer = answers_of(night)
            code, screen = all_nights.play(date, prepare(folder, night, date))
            text += f"======== night {night}, {date}: {what}\n"
            text += nights.plain(screen, provider.url).strip("\n") + f"\nexit {code}\n\n"
            page = (folder / "reports" / "index.html").read_text()
            text += check_page(night, page, nights.plain(screen, provider.url))
            if pages:
                pages.mkdir(parents=True, exist_ok=True)
                (pages / f"night-{night:02}.html").write_text(page)
        for question in QUESTIONS:
            code, out, err = all_nights.call(*question, "--history", str(all_nights.history))
            text += f"======== concord {' '.join(question)}\n"
            told = nights.plain(out + err, provider.url).replace(TODAY, "TODAY")
            text += told.strip("\n") + f"\nexit {code}\n\n"
        provider.close()
    return text


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--concord", required=True)
    options.add_argument("--approve", action="store_true")
    options.add_argument("--pages", type=pathlib.Path)
    arguments = options.parse_args()
    told = play(str(pathlib.Path(arguments.concord).resolve()), arguments.pages)
    file = HERE / "story.txt"
    if arguments.approve:
        file.write_text(told)
        return 0
    expected = file.read_text()
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), told.splitlines(True), "expected", "told"))
    return 0 if told == expected else 1


if __name__ == "__main__":
    sys.exit(main())
