"""An identity provider and the API behind it. The second token is the last that is needed: the first ends early."""
import base64
import urllib.parse

tokens = []
CLIENT = "Basic " + base64.b64encode(b"shop-7:correct+horse").decode()


def refuse(status, error):
    return {"status": status, "json": {"error": error, "error_description": "the client is not known"}}


def token(request):
    form = dict(urllib.parse.parse_qsl(request.body))
    if request.method != "POST" or request.headers.get("content-type") != "application/x-www-form-urlencoded":
        return refuse(400, "invalid_request")
    if request.headers.get("authorization") != CLIENT:
        return refuse(401, "invalid_client")
    if form != {"grant_type": "client_credentials", "scope": "orders:read orders:write"}:
        return refuse(400, "invalid_scope")
    tokens.append(f"access-token-{len(tokens) + 1}-of-the-shop")
    return {"json": {"access_token": tokens[-1], "token_type": "Bearer"}}


def answer(request):
    if request.path == "/oauth/token":
        return token(request)
    if request.path == "/v1/orders/revoke":
        tokens.append("nobody has this one")
        return {"json": {"id": "revoke", "state": "sent", "total": 0}}
    if not tokens or request.headers.get("authorization") != "Bearer " + tokens[-1]:
        return {"status": 401, "json": {"message": "log in first"}}
    return {"json": {"id": request.path.rsplit("/", 1)[1], "state": "open", "total": len(tokens)}}
