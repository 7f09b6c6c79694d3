"""Nothing is asked."""


def answer(request):
    return {"status": 500}
