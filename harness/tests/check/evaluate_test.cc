// What holds for all checks together.
#include "scene.h"

#include <concord/base/text.h>

#include <support/catch.h>

#include <algorithm>

using namespace concord::check;

TEST_CASE("an answer that follows its contract has no findings, however it is written") {
  const std::string schema = R"({"type": "object", "required": ["code", "session"], "properties": {
    "code": {"type": "integer"}, "note": {"type": "string"},
    "session": {"type": "object", "properties": {"sessionId": {"type": "string"}, "customerId": {"type": "string"},
      "createdAt": {"type": "string", "format": "date-time"},
      "expiresAt": {"type": "string", "format": "date-time"}}}}})";
  const auto told = [&](const std::string& body, const std::string& type = "application/json") {
    Scene scene;
    scene.document("200", schema).send(R"({"path": {"customerId": "c-1"}, "body": {"note": "x"}})").body(body);
    return scene.header("Content-Type", type).header("X-Extra", "1").secret("KEY", "very secret").told();
  };
  CHECK(told(R"({"code": 200, "session": {"sessionId": "s", "customerId": "c-1",
    "createdAt": "2026-03-01T09:59:59Z", "expiresAt": "2026-03-01T11:00:00Z"}})") == "");
  CHECK(told(R"({"session": {"expiresAt": "2026-03-01T13:00:00+02:00", "customerId": "c-1",
    "createdAt": "2026-03-01T09:59:59.000000+00:00", "sessionId": "s"}, "note": "", "code": 2.0e2})",
             "application/json;charset=UTF-8") == "");
  CHECK(told(R"({"code": 200, "session": {}})") == "");
  CHECK(told(R"({"code": 200, "session": {"more": 1}})") ==
        "warn undocumented: /session: 1 undocumented member: \"more\"");
}

TEST_CASE("findings come in the order of the table, but for a failure of the server, which says more") {
  Scene scene;
  scene.status(500).body(R"({"token": "", "code": 200, "message": ""})").expect("{status: 200}").header("Content-Type", "a/b");
  const auto outcome = scene.evaluate();
  std::vector<std::string> order;
  for (const auto& failure : outcome.failures) order.push_back(failure.check);
  CHECK(order == std::vector<std::string>{"status", "server-error", "status.documented", "envelope"});
  CHECK(outcome.applied.front() == "status");
  CHECK(std::count(outcome.applied.begin(), outcome.applied.end(), "cacheable") == 0);
  CHECK(std::count(outcome.applied.begin(), outcome.applied.end(), "expect.body") == 0);
  CHECK(std::count(outcome.applied.begin(), outcome.applied.end(), "schema") == 1);
}

TEST_CASE("a failure of the server heads a case that states no status") {
  Scene scene;
  scene.status(500).body(R"({"a": 1})");
  CHECK(scene.evaluate().failures.at(0).message == "500 Internal Server Error: the server failed on this request");
  CHECK(scene.evaluate().failures.at(1).message ==
        "status 500 Internal Server Error is not documented (documented: 200, 400)");
}

TEST_CASE("levels") {
  Scene scene;
  scene.body(R"({"token": ""})");
  CHECK(scene.evaluate().failures.size() == 1);
  scene.level("token", Level::Warn);
  CHECK(scene.evaluate().failures.empty());
  CHECK(scene.evaluate().warnings.size() == 1);
  scene.level("token", Level::Off);
  CHECK(scene.told() == "");
}

TEST_CASE("findings of a check are bounded") {
  std::string body = "[";
  for (int i = 0; i < 250; ++i) body += std::string(i ? "," : "") + R"({"token": ""})";
  const auto outcome = Scene().body(body + "]").evaluate();
  REQUIRE(outcome.failures.size() == 101);
  CHECK(outcome.failures.back().message == "150 more findings of this check not listed");
  CHECK(outcome.failures.back().type == "contract.token");
  CHECK(outcome.failures.back().check == "token");
}

TEST_CASE("nothing from an answer breaks a line") {
  Scene scene;
  scene.body("{\"a\\nb\": {\"token\": \"\"}, \"x\": \"one\\u001b[31m\\n\\u202etwo " + std::string(200, 'z') + "\"}");
  scene.expect("{body: {$.x: y}}");
  CHECK(scene.told("token") == "fail token: /a\\nb/token: is empty");
  const auto failure = scene.first("expect.body");
  for (const auto* text : {&failure.message, &failure.actual, &failure.expected}) {
    CHECK(text->find('\n') == std::string::npos);
    CHECK(text->find('\x1b') == std::string::npos);
    CHECK(text->find("\u202e") == std::string::npos);
    CHECK(text->size() < 300);
  }
}

TEST_CASE("deep answers are looked at") {
  std::string body;
  for (int i = 0; i < 500; ++i) body += "{\"a\":";
  body += R"({"token": ""})" + std::string(500, '}');
  CHECK(Scene().body(body).evaluate().failures.size() == 1);
}

TEST_CASE("damaged answers give findings that are safe to print") {
  const std::string body = R"({"code": 401, "success": false, "customerId": "B", "token": "",
    "expiresAt": "2020-01-01T00:00:00Z", "list": [{"password": "x1"}, "k3y-4-shop!", {"trace": "SQLSTATE[1]"}], "n": -1.5e3})";
  const auto check_safe = [](const std::string& text) {
    Scene scene;
    scene.document("200", R"({"properties": {"n": {"minimum": 0}, "list": {"items": {"type": "string"}}}})").body(text);
    scene.send(R"({"path": {"customerId": "A"}})").secret("SHOP_KEY", "k3y-4-shop!");
    scene.expect("{body: {$.n: {after: now}, '$.list[*]': {host: a.b}}, absent: [$.token], unique: [$.customerId]}");
    const auto told = scene.told();
    if (!concord::base::is_utf8(told) || concord::base::escape_for_terminal(told) != told) FAIL(told);
  };
  for (std::size_t i = 0; i < body.size(); i += 3) {
    check_safe(body.substr(0, i));
    for (const char damage : {'\xff', '\0', '"', '{', '9', '\x1b'}) {
      auto damaged = body;
      damaged[i] = damage;
      check_safe(damaged);
    }
  }
}
