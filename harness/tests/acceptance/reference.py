"""What the reference servers share: requests, answers, rules, and how a deliberate breach or a variation is asked for.

The servers are written from the pages alone and know nothing of Concord's contracts: where the two disagree, one of
them has read a page wrongly.
"""

import random
import re
import time
from dataclasses import dataclass, field

UUID = re.compile(r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISSING = object()


@dataclass
class Request:
    method: str
    path: str
    headers: dict  # lower-case names
    raw: bytes
    query: str = ""

    @property
    def media_type(self):
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


@dataclass
class Answer:
    status: int
    body: object = MISSING  # a value that becomes JSON, bytes that are sent as they are, or MISSING
    headers: dict = field(default_factory=dict)
    rule: str = ""  # that the request breaks


class Behaviour:
    """One mutant, or variations, or neither. Names must be declared: a misspelt one would never act."""

    def __init__(self, mutant="", variations=frozenset(), declared=frozenset()):
        self.mutant, self.variations, self.declared = mutant, variations, declared

    def breaks(self, name):
        assert not self.declared or name in self.declared, f"mutant {name} is not declared"
        return self.mutant == name

    def varies(self, name):
        return name in self.variations


@dataclass
class Rule:
    """Something that a request must be. `refusal` answers a request for which `is_broken` says that it is not."""

    name: str
    is_broken: object  # (Request, body, path parameters) -> bool
    refusal: object    # () -> Answer


def moment(seconds_from_now, zone="Z"):
    at = time.time() + seconds_from_now
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at)) + f".{int(at * 1000) % 1000:03d}{zone}"


def ulid():
    number = (int(time.time() * 1000) << 80) | random.getrandbits(80)
    return "".join(CROCKFORD[(number >> (5 * i)) & 31] for i in range(25, -1, -1))


def uuid4():
    digits = f"{random.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def token(length=48):
    return "".join(random.choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", k=length))


def is_text(value):
    return isinstance(value, str)


def is_bool(value):
    return isinstance(value, bool)


def is_object(value):
    return isinstance(value, dict)


def is_list(value):
    return isinstance(value, list)


def member(body, *names):
    """The value at a place within the body, or MISSING."""
    for name in names:
        if not isinstance(body, dict) or name not in body:
            return MISSING
        body = body[name]
    return body


def wrong_type(is_right, *names):
    """A rule's test: the member is there, and of another type than `is_right` says."""

    def test(request, body, parameters):
        value = member(body, *names)
        return value is not MISSING and not is_right(value)

    return test


def lacks(*names):
    def test(request, body, parameters):
        return member(body, *names) is MISSING

    return test


def lacks_header(name):
    return lambda request, body, parameters: not request.headers.get(name.lower())


def mutants_of_rules(operation, rules):
    """Each rule is a promise: a mutant that does not keep it takes what it should refuse."""
    return {f"{operation}.accepts-{rule.name}": f"takes a request with {rule.name.replace('-', ' ')}" for rule in rules}


def first_refusal(operation, rules, behaviour, request, body, parameters, open_statuses=None):
    """The answer of the first rule that the request breaks, or None. `open_statuses`: where a page leaves the status
    open, what a variation has in place of the first choice, by (variation, rule)."""
    for rule in rules:
        try:
            is_broken = rule.is_broken(request, body, parameters)
        except (TypeError, AttributeError, KeyError):  # an earlier rule is switched off, and this one stumbles over it
            continue
        if is_broken and behaviour.mutant == f"{operation}.accepts-{rule.name}":
            return None  # also where a later rule would refuse it
        if is_broken:
            answer = rule.refusal()
            answer.rule = rule.name
            for variation in sorted(behaviour.variations):
                answer.status = (open_statuses or {}).get((variation, rule.name), answer.status)
            return answer
    return None
