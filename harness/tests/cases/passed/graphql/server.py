"""Knows one user."""
import json


def answer(request):
    asked = json.loads(request.body)
    if asked.get("variables") == {"id": "7"} and asked.get("operationName") == "User":
        return {"status": 200, "json": {"data": {"user": {"name": "Bob"}}}}
    return {"status": 200, "json": {"data": None, "errors": [{"message": "no such user", "path": ["user"]}]}}
