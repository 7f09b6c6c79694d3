"""Refuses the login."""


def answer(request):
    if request.method == "POST":
        return {"status": 401, "json": {"message": "locked"}}
    return {"status": 404, "json": {"message": "none"}}
