// What a suite states, in the words of the report.
#include "scene.h"

#include <support/catch.h>

namespace expectations_test {

using namespace concord::check;

namespace {

const std::string body = R"({"data": {"token": "t-1", "refreshToken": "t-1", "id": 7, "list": [], "name": " ",
  "expiresAt": "2026-03-01T10:30:00Z", "createdAt": "2026-03-01T10:00:00Z",
  "url": "https://flow.example.com/start?theme=light&a=b+c"}})";

std::string told(const std::string& expect) { return Scene().body(body).expect(expect).told(); }

std::string stated(const std::string& path, const std::string& rule) {
  auto words = told("{body: {'" + path + "': " + rule + "}}");
  const std::string start = "fail expect.body: ";
  return words.substr(0, start.size()) == start ? words.substr(start.size()) : words;
}

}  // namespace

TEST_CASE("constants") {
  CHECK(stated("$.data.token", "t-1") == "");
  CHECK(stated("$.data.id", "7.0") == "");
  CHECK(stated("$.data.token", "t-2") == "/data/token: \"t-1\", the case expects \"t-2\"");
  CHECK(stated("$.data.id", "'7'") == "/data/id: 7, the case expects \"7\"");
  CHECK(stated("$.data.list", "{equals: [1]}") == "/data/list: [], the case expects [1]");
  CHECK(stated("$.data", "x") == "/data: an object of 8 members, the case expects \"x\"");
  CHECK(stated("$.data.token", "{oneOfValues: [t-1, t-2]}") == "");
  CHECK(stated("$.data.token", "{oneOfValues: [a, b]}") ==
        "/data/token: \"t-1\", the case expects one of \"a\", \"b\"");
}

TEST_CASE("schemas") {
  CHECK(stated("$.data.id", "{type: integer, minimum: 7}") == "");
  CHECK(stated("$.data.token", "{minLength: 9}").find("/data/token: ") == 0);
  CHECK(stated("$.data.token", "{format: uuid}").find("/data/token: ") == 0);
  CHECK(stated("$.data", "{properties: {id: {type: string}}}").find("/data/id: ") == 0);
  CHECK(stated("$.data.token", "{}") == "");
}

TEST_CASE("comparisons within the body") {
  CHECK(stated("$.data.refreshToken", "{differsFrom: $.data.token}") == "/data/refreshToken: equals /data/token");
  CHECK(stated("$.data.refreshToken", "{differsFrom: t-1}") == "/data/refreshToken: equals \"t-1\"");
  CHECK(stated("$.data.refreshToken", "{differsFrom: $.data.id}") == "");
  CHECK(stated("$.data.refreshToken", "{differsFrom: $.data.none}") == "");
  CHECK(stated("$.data.refreshToken", "{sameAs: $.data.token}") == "");
  CHECK(stated("$.data.id", "{sameAs: $.data.token}") == "/data/id: 7 differs from /data/token, which is \"t-1\"");
  CHECK(stated("$.data.id", "{sameAs: $.data.none}") == "/data/id: nothing at $.data.none to compare with");
  CHECK(told("{optional: {$.data.id: {sameAs: $.data.none}}}") == "");
}

TEST_CASE("times") {
  CHECK(stated("$.data.expiresAt", "{after: now+29m, before: now+31m}") == "");
  CHECK(stated("$.data.expiresAt", "{after: $.data.createdAt}") == "");
  CHECK(stated("$.data.expiresAt", "{after: now+30m, tolerance: 2s}") == "");
  CHECK(stated("$.data.expiresAt", "{after: now+31m}") ==
        "/data/expiresAt: \"2026-03-01T10:30:00Z\" is not after now+31m (2026-03-01T10:31:00.000Z)");
  CHECK(stated("$.data.expiresAt", "{before: '2026-03-01T10:30:00Z'}") ==
        "/data/expiresAt: \"2026-03-01T10:30:00Z\" is not before 2026-03-01T10:30:00Z (2026-03-01T10:30:00.000Z)");
  CHECK(stated("$.data.createdAt", "{after: $.data.expiresAt}") ==
        "/data/createdAt: \"2026-03-01T10:00:00Z\" is not after $.data.expiresAt (2026-03-01T10:30:00.000Z)");
  CHECK(stated("$.data.token", "{after: now}") == "/data/token: \"t-1\" is not a time");
  CHECK(stated("$.data.expiresAt", "{after: $.data.token}") ==
        "/data/expiresAt: \"t-1\" at /data/token is not a time to compare with");
}

TEST_CASE("URLs") {
  CHECK(stated("$.data.url", "{scheme: https, host: example.com, query: {theme: light, a: b c}}") == "");
  CHECK(stated("$.data.url", "{scheme: http}") == "/data/url: its scheme is \"https\", the case expects http");
  CHECK(stated("$.data.url", "{host: ample.com}") ==
        "/data/url: its host is \"flow.example.com\", the case expects ample.com or below it");
  CHECK(stated("$.data.url", "{query: {theme: dark}}") ==
        "/data/url: its query has theme \"light\", the case expects \"dark\"");
  CHECK(stated("$.data.url", "{query: {lang: en}}") == "/data/url: its query has no lang, the case expects \"en\"");
  CHECK(stated("$.data.token", "{host: example.com}") == "/data/token: \"t-1\" is not an absolute http or https URL");
}

TEST_CASE("something in it") {
  CHECK(stated("$.data.token", "{nonEmpty: true}") == "");
  CHECK(stated("$.data.list", "{nonEmpty: true}") == "/data/list: is empty");
  CHECK(stated("$.data.name", "{nonEmpty: true}") == "/data/name: is empty");
  CHECK(stated("$.data.id", "{nonEmpty: true}") == "/data/id: 7 is no string or array");
  CHECK(stated("$.data.list", "{nonEmpty: false}") == "");
}

TEST_CASE("every value that a path selects must be right") {
  Scene scene;
  scene.body(R"({"items": [{"n": 1}, {"n": 2}, {"n": 3}]})").expect("{body: {'$.items[*].n': {maximum: 1}}}");
  CHECK(scene.evaluate().failures.size() == 2);
}

TEST_CASE("nothing there, nothing to read") {
  CHECK(stated("$.none", "{type: string}") == "nothing at $.none");
  Scene empty;
  empty.body("").expect("{body: {$.a: 1}, optional: {$.b: 1}, absent: [$.c]}");
  CHECK(empty.told("expect.body") == "fail expect.body: nothing at $.a: the answer has no JSON body");
  CHECK(empty.told("expect.optional") == "");
  CHECK(empty.told("expect.absent") == "");
}

TEST_CASE("a stated failure has its places in the suite, the answer and the documentation") {
  Scene scene;
  scene.document("200", R"({"x-concord-source": "shop.md:40",
                            "properties": {"session": {"x-concord-source": "shop.md:57"}}})");
  scene.body(R"({"other": 1})").expect("status: 200\nbody:\n  $.session: {minLength: 1}\n  $.other: 2\n");
  const auto outcome = scene.evaluate();
  REQUIRE(outcome.failures.size() == 2);
  const auto& missing = outcome.failures[0];
  CHECK(missing.message == "nothing at $.session");
  CHECK(missing.type == "contract.expectation");
  CHECK(missing.pointer == "/session");
  CHECK(missing.documentation == "shop.md:57");
  CHECK(missing.place.text() == "case.yaml:3:3");
  CHECK(missing.basis == "suite");
  CHECK(outcome.failures[1].place.text() == "case.yaml:4:3");
  CHECK(outcome.failures[1].documentation == "shop.md:40");
}

TEST_CASE("headers") {
  const auto with = [](const std::string& rule) {
    Scene scene;
    scene.header("Location", "https://a.example.com/x").header("X-Left", "5");
    return scene.expect("{headers: " + rule + "}").told();
  };
  CHECK(with("{location: {scheme: https, host: example.com}, X-Left: 5}") == "");
  CHECK(with("{X-Left: {type: integer, minimum: 1}}") == "");
  CHECK(with("{X-Left: {type: integer, minimum: 6}}").find("fail expect.headers: header X-Left: 5 ") == 0);
  CHECK(with("{X-Left: 6}") == "fail expect.headers: header X-Left: \"5\", the case expects 6");
  CHECK(with("{Location: {host: other.com}}") ==
        "fail expect.headers: header Location: its host is \"a.example.com\", the case expects other.com or below it");
  CHECK(Scene().expect("{headers: {Content-Typ: x}}").first("expect.headers").hint == "the answer has Content-Type");
}

TEST_CASE("a value that comes again in another case") {
  Scene scene;
  scene.body(R"({"id": "a"})").expect("{unique: [$.id, $.none]}");
  CHECK(scene.told() == "fail expect.unique: nothing at $.none");
  CHECK(scene.told() ==
        "fail expect.unique: nothing at $.none\n"
        "fail expect.unique: /id: \"a\" came before, in case 0");
}

TEST_CASE("what came before is told by kind, and within one case too") {
  RunMemory memory;
  const auto seen = [&](const std::string& kind, const std::string& value, std::size_t index) {
    Outcome outcome;
    concord::result::ValueSeen one;
    one.kind = kind;
    one.digest = concord::result::digest_of_value("", kind, value);
    one.otherwise.message = value;
    outcome.values.push_back(one);
    memory.judge(outcome, index, [](std::size_t first) { return "case " + std::to_string(first); });
    return outcome.failures.empty() ? "" : outcome.failures.front().message;
  };
  CHECK(seen("shop/create $.id", "a", 3) == "");
  CHECK(seen("shop/create $.id", "a", 4) == "a came before, in case 3");
  CHECK(seen("shop/create $.id", "a", 3) == "a came before, in this case");
  CHECK(seen("shop/delete $.id", "a", 5) == "");
}

TEST_CASE("a template that is left fails, it does not pass") {
  Scene scene;
  scene.expect(
      "{status: '{{s}}', body: {$.ok: {minimum: '{{n}}'}, '$.{{p}}': 1}, max_time: '{{t}}', absent: ['{{q}}']}");
  scene.level("status", Level::Warn);
  CHECK(scene.told() ==
        "fail expect.body: /ok: a template in the expectation was not filled in\n"
        "fail expect.body: $.{{p}}: a template in the expectation was not filled in\n"
        "fail expect.absent: {{q}}: a template in the expectation was not filled in\n"
        "fail latency: max_time: a template in the expectation was not filled in\n"
        "warn status: status is 200 OK, the case expects {{s}}");
}

TEST_CASE("the longest phase explains a slow answer") {
  CHECK(Scene().took(std::chrono::seconds(3)).expect("{max_time: 2s}").first("latency").hint ==
        "3.00 s of it were waiting for the first byte");
}

}  // namespace expectations_test
