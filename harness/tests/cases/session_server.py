"""A server that gives out a session, with which all else is asked: of the cases of shared steps."""

import json


class Sessions:
    def __init__(self, gives_one):
        """`gives_one`: a second session would be another, and is refused; else each shard gets one."""
        self.gives_one = gives_one
        self.made = []

    def answer(self, request):
        key = request.headers.get("authorization")
        if request.method == "POST":
            item = json.loads(request.body)["item"]
            wanted = "Bearer token-of-the-shop" if item == "session" else "Bearer session-number-1"
            if key != wanted or (self.gives_one and item in self.made):
                return {"status": 401, "json": {"message": f"{item} with {key}, after {self.made}"}}
            self.made.append(item)
            return {"status": 201, "delay": 0.05, "headers": {"Location": f"/orders/{item}"},
                    "json": {"id": item, "state": "open", "total": 1,
                             "note": "session-number-1" if item == "session" else None}}
        if request.path == "/orders":
            return {"status": 200 if key == "Bearer session-number-1" else 401, "json": []}
        if not request.path.startswith("/orders/tea?") or key != "Bearer session-number-1":
            return {"status": 404, "json": {"message": "none"}}
        return {"status": 200, "json": {"id": "tea", "state": "open", "total": 1}}
