"""Makes orders that say less than the cases need."""


def answer(request):
    return {
        "status": 201,
        "headers": {"Location": "/orders/17"},
        "json": {"id": "17", "state": "open", "total": 1, "note": "box b"},
    }
