"""Verifies Signature Version 4 of AWS for the service execute-api: any signed headers, a clock within five minutes."""
import calendar
import hashlib
import hmac
import re
import time
import urllib.parse

KEYS = {"AKIDSHOP": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYSHOPKEY"}
SCOPE = "eu-west-1/execute-api/aws4_request"
TOKEN = "session/of+the=shop"
orders = []


def encoded(text):
    return urllib.parse.quote(text, safe="-_.~")


def canonical_query(query):
    pairs = urllib.parse.parse_qsl(query, keep_blank_values=True)
    return "&".join(f"{name}={value}" for name, value in sorted((encoded(n), encoded(v)) for n, v in pairs))


def signature(request, day, names):
    path, _, query = request.path.partition("?")
    headers = "".join(f"{name}:{' '.join(request.headers[name].split())}\n" for name in names)
    path = "/".join(encoded(one) for one in path.split("/"))
    text = "\n".join([request.method, path, canonical_query(query), headers, ";".join(names),
                      hashlib.sha256(request.body.encode()).hexdigest()])
    to_sign = "\n".join(["AWS4-HMAC-SHA256", request.headers["x-amz-date"], f"{day}/{SCOPE}",
                         hashlib.sha256(text.encode()).hexdigest()])
    key = ("AWS4" + KEYS["AKIDSHOP"]).encode()
    for part in [day, *SCOPE.split("/"), to_sign]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key.hex()


def why_not(request):
    given = re.fullmatch(r"AWS4-HMAC-SHA256 Credential=(\w+)/(\d{8})/(\S+), SignedHeaders=(\S+), Signature=(\w{64})",
                         request.headers.get("authorization", ""))
    if not given:
        return "MissingAuthenticationToken"
    user, day, scope, names, said = given.groups()
    names = names.split(";")
    if user not in KEYS or scope != SCOPE or request.headers.get("x-amz-security-token") != TOKEN:
        return "UnrecognizedClientException"
    must = {"host", "x-amz-date", "x-amz-security-token"} | ({"content-type"} if request.body else set())
    if not must <= set(names) or not all(name in request.headers for name in names):
        return "IncompleteSignatureException"
    moment = calendar.timegm(time.strptime(request.headers["x-amz-date"], "%Y%m%dT%H%M%SZ"))
    if abs(time.time() - moment) > 300:
        return "RequestExpired"
    return None if hmac.compare_digest(said, signature(request, day, names)) else "InvalidSignatureException"


def answer(request):
    refusal = why_not(request)
    if refusal:
        return {"status": 401, "json": {"message": refusal}}
    if request.method == "GET":
        name = urllib.parse.unquote(request.path.split("?")[0].rsplit("/", 1)[1])
        return {"json": {"id": name, "state": "open", "total": len(orders)}}
    orders.append(request.body)
    return {"status": 201, "headers": {"Location": f"/orders/{len(orders)}"},
            "json": {"id": str(len(orders)), "state": "open", "total": len(orders)}}
