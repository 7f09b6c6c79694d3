"""The signal comes while a step asks whether an order is sent: it is not asked again, and the order is taken away."""

asked = []


def answer(request):
    order = {"id": "17", "state": "open", "total": 1}
    if request.method == "POST":
        return {"status": 201, "headers": {"Location": "/orders/17"}, "json": order}
    if request.method == "DELETE" and request.path == "/orders/17" and len(asked) == 2:
        return {"status": 204}
    asked.append(1)
    return {"signal": "SIGINT", "delay": 0.3, "json": order} if len(asked) == 2 else {"json": order}
