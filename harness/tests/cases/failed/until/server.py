"""Orders that are never sent: one stays open, one is paid, one breaks its contract on the way."""
asked = []


def answer(request):
    asked.append(request.path)
    order = {"id": request.path.rsplit("/", 1)[1], "state": "open", "total": 12.5}
    if request.path.endswith("/paid"):
        order["state"] = "paid"
    if request.path.endswith("/odd") and asked.count(request.path) == 2:
        del order["total"]
    return {"status": 200, "json": order}
