"""Three environments below one host."""


def answer(request):
    stage = request.path.split("/")[1]
    return {"status": 200, "json": [{"id": stage, "state": "open", "total": 1}]}
