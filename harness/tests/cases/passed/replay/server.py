"""Makes orders that say again what they were sent, and hand out a token that reading them takes."""
import json
import uuid

token = "tok_" + uuid.uuid4().hex
made = {}


def answer(request):
    if request.method == "POST":
        sent = json.loads(request.body)
        order = {"id": str(uuid.uuid4()), "state": "open", "total": sent["count"], "note": None, "item": sent["item"],
                 "access_token": token}
        made[order["id"]] = order
        return {"status": 201, "json": order,
                "headers": {"Location": "/orders/" + order["id"], "Set-Cookie": "session=" + token + "; Path=/"}}
    if request.headers.get("x-token") != token:
        return {"status": 404, "json": {"message": "no token"}}
    return {"json": made[request.path.rsplit("/", 1)[-1]]}
