"""The signal comes while an order is made, of which too much is said to judge it then. It goes all the same."""

there = []


def answer(request):
    if request.method == "POST":
        there.append("17")
        return {"signal": "SIGINT", "delay": 0.4, "status": 201, "headers": {"Location": "/orders/17"},
                "json": {"id": "17", "state": "open", "total": 1, "more": "x" * 400_000}}
    if request.method == "DELETE" and request.path == "/orders/17":
        there.clear()
        return {"status": 204}
    return {"status": 500, "json": {"message": "only what was made is to be asked for"}}
