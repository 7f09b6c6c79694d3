"""Each order is well the first time; later every second answer of order 2 lacks its state, and order 3 is away once."""

ASKED = {}


def answer(request):
    number = request.path.rsplit("/", 1)[-1]
    ASKED[number] = ASKED.get(number, 0) + 1
    if number == "3" and ASKED[number] == 2:
        return {"status": 503, "body": "busy"}
    if number == "2" and ASKED[number] % 2 == 0:
        return {"status": 200, "json": {"id": number, "total": 12.5}}
    return {"status": 200, "json": {"id": number, "state": "open", "total": 12.5}}
