"""Pages that go wrong in the way that is asked for."""
from urllib.parse import parse_qs, urlsplit


def answer(request):
    asked = {name: values[0] for name, values in parse_qs(urlsplit(request.path).query).items()}
    what, page = asked["what"], int(asked.get("page", "1"))
    body = {"items": [{"id": page}, {"id": page + 1}], "total": 5}
    if page == 1:
        body["next"] = "https://other.example.com/items?page=2" if what == "away" else f"/items?what={what}&page=2"
    if what == "twice" and page == 2:
        body["items"] = [{"id": 3}, {"id": 1}]
    if what == "back" and page == 2:
        body["next"] = "/items?what=back&page=2"
    if what == "broken" and page == 2:
        del body["items"]
    return {"status": 200, "json": body}
