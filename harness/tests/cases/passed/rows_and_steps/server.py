import json


def problem(status, message):
    return {"status": status, "json": {"message": message}}


def answer(request):
    if request.headers.get("authorization") != "Bearer token-of-the-shop":
        return problem(401, "who are you?")
    if request.method == "POST":
        asked = json.loads(request.body)
        if not asked.get("item"):
            return problem(400, "an item, please")
        return {"status": 201, "headers": {"Location": "/orders/7"}, "json": {"id": "7", "state": "open", "total": 3}}
    if request.method == "DELETE":
        return {"status": 204}
    return {"json": {"id": "7", "state": "open", "total": 3}}
