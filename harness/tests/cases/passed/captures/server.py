"""Makes orders and shows them; what a case captures of one must come back in the next request."""


def answer(request):
    if request.method == "POST":
        return {
            "status": 201,
            "headers": {"Location": "/orders/17-b", "Set-Cookie": "lang=de; Path=/"},
            "json": {"id": "17-b", "state": "open", "total": 1, "note": "code 4711, box 9"},
        }
    # "lang=de" from the cookie, 17-b from the header, 4711 from the body, 201 from the status.
    wanted = ("/orders/17-b?box=9&code=4711&from=%2Forders&status=201", "de")
    if (request.path, request.headers.get("accept-language")) != wanted:
        return {"status": 404, "json": {"message": f"no {request.path}"}}
    return {"status": 200, "json": {"id": "17-b", "state": "open", "total": 1}}
