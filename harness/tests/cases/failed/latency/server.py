"""Answers soon, but for the third order."""


def answer(request):
    number = request.path.rsplit("/", 1)[1]
    return {"status": 200, "delay": 0.3 if number == "3" else 0, "json": {"id": number, "state": "open", "total": 1}}
