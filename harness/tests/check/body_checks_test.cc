// Checks that look for what no schema says: envelopes, ids, times, tokens, secrets.
#include "scene.h"

#include <support/catch.h>

using namespace concord::check;

namespace {

std::string told(std::string_view check, const std::string& body, int status = 200) {
  return Scene().status(status).body(body).told(check);
}

}  // namespace

TEST_CASE("an envelope that contradicts the status") {
  CHECK(told("envelope", R"({"httpStatusCode": 401})", 400) ==
        "fail envelope: /httpStatusCode: 401, but the status is 400 Bad Request");
  CHECK(told("envelope", R"({"success": false})") == "fail envelope: /success: false, but the status is 200 OK");
  CHECK(told("envelope", R"({"data": {"success": false}})") ==
        "fail envelope: /data/success: false, but the status is 200 OK");
  CHECK(told("envelope", R"({"success": true})", 400) ==
        "fail envelope: /success: true, but the status is 400 Bad Request");
  CHECK(told("envelope", R"({"code": 0, "status": "active", "statusCode": 1001, "httpStatusCode": 200.0})") == "");
  CHECK(told("envelope", R"([{"code": 401}])") == "");
}

TEST_CASE("an envelope that the contract shows is right") {
  Scene scene;
  scene.document_example("200", R"({"code": 201, "success": false})").body(R"({"code": 201, "success": false})");
  CHECK(scene.told("envelope") == "");
  CHECK(scene.body(R"({"code": 202})").told("envelope") == "fail envelope: /code: 202, but the status is 200 OK");
  Scene by_schema;
  by_schema.document("200", R"({"properties": {"code": {"examples": [201]}}})").body(R"({"code": 201})");
  CHECK(by_schema.told("envelope") == "");
}

TEST_CASE("ids are echoed") {
  const auto echo = [](const std::string& request, const std::string& body) {
    return Scene().send(request).body(body).told("echo");
  };
  const std::string request =
      R"({"path": {"customerId": "A"}, "body": {"external_user_id": 7, "paid": "x", "id": "i"}})";
  CHECK(echo(request, R"({"customerId": "A", "external_user_id": "7", "paid": "y", "id": "j"})") == "");
  CHECK(echo(request, R"({"user": {"external_user_id": 8}})") ==
        "fail echo: /user/external_user_id: 8, the request said \"7\" (request body /external_user_id)");
  CHECK(echo(request, R"({"data": {"session": {"customer_id": "B"}}})") ==
        "fail echo: /data/session/customer_id: \"B\", the request said \"A\" (path parameter customerId)");
  CHECK(echo(request, R"({"customer": {"id": "B"}})") ==
        "fail echo: /customer/id: \"B\", the request said \"A\" (path parameter customerId)");
  // Out of reach, or further down than one that is right.
  CHECK(echo(request, R"({"data": {"data": {"data": {"customerId": "B"}}}})") == "");
  CHECK(echo(request, R"({"referrer": {"customerId": "B"}})") == "");
  CHECK(echo(request, R"({"customerId": "A", "referrer": {"customerId": "B"}})") == "");
  CHECK(echo(request, R"({"customerId": null})") == "");
  const std::string upper = R"({"path": {"customerId": "0B5E2F0C-9A43-4D0F-8C3B-3F6C0F4E9A11"}})";
  CHECK(echo(upper, R"({"customerId": "0b5e2f0c-9a43-4d0f-8c3b-3f6c0f4e9a11"})") == "");
  CHECK(Scene().status(400).send(request).body(R"({"customerId": "B"})").told("echo") == "");
}

TEST_CASE("the id of a path is that of the resource it leads to") {
  const auto echo = [](const std::string& method, const std::string& path, const std::string& id,
                       const std::string& body) {
    return Scene().operation(method, path).send(R"({"path": {"id": ")" + id + "\"}}").body(body).told("echo");
  };
  const std::string found = "\"cus_2\", the request said \"cus_1\" (path parameter id)";
  CHECK(echo("GET", "/customers/{id}", "cus_1", R"({"id": "cus_1", "owner": {"id": "cus_2"}})") == "");
  CHECK(echo("GET", "/customers/{id}", "cus_1", R"({"id": "cus_2"})") == "fail echo: /id: " + found);
  CHECK(echo("PATCH", "/customers/{id}", "cus_1", R"({"data": {"id": "cus_2"}})") == "fail echo: /data/id: " + found);
  CHECK(echo("PUT", "/customers/{id}", "cus_1", R"({"customer": {"id": "cus_2"}})") ==
        "fail echo: /customer/id: " + found);
  CHECK(echo("GET", "/customers/{id}", "17", R"({"id": 18})") ==
        "fail echo: /id: 18, the request said \"17\" (path parameter id)");
  CHECK(echo("GET", "/customers/{id}", "17", R"({"id": 17.0})") == "");
  // What a POST makes has an id of its own; what the path leads through is told by its name.
  CHECK(echo("POST", "/customers/{id}/orders", "cus_1", R"({"id": "cus_2"})") == "");
  CHECK(echo("POST", "/customers/{id}/orders", "cus_1", R"({"customerId": "cus_2"})") ==
        "fail echo: /customerId: " + found);
  // A slug leads to a number, an alias to whoever asks.
  CHECK(echo("GET", "/customers/{id}", "acme", R"({"id": 18})") == "");
  CHECK(echo("GET", "/customers/{id}", "acme", R"({"id": "cus_2"})") == "");
  for (const std::string alias : {"me", "self", "current", "Me"})
    CHECK(echo("GET", "/customers/{id}", alias, R"({"id": "cu"})") == "");
}

TEST_CASE("an alias is no id, and another's id is not what was sent") {
  Scene me;
  me.operation("GET", "/users/{userId}").send(R"({"path": {"userId": "me"}})").body(R"({"userId": "u_123"})");
  CHECK(me.told("echo") == "");
  Scene transfer;
  transfer.operation("POST", "/transfers").send(R"({"body": {"accountId": "A"}})");
  CHECK(transfer.body(R"({"counterparty": {"accountId": "B"}})").told("echo") == "");
  CHECK(transfer.body(R"({"id": "t", "accountId": "A", "counterparty": {"accountId": "B"}})").told("echo") == "");
  CHECK(transfer.body(R"({"transfer": {"accountId": "B"}})").told("echo") ==
        "fail echo: /transfer/accountId: \"B\", the request said \"A\" (request body /accountId)");
}

TEST_CASE("an id within an object of the request comes back in that object") {
  Scene scene;
  scene.operation("POST", "/orders").send(R"({"body": {"customer": {"id": "A"}}})");
  CHECK(scene.body(R"({"id": "o", "customer": {"id": "A"}})").told("echo") == "");
  CHECK(scene.body(R"({"id": "o", "customer": {"id": "B"}})").told("echo") ==
        "fail echo: /customer/id: \"B\", the request said \"A\" (request body /customer/id)");
  CHECK(scene.body(R"({"id": "o", "seller": {"id": "B"}})").told("echo") == "");
}

TEST_CASE("numbers and flags that are data of their own are no envelope") {
  CHECK(told("envelope", R"({"code": 392})") == "");
  CHECK(told("envelope", R"({"code": 404})") == "");
  CHECK(told("envelope", R"({"statusCode": 503, "success": false})") == "");
  CHECK(told("envelope", R"({"url": "https://a.example", "statusCode": 503, "success": false})") == "");
  CHECK(told("envelope", R"({"code": 392, "message": "bolts"})") == "");
  CHECK(told("envelope", R"({"code": 404, "data": null})") == "fail envelope: /code: 404, but the status is 200 OK");
  Scene described;
  described.document("200", R"({"properties": {"code": {"description": "The HTTP status code of this call."}}})");
  CHECK(described.body(R"({"code": 404})").told("envelope") == "fail envelope: /code: 404, but the status is 200 OK");
  Scene shown;
  shown.document_example("200", R"({"code": 200, "items": []})");
  CHECK(shown.body(R"({"code": 404, "items": []})").told("envelope") ==
        "fail envelope: /code: 404, but the status is 200 OK");
}

TEST_CASE("flags and states") {
  CHECK(told("state", R"({"status": "paid", "paid": false})") ==
        "warn state: /paid: false contradicts status, \"paid\"");
  CHECK(told("state", R"({"a": [{"state": "unpaid", "isPaid": true}]})") ==
        "warn state: /a/0/isPaid: true contradicts state, \"unpaid\"");
  CHECK(told("state", R"({"deleted": false, "deletedAt": "2026-01-01T00:00:00Z"})") ==
        "warn state: /deleted: false contradicts deletedAt, \"2026-01-01T00:00:00Z\"");
  CHECK(told("state", R"({"status": "active", "paid": false, "enabled": false, "active": true})") == "");
  CHECK(told("state", R"({"status": "pending", "active": true, "isolated": true})") == "");
  CHECK(told("state", R"({"active": true, "other": {"status": "closed"}})") == "");
}

TEST_CASE("a page of a list") {
  const auto pages = [](const std::string& query, const std::string& body) {
    return Scene().operation("GET", "/orders").send(R"({"query": )" + query + "}").body(body).told("pages");
  };
  CHECK(pages(R"({"page_size": 1})", R"([{"id": 1}, {"id": 2}])") ==
        "fail pages: body: 2 items, page_size=1 was asked for");
  CHECK(pages(R"({"limit": 1})", R"({"a": [1, 2], "b": []})") == "");  // which of the two is it?
  CHECK(pages(R"({"cursor": "c1"})", R"({"data": [1], "next_cursor": "c1"})") ==
        "fail pages: /next_cursor: \"c1\" leads to this same page");
  CHECK(pages(R"({"cursor": "c1"})", R"({"data": [1], "next_cursor": "c2"})") == "");
  CHECK(pages("{}", R"({"data": [1], "meta": {"hasMore": true, "next": null}})") ==
        "fail pages: /meta/hasMore: true, and /meta/next leads nowhere");
  CHECK(pages("{}", R"({"data": [1], "hasMore": false, "next": null})") == "");
  CHECK(pages("{}", R"({"data": [1, 2], "total": 1})") == "fail pages: /total: 1, and this page alone has 2 items");
  CHECK(pages("{}", R"({"data": [{"id": "a", "n": 1}, {"id": "a", "n": 1}]})") ==
        "fail pages: /data/1/id: \"a\" came before in this list");
  CHECK(pages("{}", R"({"data": [{"id": "a", "n": 1}, {"id": "a", "n": 2}]})") == "");
  CHECK(Scene().send(R"({"query": {"limit": "1"}})").body("[1, 2]").told("pages") == "");
}

TEST_CASE("discriminators name a documented form") {
  const auto told_of = [](const std::string& schema, const std::string& body) {
    return Scene().document("200", schema).body(body).told("discriminator");
  };
  const std::string mapped = R"({"discriminator": {"propertyName": "kind", "mapping": {"a": "#/$defs/A"}},
                                 "$defs": {"A": {"type": "object"}}})";
  CHECK(told_of(mapped, R"({"kind": "a"})") == "");
  CHECK(told_of(mapped, R"({"kind": "A"})") ==
        "fail discriminator: /kind: \"A\" names none of the documented forms");
  CHECK(told_of(mapped, R"({"other": 1})") == "");
  const std::string listed = R"({"properties": {"pets": {"items": {
    "oneOf": [{"$ref": "#/$defs/Cat"}, {"properties": {"kind": {"const": "dog"}}}],
    "discriminator": {"propertyName": "kind"}}}}, "$defs": {"Cat": {"required": ["meow"]}}})";
  CHECK(told_of(listed, R"({"pets": [{"kind": "dog"}, {"kind": "Cat", "meow": 1}]})") == "");
  CHECK(told_of(listed, R"({"pets": [{"kind": "dog"}, {"kind": "cow"}]})") ==
        "warn discriminator: /pets/1/kind: \"cow\" names none of the documented forms");
}

TEST_CASE("what expires and what was created") {
  const std::string arrived = " (the answer came at 2026-03-01T10:00:00.000Z)";
  CHECK(told("expiry", R"({"tokenExpiry": "2026-03-01T09:59:56Z"})") == "");
  CHECK(told("expiry", R"({"a": {"token_expiry": "2026-03-01T09:59:54Z"}})") ==
        "fail expiry: /a/token_expiry: \"2026-03-01T09:59:54Z\" has passed" + arrived);
  CHECK(told("expiry", R"({"expires_at": 1767225600})") == "fail expiry: /expires_at: 1767225600 has passed" + arrived);
  CHECK(told("expiry", R"({"expires_at": 1893456000000})") == "");
  CHECK(told("expiry", R"({"expiresAt": "2026-03-01T00:00:00"})") == "");  // of whichever zone
  CHECK(told("expiry", R"({"expiry": "12/27", "expiresAt": "soon", "expires": 3600})") == "");
  CHECK(told("expiry", R"({"expiration": "2019-01-01"})") == "");
  const std::string in_an_hour = R"({"expiresAt": "2026-03-01T11:00:00Z", "expiresIn": )";
  CHECK(told("expiry", in_an_hour + "3600}") == "");
  CHECK(told("expiry", in_an_hour + "60}") == "");       // minutes
  CHECK(told("expiry", in_an_hour + "3600000}") == "");  // milliseconds
  CHECK(told("expiry", in_an_hour + "604800}") ==
        "fail expiry: /expiresIn: 604800 contradicts expiresAt, \"2026-03-01T11:00:00Z\", in any unit" + arrived);
  CHECK(told("expiry", R"({"createdAt": "2026-03-01T10:04:59Z"})") == "");
  CHECK(told("expiry", R"({"createdAt": "2026-03-01T10:05:01Z"})") ==
        "fail expiry: /createdAt: \"2026-03-01T10:05:01Z\" is in the future" + arrived);
  CHECK(told("expiry", R"({"createdAt": "2026-03-01T10:00:00Z", "expiresAt": "2026-03-01T09:59:59Z"})") ==
        "fail expiry: /expiresAt: \"2026-03-01T09:59:59Z\" is before createdAt, \"2026-03-01T10:00:00Z\"");
  CHECK(told("expiry", R"({"expiresAt": "2020-01-01T00:00:00Z"})", 400) == "");
}

TEST_CASE("what is only shown may have expired, what is handed out may not") {
  const std::string list = R"({"sessions": [{"expiresAt": "2020-01-01T00:00:00Z"}]})";
  CHECK(told("expiry", list) == "");
  CHECK(Scene().method("GET").body(R"({"expiresAt": "2020-01-01T00:00:00Z"})").told("expiry") == "");
  CHECK(Scene().method("GET").body(R"({"token": "t", "expiresAt": "2020-01-01T00:00:00Z"})").told("expiry") != "");
}

TEST_CASE("tokens hold something") {
  CHECK(told("token", R"({"list": [{"sessionId": " \t"}]})") == "fail token: /list/0/sessionId: is blank");
  CHECK(told("token", R"({"token": null, "tokens": "", "page_token": "", "session": {}})") == "");
  CHECK(told("token", R"({"token": ""})", 400) == "");
}

TEST_CASE("secrets do not come back, in no encoding") {
  const auto secrets = [](const std::string& body) {
    return Scene().secret("SHOP_KEY", "k3y-4-shop!").body(body).told("secrets");
  };
  const std::string found = "fail secrets: /a: holds the secret \"SHOP_KEY\" that was sent";
  CHECK(secrets(R"({"a": "Basic dXNlcjprM3ktNC1zaG9wIQ=="})") == found);
  CHECK(secrets(R"({"a": "key=k3y-4-shop%21"})") == found);
  CHECK(secrets(R"({"a": "k3y-4-sho\u0070!"})") == found);
  CHECK(secrets(R"({"a": "k3y-4-other"})") == "");
  CHECK(secrets("not JSON: k3y-4-shop!") == "fail secrets: body: holds the secret \"SHOP_KEY\" that was sent");
  Scene scene;
  scene.secret("SHOP_KEY", "k3y-4-shop!").header("X-Debug", "k3y-4-shop!");
  CHECK(scene.told("secrets") == "fail secrets: header X-Debug: holds the secret \"SHOP_KEY\" that was sent");
  CHECK(scene.first("secrets").actual == "");
}

TEST_CASE("a secret that is a word counts as a whole value only") {
  const std::string message = R"({"message": "Wrong username or password."})";
  CHECK(Scene().secret("password", "password").status(400).body(message).told("secrets") == "");
  CHECK(Scene().secret("key", "correcthorsebattery").body(R"({"a": "is correcthorsebattery"})").told("secrets") != "");
}

TEST_CASE("a short secret counts as a whole value only") {
  CHECK(Scene().secret("pin", "test").body(R"({"a": "latest"})").told("secrets") == "");
  CHECK(Scene().secret("pin", "test").body(R"({"a": ["test"]})").told("secrets") ==
        "fail secrets: /a/0: holds the secret \"pin\" that was sent");
}

TEST_CASE("an answer hands out no password") {
  CHECK(told("secrets", R"({"user": {"password": "hunter2"}})") ==
        "fail secrets: /user/password: a secret by its name, handed out in the answer");
  CHECK(Scene().body(R"({"password": "hunter2"})").first("secrets").actual == "a string of 7 characters");
  CHECK(told("secrets", R"({"password": "********", "secret": "", "passphrase": null})") == "");
  CHECK(told("secrets", R"({"errors": {"password": "is too short"}})", 400) == "");
  CHECK(told("secrets", R"({"errors": {"password": "required"}})", 400) == "");
  Scene documented;
  documented.document("200", R"({"properties": {"secret": {"type": "string"}}})").body(R"({"secret": "x1"})");
  CHECK(documented.told("secrets") == "");
}

TEST_CASE("what comes back of a secret is not shown by the other checks either") {
  const std::string secret = "s3cr3t-that-is-long-enough-to-be-cut";
  const std::string value = "a value with some words before it, and then " + secret;
  Scene scene;
  scene.secret("SHOP_KEY", secret).body("{\"token\": \"" + value + "\"}").expect("{body: {$.token: x}}");
  for (const auto& failure : scene.evaluate().failures) {
    CAPTURE(failure.check);
    CHECK(failure.message.find("s3cr") == std::string::npos);
    CHECK(failure.actual.find("s3cr") == std::string::npos);
  }
  CHECK(scene.first("expect.body").message ==
        "/token: \"a value with some words before it, and then [SHOP_KEY]…\", the case expects \"x\"");
}

TEST_CASE("a body that is deeper than we read is no verdict, and nothing is said to be broken") {
  Scene scene;
  const auto outcome = scene.body(std::string(600, '[') + std::string(600, ']')).evaluate();
  CHECK(outcome.failures.empty());
  CHECK(outcome.not_judged.find("the body is more than can be judged: ") == 0);
  CHECK(outcome.not_judged.find("512") != std::string::npos);
}

TEST_CASE("what a server tells of itself, one finding of a kind") {
  const std::string body =
      R"j({"trace": ["at Object.<anonymous> (/srv/a.js:1:2)", "x/node_modules/y"], "file": "/var/www/a"})j";
  CHECK(told("internals", body) ==
        "warn internals: the answer holds a JavaScript stack trace: \"at Object.<anonymous> (/srv/a.js:1:2)\"\n"
        "warn internals: the answer holds a path of the server: \"/var/www/a\"");
  CHECK(told("internals", "<h1>Whitelabel Error Page</h1>", 400) ==
        "warn internals: the answer holds an error page of a framework: \"<h1>Whitelabel Error Page</h1>\"");
}
