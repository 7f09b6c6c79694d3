"""Has no tea."""
import json


def answer(request):
    if json.loads(request.body)["item"] == "tea":
        return {"status": 400, "json": {"message": "no tea"}}
    return {"status": 201, "headers": {"Location": "/orders/17"}, "json": {"id": "17", "state": "open", "total": 12.5}}
