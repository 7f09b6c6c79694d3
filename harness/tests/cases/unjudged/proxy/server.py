"""A proxy that wants to know who asks, and then answers for the shop; but one answer is wrong, so that it is shown."""

import base64

RIGHT = "Basic " + base64.b64encode(b"robot:word-of-the-proxy").decode()


def answer(request):
    if request.headers.get("proxy-authorization") != RIGHT:
        return {"status": 407, "headers": {"Proxy-Authenticate": 'Basic realm="way out"'}, "body": "who are you?"}
    if not request.path.startswith("http://api.shop.test/"):
        return {"status": 500, "json": {"message": "no proxy was asked"}}
    state = "open" if request.path.endswith("/17") else "lost"
    return {"status": 200, "json": {"id": request.path.rsplit("/", 1)[-1], "state": state, "total": 12.5}}
