"""Answers 200 to what went wrong."""


def answer(request):
    if "nothing" in request.body:
        return {"status": 200, "json": {"message": "what?"}}
    if "empty" in request.body:
        return {"status": 200, "json": {"data": {}, "errors": []}}
    return {"status": 200, "json": {"data": None, "errors": [
        {"message": "no such user", "path": ["user", 0, "name"]}, {"message": "and no other"}]}}
