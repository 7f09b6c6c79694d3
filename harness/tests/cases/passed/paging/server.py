"""Three pages of two items, whose next one is told by a URL, a cursor or a link."""
from urllib.parse import parse_qs, urlsplit


def answer(request):
    asked = {name: values[0] for name, values in parse_qs(urlsplit(request.path).query).items()}
    if request.headers.get("authorization") != "Bearer token-of-the-shop":
        return {"status": 401}
    page = int(asked.get("cursor", asked.get("page", "1")))
    by = asked.get("by", "url")
    body = {"items": [{"id": 2 * page - 1}, {"id": 2 * page}], "total": 6}
    headers = {"Content-Type": "application/json"}
    if page < 3:
        ways = {"url": f"/items?page={page + 1}", "cursor": f"{page + 1}"}
        if by in ways:
            body["next"] = ways[by]
        else:
            headers["Link"] = ('<?page=1&by=link>; rel="first", '
                               f'<?page={page + 1}&by=link>; title="a,b"; rel="last next"')
    return {"status": 200, "headers": headers, "json": body}
