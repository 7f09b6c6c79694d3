"""Verifies an HMAC of method, target, time, nonce and body; a time is good for a minute, a nonce once."""
import base64
import hashlib
import hmac
import time

KEYS = {"shop-7": bytes(range(200, 232))}
nonces = set()
orders = []


def signature(request, time_and_nonce):
    text = "\n".join([request.method, request.path, *time_and_nonce, hashlib.sha256(request.body.encode()).hexdigest()])
    return base64.b64encode(hmac.new(KEYS["shop-7"], text.encode(), hashlib.sha256).digest()).decode()


def why_not(request):
    said = [request.headers.get(name, "") for name in ("x-time", "x-nonce")]
    if request.headers.get("x-key") not in KEYS:
        return "unknown key"
    if not hmac.compare_digest(request.headers.get("x-signature", ""), "v1=" + signature(request, said)):
        return "wrong signature"
    if abs(time.time() - int(said[0])) > 60:
        return "too old"
    if said[1] in nonces:
        return "a nonce came twice"
    nonces.add(said[1])
    return None


def answer(request):
    refusal = why_not(request)
    if refusal:
        return {"status": 401, "json": {"message": refusal}}
    orders.append(request.body)
    return {"status": 201, "headers": {"Location": f"/orders/{len(orders)}"},
            "json": {"id": str(len(orders)), "state": "open", "total": len(orders)}}
