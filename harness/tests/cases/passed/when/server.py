"""Tea is open, milk is paid."""
import json


def answer(request):
    if request.method == "POST":
        is_tea = json.loads(request.body)["item"] == "tea"
        return {"status": 201, "headers": {"Location": "/orders/17"},
                "json": {"id": "17", "state": "open" if is_tea else "paid", "total": 1}}
    if request.method == "DELETE":
        return {"status": 204}
    return {"status": 200, "json": {"id": "17", "state": "open", "total": 1}}
