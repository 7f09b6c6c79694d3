"""Says again, in one form or another, what it was sent as a credential."""


def answer(request):
    sent = request.headers.get("authorization", "")
    rule = {"status": 401, "headers": {"WWW-Authenticate": "Bearer"}, "json": {"message": "who are you?"}}
    if sent.endswith("this-1"):
        rule["json"] = {"message": "no such token: nobody-gave-this-1"}
    elif sent.startswith("Basic"):
        rule["headers"]["X-Debug"] = sent
    else:
        rule["json"] = {"message": "no such token: nobody%2Dgave%2Dthis%2D3"}
    return rule
