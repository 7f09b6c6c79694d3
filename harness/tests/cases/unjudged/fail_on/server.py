"""Each run's first question gets no answer, its second an answer with a member that nobody documented."""


def answer(request):
    if request.number % 2 == 0:
        return {"status": 503, "json": {"message": "in a moment"}, "headers": {"Retry-After": "0"}}
    return {"status": 200, "json": {"id": "17", "state": "open", "total": 12.5, "colour": "red"}}
