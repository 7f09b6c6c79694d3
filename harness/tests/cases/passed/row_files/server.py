"""Takes what the rows say, and says how many of it."""
import json

ORDER = {"id": "17", "state": "open", "total": 12.5}


def answer(request):
    body = json.loads(request.body)
    is_right = isinstance(body["item"], str) and isinstance(body.get("count", 1), int)
    return {
        "status": 201 if is_right else 400,
        "headers": {"Location": "/orders/17"},
        "json": ORDER if is_right else {"message": "no"},
    }
