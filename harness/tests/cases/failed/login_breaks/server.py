"""Answers that break their contract and hand out tokens, cookies and keys all the same."""


def answer(request):
    if request.method == "POST":
        return {
            "status": 201,
            "headers": {"Location": "/orders/17", "Set-Cookie": "sid=a-cookie-of-some-length; Path=/"},
            "json": {"id": "17", "state": "lost", "total": 1, "access_token": "a-token-of-some-length"},
        }
    return {
        "status": 200,
        "json": {
            "id": "17",
            "state": "open",
            "total": 1,
            "token": "token-number-%04d" % request.number,
            "pin": 8472615390,
            "key": {"part": "a-part-of-the-key"},
        },
    }
