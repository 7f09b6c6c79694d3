"""A login sets a cookie; orders are shown to whoever brings it back."""

ORDER = {"id": "17", "state": "open", "total": 12.5}


def answer(request):
    if request.method == "POST":
        return {
            "status": 201,
            "headers": {"Location": "/orders/17", "Set-Cookie": "session=a-session-of-some-length; Path=/; HttpOnly"},
            "json": ORDER,
        }
    cookie = request.headers.get("cookie", "")
    if request.path == "/orders/none":
        return {"status": 404 if cookie == "" else 200, "json": {"message": "no cookie"} if cookie == "" else ORDER}
    wanted = (
        "theme=dark; session=a-session-of-some-length"
        if request.path == "/orders/both"
        else "session=mine"
        if request.path == "/orders/other"
        else "session=a-session-of-some-length"
    )
    return {"status": 200, "json": ORDER} if cookie == wanted else {"status": 404, "json": {"message": "got " + cookie}}
