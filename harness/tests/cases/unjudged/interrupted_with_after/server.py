"""An order is made once, read while it is there, and deleted when all have read it."""
import json

made, read, deleted = [], [], []


def answer(request):
    order = {"id": "17", "state": "open", "total": 3}
    if request.method == "POST":
        made.append(1)
        return {"status": 201, "headers": {"Location": "/orders/17"}, "json": order}
    if request.path != "/orders/17":
        return {"status": 404, "json": {"message": "no such order"}}
    if request.method == "DELETE":
        deleted.append(1)
        return {"status": 204}
    read.append(1)
    if len(read) == 2:
        return {"signal": "SIGINT", "delay": 0.5, "status": 200, "json": order}
    return {"status": 200, "json": order}
