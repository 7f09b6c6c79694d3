// Every row of the table: an answer that passes, one that does not with its exact words, and a page of explanation.
#include "scene.h"

#include <support/catch.h>

#include <map>
#include <set>

using namespace concord::check;
using namespace std::chrono_literals;

namespace {

const std::string pets = R"({
  "oneOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}],
  "discriminator": {"propertyName": "petType", "mapping": {"cat": "#/$defs/Cat", "dog": "#/$defs/Dog"}},
  "$defs": {"Cat": {"type": "object", "required": ["petType", "meow"]},
            "Dog": {"type": "object", "required": ["petType", "bark"]}}})";

// A list of orders, asked for so.
void listed(Scene& scene, const std::string& query, const std::string& items) {
  scene.method("GET").document_query("status", R"({"enum": ["open", "closed"]})");
  scene.document_query("sort", R"({"enum": ["amount", "-amount"]})");
  scene.document("200", R"({"items": {"properties": {"status": {"enum": ["open", "closed", "OPEN"]},
                                                     "amount": {"type": "number"}}}})");
  scene.send(R"({"query": )" + query + "}").body(items);
}

struct Pair {
  void (*good)(Scene&);
  void (*bad)(Scene&);
  std::string words;  // of the check alone
};

const std::map<std::string, Pair>& pairs() {
  static const std::map<std::string, Pair> all{
      {"status",
       {[](Scene& s) { s.expect("{status: [200, 201]}"); },
        [](Scene& s) { s.status(500).expect("{status: 200}").body(R"({"message": "Server Error"})"); },
        "fail status: status is 500 Internal Server Error, the case expects 200"}},
      {"accepted",
       {[](Scene& s) { s.status(400).expect("{accepted: {why: one too many, status: 400}}"); },
        [](Scene& s) { s.status(400).expect("{accepted: kind gold}").body(R"({"message": "no such kind"})"); },
        "fail accepted: 400 Bad Request to a request as documented: kind gold"}},
      {"refused",
       {[](Scene& s) { s.status(400).expect("{refused: an amount above its maximum}"); },
        [](Scene& s) { s.status(200).expect("{refused: an amount above its maximum}"); },
        "fail refused: 200 OK to a request that must be refused: an amount above its maximum"}},
      {"resource",
       {[](Scene& s) {
          s.expect("{resource: {rule: read-your-writes, same: {/at: '2026-01-01T01:00:00+01:00', /none: null}}}");
          s.body(R"({"at": "2026-01-01T00:00:00.000Z", "more": 1})");
        },
        [](Scene& s) {
          s.expect("{resource: {rule: read-your-writes, after: POST /orders, same: {/note: b}}}").body(R"({"note": "a"})");
        },
        "fail resource: what was written is not what is read: /note: \"a\" in place of \"b\" (POST /orders)"}},
      {"status.documented",
       {[](Scene& s) { s.status(400); }, [](Scene& s) { s.status(404); },
        "fail status.documented: status 404 Not Found is not documented (documented: 200, 400)"}},
      {"redirect",
       {[](Scene& s) { s.status(302).document("302", ""); },
        [](Scene& s) { s.status(302).header("Location", "https://login.example.com/"); },
        "fail redirect: 302 Found to https://login.example.com/, which is not documented and was not followed"}},
      {"server-error",
       {[](Scene& s) { s.status(500).expect("{status: 500}"); }, [](Scene& s) { s.status(500).document("500", "{}"); },
        "fail server-error: 500 Internal Server Error: the server failed on this request"}},
      {"graphql",
       {[](Scene& s) { s.send(R"({"graphql": {"query": "{ a }"}})").body(R"({"data": {"a": 1}})"); },
        [](Scene& s) {
          s.send(R"({"graphql": {"query": "{ a }"}})");
          s.body(R"({"data": null, "errors": [{"message": "no such a", "path": ["a", 0]}]})");
        },
        "fail graphql: /errors/0: the answer has an error: no such a (at a.0)"}},
      {"expect.xpath",
       {[](Scene& s) {
          s.header("Content-Type", "application/xml");
          s.body("<o xmlns='urn:o' id='17'><n>2</n><n>3</n></o>");
          s.expect("{xpath: {/_:o/@id: 17, //_:n: {type: integer, minimum: 2}, count(//_:n): 2}}");
        },
        [](Scene& s) {
          s.header("Content-Type", "application/xml");
          s.body("<o id='18'/>").expect("{xpath: {/o/@id: '17'}}");
        },
        "fail expect.xpath: xpath /o/@id: \"18\", the case expects \"17\""}},
      {"framing",
       {[](Scene& s) { s.header("Content-Length", "12, 12"); },
        [](Scene& s) { s.framing_fault(concord::http::FramingFaultKind::LengthBesideChunks, "Content-Length: 11"); },
        "fail framing: Content-Length: 11 beside Transfer-Encoding"}},
      {"content-type",
       {[](Scene& s) { s.header("Content-Type", "Application/JSON; Charset=\"UTF-8\""); },
        [](Scene& s) { s.header("Content-Type", "text/html"); },
        "fail content-type: Content-Type is text/html, documented is application/json"}},
      {"body.documented",
       {[](Scene&) {}, [](Scene& s) { s.body(""); },
        "fail body.documented: the body is empty, application/json is documented for 200"}},
      {"json",
       {[](Scene&) {}, [](Scene& s) { s.body("\xEF\xBB\xBF{}"); },
        "fail json: the body is not strict JSON: "}},
      {"xml",
       {[](Scene& s) { s.header("Content-Type", "application/atom+xml").body("<!DOCTYPE feed><feed>\xC3\xA4</feed>"); },
        [](Scene& s) { s.header("Content-Type", "text/xml").body("<letter>\n <to>Bob</letter>"); },
        "fail xml: the body is not XML: line 2, column 18: Opening and ending tag mismatch: to line 2 and letter"}},
      {"schema",
       {[](Scene& s) { s.document("200", R"({"properties": {"n": {"type": "integer"}}})").body(R"({"n": 1.0})"); },
        [](Scene& s) { s.document("200", R"({"properties": {"n": {"type": "integer"}}})").body(R"({"n": "1"})"); },
         "fail schema: /n: \"1\" is a string, integer expected"}},
      {"undocumented",
       {[](Scene& s) { s.document("200", R"({"properties": {"ok": {}}})"); },
        [](Scene& s) { s.document("200", R"({"properties": {"planName": {}}})").body(R"({"plan_name": 1, "x": 2})"); },
        "warn undocumented: body: 2 undocumented members: \"plan_name\" (did you mean \"planName\"?), \"x\""}},
      {"headers",
       {[](Scene& s) { s.document_header("200", "X-Left", true, R"({"type": "integer"})").header("x-left", "5"); },
        [](Scene& s) { s.document_header("200", "X-Left", true, R"({"type": "integer"})"); },
        "fail headers: header X-Left: is required and missing"}},
      {"envelope",
       {[](Scene& s) { s.body(R"({"code": 200, "statusCode": 1001, "data": {"success": true}})"); },
        [](Scene& s) { s.body(R"({"code": 401, "message": "Unauthorized"})"); },
        "fail envelope: /code: 401, but the status is 200 OK"}},
      {"echo",
       {[](Scene& s) { s.send(R"({"path": {"customerId": "A"}})").body(R"({"data": {"customerId": "A"}})"); },
        [](Scene& s) { s.send(R"({"path": {"customerId": "A"}})").body(R"({"data": {"customerId": "B"}})"); },
        "fail echo: /data/customerId: \"B\", the request said \"A\" (path parameter customerId)"}},
      {"expiry",
       {[](Scene& s) { s.body(R"({"expiresAt": "2026-03-01T10:30:00+00:00"})"); },
        [](Scene& s) { s.body(R"({"expiresAt": "2020-01-01T00:00:00.000Z"})"); },
        "fail expiry: /expiresAt: \"2020-01-01T00:00:00.000Z\" has passed"
        " (the answer came at 2026-03-01T10:00:00.000Z)"}},
      {"token",
       {[](Scene& s) { s.body(R"({"token": "t", "nextPageToken": ""})"); },
        [](Scene& s) { s.body(R"({"data": {"refresh_token": ""}})"); }, "fail token: /data/refresh_token: is empty"}},
      {"token.new",
       {[](Scene& s) { s.body(R"({"session": "s-0000000000000001"})"); },
        [](Scene& s) { s.body(R"({"session": "s-0000000000000001"})").told(); },
        "fail token.new: /session: the same value came before, in case 0"}},
      {"secrets",
       {[](Scene& s) { s.secret("SHOP_KEY", "k3y-4-shop!"); },
        [](Scene& s) { s.secret("SHOP_KEY", "k3y-4-shop!").body(R"({"debug": ["with k3y-4-shop!"]})"); },
        "fail secrets: /debug/0: holds the secret \"SHOP_KEY\" that was sent"}},
      {"internals",
       {[](Scene& s) { s.body(R"({"message": "the path /customers is wrong"})"); },
        [](Scene& s) { s.body(R"({"message": "SQLSTATE[23000]: Integrity"})"); },
        "warn internals: the answer holds an SQL error: \"SQLSTATE[23000]: Integrity\""}},
      {"cacheable",
       {[](Scene& s) {
          s.level("cacheable", Level::Warn).body(R"({"token": "t"})").header("Cache-Control", "private, No-Store");
        },
        [](Scene& s) { s.level("cacheable", Level::Warn).body(R"({"token": "t"})"); },
        "warn cacheable: /token: a token in an answer without Cache-Control: no-store"}},
      {"deprecation",
       {[](Scene& s) { s.header("Deprecation", "false"); }, [](Scene& s) { s.header("Deprecation", "@1688169599"); },
        "warn deprecation: the server announces that this operation is deprecated: 2023-06-30T23:59:59.000Z"}},
      {"allow",
       {[](Scene& s) { s.status(405).header("Allow", "GET, HEAD"); }, [](Scene& s) { s.status(405); },
        "fail allow: 405 without Allow, which says what is allowed"}},
      {"tls",
       {[](Scene& s) { s.tls("TLSv1.2"); }, [](Scene& s) { s.tls("TLSv1.1"); },
        "fail tls: the connection has TLSv1.1, which is broken"}},
      {"slow",
       {[](Scene& s) { s.took(7200ms).expect("{max_time: 8s}"); }, [](Scene& s) { s.took(7200ms); },
        "warn slow: took 7.20 s, more than 5.00 s"}},
      {"problem",
       {[](Scene& s) {
          s.status(400).header("Content-Type", "application/problem+json");
          s.body(R"({"type": "about:blank", "status": 400, "title": "no", "more": 1})");
        },
        [](Scene& s) {
          s.status(400).header("Content-Type", "application/problem+json");
          s.body(R"({"type": "about:blank", "status": "400"})");
        },
        "fail problem: /status: \"400\" is not the status, 400 Bad Request"}},
      {"discriminator",
       {[](Scene& s) { s.document("200", pets).body(R"({"petType": "cat", "meow": true})"); },
        [](Scene& s) { s.document("200", pets).body(R"({"petType": "cat", "bark": true})"); },
        "fail discriminator: /petType: \"cat\" names \"Cat\", and the object has the form of \"Dog\""}},
      {"location",
       {[](Scene& s) { s.status(201).header("Location", "/orders/ord_17").body(R"({"id": "ord_17"})"); },
        [](Scene& s) { s.status(201).header("Location", "/orders/ord_71").body(R"({"id": "ord_17"})"); },
        "fail location: Location leads to \"ord_71\", the body has the id \"ord_17\""}},
      {"challenge",
       {[](Scene& s) { s.status(401).header("WWW-Authenticate", "Bearer"); }, [](Scene& s) { s.status(401); },
        "warn challenge: 401 without WWW-Authenticate, which says how to authenticate"}},
      {"retry-after",
       {[](Scene& s) { s.status(429).header("Retry-After", "Sat, 31 Oct 2026 23:59:59 GMT"); },
        [](Scene& s) { s.status(429); },
        "warn retry-after: 429 without Retry-After: nobody knows how long to wait"}},
      {"cookies",
       {[](Scene& s) { s.header("Set-Cookie", "sessionid=x; Path=/; HttpOnly; Secure; SameSite=None"); },
        [](Scene& s) { s.header("Set-Cookie", "sessionid=x; Path=/; Secure"); },
        "warn cookies: the cookie \"sessionid\" can be read by scripts: it lacks HttpOnly"}},
      {"public-cache",
       {[](Scene& s) { s.needs_credentials().header("Cache-Control", "private, max-age=60"); },
        [](Scene& s) { s.needs_credentials().header("Cache-Control", "public, max-age=60"); },
        "warn public-cache: Cache-Control: public lets every cache hand on this answer, which needed credentials"}},
      {"state",
       {[](Scene& s) { s.body(R"({"status": "closed", "active": false, "deleted": false, "deletedAt": null})"); },
        [](Scene& s) { s.body(R"({"status": "closed", "active": true})"); },
        "warn state: /active: true contradicts status, \"closed\""}},
      {"pages",
       {[](Scene& s) { s.method("GET").send(R"({"query": {"limit": "2"}})").body(R"({"orders": [1, 2]})"); },
        [](Scene& s) { s.method("GET").send(R"({"query": {"limit": "2"}})").body(R"({"orders": [1, 2, 3]})"); },
        "fail pages: /orders: 3 items, limit=2 was asked for"}},
      {"filter",
       {[](Scene& s) { listed(s, R"({"status": "open"})", R"([{"status": "open"}, {"status": "OPEN"}, {}])"); },
        [](Scene& s) { listed(s, R"({"status": "open"})", R"([{"status": "open"}, {"status": "closed"}])"); },
        "fail filter: /1/status: \"closed\", status=open was asked for"}},
      {"order",
       {[](Scene& s) { listed(s, R"({"sort": "-amount"})", R"([{"amount": 7}, {}, {"amount": 7}, {"amount": 5}])"); },
        [](Scene& s) { listed(s, R"({"sort": "-amount"})", R"([{"amount": 5}, {"amount": 7}])"); },
        "fail order: /1/amount: 7 behind 5, sort=-amount was asked for"}},
      {"expect.headers",
       {[](Scene& s) { s.expect("{headers: {content-type: application/json}}"); },
        [](Scene& s) { s.expect("{headers: {X-Request-Id: {minLength: 1}}}"); },
        "fail expect.headers: header X-Request-Id: is missing, the case expects it"}},
      {"expect.body",
       {[](Scene& s) { s.expect("{body: {$.ok: true}}"); },
        [](Scene& s) { s.expect("{body: {$.session: {minLength: 1}}}"); },
        "fail expect.body: nothing at $.session"}},
      {"expect.optional",
       {[](Scene& s) { s.expect("{optional: {$.session: {minLength: 1}}}"); },
        [](Scene& s) { s.expect("{optional: {$.ok: false}}"); },
        "fail expect.optional: /ok: true, the case expects false"}},
      {"expect.absent",
       {[](Scene& s) { s.expect("{absent: [$.error]}"); }, [](Scene& s) { s.expect("{absent: [$.ok]}"); },
        "fail expect.absent: /ok: true is there, the case expects nothing at $.ok"}},
      {"expect.unique",
       {[](Scene& s) { s.body(R"({"id": "a"})").expect("{unique: [$.id]}"); },
        [](Scene& s) { s.body(R"({"ids": ["a", "a"]})").expect("{unique: ['$.ids[*]']}"); },
        "fail expect.unique: /ids/1: \"a\" came before, in this case"}},
      {"latency",
       {[](Scene& s) { s.took(1999ms).expect("{max_time: 2s}"); },
        [](Scene& s) { s.took(2410ms).expect("{max_time: 2s}"); },
        "fail latency: took 2.41 s, the case allows 2.00 s"}},
  };
  return all;
}

}  // namespace

TEST_CASE("every check has an answer that passes and one that fails") {
  for (const auto& kind : check_kinds()) {
    const std::string id(kind.id);
    CAPTURE(id);
    REQUIRE(pairs().count(id) == 1);
    const auto& pair = pairs().at(id);
    Scene good;
    pair.good(good);
    CHECK(good.told(id) == "");
    Scene bad;
    pair.bad(bad);
    CHECK(bad.told(id).substr(0, pair.words.size()) == pair.words);
    CHECK(!bad.told(id).empty());
  }
  CHECK(pairs().size() == check_kinds().size());
}

TEST_CASE("what every check needs so that people can use it") {
  std::set<std::string_view> ids;
  for (const auto& kind : check_kinds()) {
    const std::string id(kind.id);
    CAPTURE(id);
    CHECK(ids.insert(kind.id).second);
    CHECK(find_check(kind.id) == &kind);
    CHECK((kind.automatic != nullptr) != (kind.parse != nullptr));
    CHECK((kind.parse != nullptr) == !kind.expect_key.empty());
    CHECK(!kind.summary.empty());
    CHECK(kind.summary.size() <= 80);
    CHECK(kind.explanation.size() > 250);
    CHECK(kind.explanation.find("\nExample:") != std::string_view::npos);
    CHECK((kind.explanation.find("A finding: ") != std::string_view::npos || kind.id == "expect.body"));
    CHECK(kind.explanation.find("Level: checks: {" + id + ": ") != std::string_view::npos);
  }
  CHECK(find_check("statuss") == nullptr);
}

TEST_CASE("levels may be given for every check and for what rests on prose or examples") {
  const auto names = level_names();
  CHECK(names.size() == check_kinds().size() + 2);
  CHECK(names.front() == "status");
  CHECK(names.back() == "schema.example");
}
