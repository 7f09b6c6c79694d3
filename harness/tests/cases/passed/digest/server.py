"""Verifies Digest (RFC 7616): SHA-256, with the body in the response.

A nonce is good for three requests, whose counts grow.
"""
import hashlib
import re

USERS = {"ann": "correct horse"}
nonces = {}  # to the count of the last request
orders = []


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def challenge(more=""):
    nonce = f"nonce-{len(nonces) + 1}"
    nonces[nonce] = 0
    value = (f'Digest realm="the \\"shop\\"", nonce="{nonce}", algorithm=SHA-256, qop="auth-int", '
             f'opaque="from the shop"{more}')
    return {
        "status": 401,
        "headers": {"WWW-Authenticate": "Basic realm=shop, " + value},
        "json": {"message": "who are you?"},
    }


def expected(given, request):
    user = sha(f'{given["username"]}:the "shop":{USERS.get(given["username"])}')
    target = sha(f"{request.method}:{request.path}:{sha(request.body)}")
    return sha(f'{user}:{given["nonce"]}:{given["nc"]}:{given["cnonce"]}:auth-int:{target}')


def why_not(request):
    value = request.headers.get("authorization", "")
    given = {name: quoted or word for name, quoted, word in re.findall(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^,]*))', value)}
    if (
        not value.startswith("Digest ")
        or given.get("opaque") != "from the shop"
        or given.get("realm") != 'the \\"shop\\"'
    ):
        return challenge()
    if given["uri"] != request.path or given["nonce"] not in nonces or given["response"] != expected(given, request):
        return challenge()
    count = int(given["nc"], 16)
    if count <= nonces[given["nonce"]] or count > 3:
        return challenge(", stale=true")
    nonces[given["nonce"]] = count
    return None


def answer(request):
    refusal = why_not(request)
    if refusal:
        return refusal
    if request.method == "GET":
        return {"json": {"id": request.path.split("?")[0].rsplit("/", 1)[1], "state": "open", "total": len(nonces)}}
    orders.append(request.body)
    return {"status": 201, "headers": {"Location": f"/orders/{len(orders)}"},
            "json": {"id": str(len(orders)), "state": "open", "total": len(orders)}}
