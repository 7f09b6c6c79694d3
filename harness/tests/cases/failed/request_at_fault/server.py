"""Refuses whatever it gets."""


def answer(request):
    return {"status": 400, "json": {"message": "item is no text"}}
