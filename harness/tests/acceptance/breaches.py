"""Single breaches of the pages, made from their facts: each has the line of the page that it breaks.

A breach is data: what is done to a request before the reference server sees it, or to an answer after it has made it.
So a server that breaks one promise keeps all others.
"""

import copy
from dataclasses import dataclass

from reference import MISSING, UUID, is_object, member, uuid4

# What a value of another kind is, by kind. A member must not be of any kind but its own.
VALUES = {"null": None, "a number": 7, "true": True, "a text": "concord", "a list": [], "an object": {}}
OWN = {"text": "a text", "object": "an object", "list": "a list", "boolean": "true", "integer": "a number"}


@dataclass
class Breach:
    name: str       # "finhub.260.token-is-null"
    line: int       # of the page
    fact: str       # what the page says there, in our words
    about: str      # what this server does
    on_request: object = None  # (Request, body, path parameters) -> body; MISSING: there is none
    on_answer: object = None   # (Answer, Request, body, path parameters) -> None
    refusal: object = None     # (Request, body, path parameters) -> whether what is right is refused


def slug(text):
    return "".join(c if c.isalnum() else "-" for c in text).strip("-")


def names_of(place):
    return [int(name) if name.isdigit() else name for name in place.split(".")]


def find(value, names):
    for name in names:
        is_there = isinstance(value, list) and isinstance(name, int) and name < len(value) or \
            isinstance(value, dict) and name in value
        if not is_there:
            return MISSING
        value = value[name]
    return value


def put(body, names, value):
    """Whether there was something to put it in."""
    holder = find(body, names[:-1])
    if not isinstance(holder, (dict, list)):
        return False
    if isinstance(holder, list):
        if names[-1] >= len(holder):
            return False
        holder[names[-1]] = value
    elif value is MISSING:
        holder.pop(names[-1], None)
    else:
        holder[names[-1]] = value
    return True


def is_kind(value, kind):
    if kind == "true":
        return value is True or value is False
    if kind == "a number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    types = {"null": type(None), "a text": str, "a list": list, "an object": dict}
    return isinstance(value, types[kind])


class Page:
    """The breaches of one operation."""

    def __init__(self, operation, sample):
        self.operation, self.sample, self.breaches = operation, sample, {}

    def add(self, line, fact, what, **how):
        name = f"{self.operation}.{line}.{slug(what)}"
        assert name not in self.breaches, name
        self.breaches[name] = Breach(name, line, fact, what, **how)

    # ---- answers ----------------------------------------------------------------------------------------------------
    def answers(self, statuses, place, kind, line, required=False, words=""):
        """A member of the answers with one of `statuses`."""
        names, where = names_of(place), f"{place} of {words or statuses[0]}"
        fact = f"`{place}` is {OWN[kind].replace('true', 'a boolean')}"

        def change(value):
            def on_answer(answer, *_):
                if answer.status in statuses and isinstance(answer.body, (dict, list)):
                    put(answer.body, names, copy.deepcopy(value))
            return on_answer

        for other, value in VALUES.items():
            if other != OWN[kind]:
                self.add(line, fact, f"{where} is {other}", on_answer=change(value))
        if required:
            self.add(line, fact, f"{where} is missing", on_answer=change(MISSING))
        if required and kind == "text":
            self.add(line, fact, f"{where} is empty", on_answer=change(""))

    def says(self, is_case, place, line, fact, values):
        """What an answer says to the requests for which `is_case` holds; `values`: by a word, what it must not be."""
        for word, value in values.items():
            def on_answer(answer, request, body, parameters, value=value):
                if isinstance(answer.body, (dict, list)) and is_case(answer, request, body, parameters):
                    made = value(find(answer.body, names_of(place))) if callable(value) else value
                    put(answer.body, names_of(place), made)
            self.add(line, fact, word, on_answer=on_answer)

    def status(self, rule, line, fact, others):
        """What breaks `rule` has another status."""
        for status in others:
            def on_answer(answer, request, body, parameters, status=status):
                if answer.rule == rule:
                    answer.status = status
            self.add(line, fact, f"{status} for {rule.replace('-', ' ')}", on_answer=on_answer)

    # ---- requests ---------------------------------------------------------------------------------------------------
    def takes(self, place, kinds, line, fact):
        """Of another kind, or missing: taken for what it should be."""
        names = names_of(place)
        for kind in kinds:
            def on_request(request, body, parameters, kind=kind):
                value = find(body, names)
                is_it = value is MISSING if kind == "nothing" else value == "" and value is not MISSING \
                    if kind == "an empty text" else value is not MISSING and is_kind(value, kind)
                if not is_it or not is_object(body):
                    return body
                body = copy.deepcopy(body)
                put(body, names, copy.deepcopy(find(self.sample, names)))
                return body
            self.add(line, fact, f"takes {kind} for {place}", on_request=on_request)

    def takes_value(self, place, value, line, fact, what):
        names = names_of(place)

        def on_request(request, body, parameters):
            if find(body, names) != value:
                return body
            body = copy.deepcopy(body)
            put(body, names, copy.deepcopy(find(self.sample, names)))
            return body
        self.add(line, fact, what, on_request=on_request)

    def takes_header(self, name, right, line, fact, kinds=("no", "an empty")):
        for kind in kinds:
            def on_request(request, body, parameters, kind=kind):
                if request.headers.get(name.lower()) == (None if kind == "no" else ""):
                    request.headers[name.lower()] = right
                return body
            self.add(line, fact, f"takes {kind} {name}", on_request=on_request)

    def takes_path(self, name, is_it, right, line, fact, what):
        def on_request(request, body, parameters):
            if is_it(parameters[name]):
                parameters[name] = right
            return body
        self.add(line, fact, what, on_request=on_request)

    def refuses(self, is_case, line, fact, what):
        self.add(line, fact, f"refuses {what}", refusal=is_case)


def has(place, value=MISSING):
    """Whether a request has this member, of this value."""
    names = names_of(place)

    def is_case(request, body, parameters):
        found = find(body, names)
        return found is not MISSING and (value is MISSING or found == value and type(found) is type(value))
    return is_case


def common(page, lines):
    """What holds for every operation. `lines`: path, body, media (of the request), success."""
    def charset(request, *_):
        return "charset" in request.headers.get("content-type", "")

    def unknown(request, body, parameters):
        return is_object(body) and any(name.lower().startswith("concord") for name in body)

    def no_type(request, body, parameters):
        if "content-type" not in request.headers and request.raw:
            request.headers["content-type"] = "application/json"
        return body

    page.refuses(charset, lines["media"], "JSON is taken", "application/json with a charset")
    page.refuses(unknown, lines["body"], "further members are allowed", "a member that nobody knows")
    page.add(lines["media"], "JSON is taken, and nothing else", "takes a body without a Content-Type",
             on_request=no_type)
    for status in (201, 202, 203, 206, 400, 403, 500):
        def on_answer(answer, *_, status=status):
            answer.status = status if answer.status == 200 else answer.status
        page.add(lines["success"], "success is 200", f"{status} for success", on_answer=on_answer)


def is_other_uuid(right):
    return lambda value: bool(UUID.match(value)) and value.lower() != right.lower()


def is_no_uuid(value):
    return not UUID.match(value)


def in_capitals(name):
    return lambda request, body, parameters: parameters[name] != parameters[name].lower()


def new_uuid(_):
    return uuid4()


def first_member(*names):
    return lambda request, body, parameters: member(body, *names) is not MISSING
