// Checks that compare the answer with what its contract says.
#include "scene.h"

#include <support/catch.h>

using namespace concord::check;

TEST_CASE("an undocumented status is a warning when the case expects it") {
  CHECK(Scene().status(404).told("status.documented") ==
        "fail status.documented: status 404 Not Found is not documented (documented: 200, 400)");
  CHECK(Scene().status(404).expect("{status: 404}").told() ==
        "warn status.documented: status 404 Not Found is not documented (documented: 200, 400)");
  CHECK(Scene().status(404).document("4XX", "{}").told("status.documented") == "");
  CHECK(Scene().status(404).document("default", "{}").told("status.documented") == "");
}

TEST_CASE("a wrong status is told with the words of the answer and the line of the right one") {
  Scene scene;
  scene.status(400).body(R"({"error_message": "The type field is required."})").expect("{status: 200}");
  const auto failure = scene.first("status");
  CHECK(failure.type == "contract.status");
  CHECK(failure.message == "status is 400 Bad Request, the case expects 200");
  CHECK(failure.expected == "200");
  CHECK(failure.actual == "400 Bad Request");
  CHECK(failure.hint == "the answer says \"The type field is required.\"");
  CHECK(failure.documentation == "shop.md:10");
  CHECK(failure.basis == "suite");
  CHECK(failure.place.text() == "case.yaml:1:2");
}

TEST_CASE("statuses are codes, ranges, and lists of them") {
  CHECK(Scene().status(400).expect("{status: 4xx}").told("status") == "");
  CHECK(Scene().status(400).expect("{status: ['400', 5XX]}").told("status") == "");
  CHECK(Scene().expect("{status: [400, 404, 5XX]}").told("status") ==
        "fail status: status is 200 OK, the case expects 400, 404 or 5xx");
}

TEST_CASE("what the case states of the body is said of the status that it expects") {
  const std::string expect = "{status: 400, body: {$.error: x}, headers: {X-A: b}, absent: [$.ok], unique: [$.id]}";
  CHECK(Scene().expect(expect).told() == "fail status: status is 200 OK, the case expects 400");
  const auto outcome = Scene().expect(expect).level("status", Level::Warn).evaluate();
  CHECK(outcome.failures.size() == 4);
  CHECK(outcome.warnings.size() == 1);
}

TEST_CASE("redirects") {
  Scene scene;
  scene.status(307).header("Location", "http://evil.test/").document("default", "{}");
  CHECK(scene.first("redirect").hint == "following it would leave TLS");
  CHECK(Scene().status(303).header("Location", "https://evil.test/").first("redirect").hint ==
        "following it would hand the request to another host");
  CHECK(Scene().status(301).told("redirect") ==
        "fail redirect: 301 Moved Permanently without a Location, which is not documented and was not followed");
  CHECK(Scene().status(304).told("redirect") == "");
  CHECK(Scene().status(302).expect("{status: 302}").told("redirect") == "");
}

TEST_CASE("a gateway's error is not the server's") {
  CHECK(Scene().status(503).told("server-error") == "");
  CHECK(Scene().status(505).told("server-error") ==
        "fail server-error: 505 HTTP Version Not Supported: the server failed on this request");
}

TEST_CASE("Content-Type") {
  CHECK(Scene().without_header("Content-Type").told("content-type") ==
        "fail content-type: no Content-Type with a body of 12 bytes");
  CHECK(Scene().without_header("Content-Type").body("").told("content-type") == "");
  CHECK(Scene().header("Content-Type", "json").told("content-type") ==
        "fail content-type: Content-Type \"json\" is not well-formed");
  CHECK(Scene().header("Content-Type", "application/json; charset=iso-8859-1").told("content-type") ==
        "fail content-type: Content-Type says charset iso-8859-1, JSON is UTF-8");
  CHECK(Scene().header("Content-Type", "application/json; charset=utf-8; profile=a").told("content-type") == "");
  Scene html;
  html.status(400).document("400", "").header("Content-Type", "text/html; charset=iso-8859-1");
  CHECK(html.told("content-type") == "");
}

TEST_CASE("a body where none is documented is a warning, with 204 a failure") {
  CHECK(Scene().status(400).document("400", "").told() ==
        "warn body.documented: a body came, none is documented for 400");
  CHECK(Scene().status(204).document("204", "").told() ==
        "fail body.documented: 204 No Content with a body of 12 bytes");
  CHECK(Scene().status(204).document("204", "").body("").without_header("Content-Type").told() == "");
  CHECK(Scene().method("HEAD").body("").told("body.documented") == "");
}

TEST_CASE("faults of JSON are told one by one") {
  const auto told = Scene().body("{\"a\": 1, \"a\": 2}").told("json");
  CHECK(told.find("fail json: the body is not strict JSON: line 1, column 10: ") == 0);
  Scene html;
  html.body("<html>\x1b[31m</html>").header("Content-Type", "text/html");
  CHECK(html.told("json").find("fail json: the body is not JSON: ") == 0);
  CHECK(html.first("json").actual.find("begins with \"<html>") == 0);
  CHECK(html.first("json").type == "contract.json");
}

TEST_CASE("XML is well-formed, by its Content-Type or by the contract, whatever comes behind the first fault") {
  const auto told = [](const std::string& body, const std::string& type = "application/xml") {
    return Scene().header("Content-Type", type).body(body).told("xml");
  };
  CHECK(told("<o/>") == "");
  CHECK(told("<o>", "text/plain") == "");
  CHECK(told("") == "");
  CHECK(told("oops", "application/problem+xml; charset=utf-8") ==
        "fail xml: the body is not XML: line 1, column 1: Start tag expected, '<' not found");
  CHECK(told(" \n").find("fail xml: the body is not XML: line ") == 0);
  CHECK(told("<o a='1' a='2'>\n<p></o>") == "fail xml: the body is not XML: line 1, column 15: Attribute a redefined");
  CHECK(told("<o/><o/>") ==
        "fail xml: the body is not XML: line 1, column 5: Extra content at the end of the document");
  Scene scene;
  scene.document("200", "{}").media_type("200", "application/xml").header("Content-Type", "text/html").body("<br>");
  CHECK(scene.told("xml").find("fail xml: the body is not XML: line 1, column 5: ") == 0);
  CHECK(scene.first("xml").actual == "begins with \"<br>\"");
  CHECK(scene.first("xml").expected == "one well-formed document (XML 1.0, 2.1)");
  CHECK(scene.first("xml").type == "contract.xml");
  CHECK(scene.body("").told("body.documented") ==
        "fail body.documented: the body is empty, application/xml is documented for 200");
}

TEST_CASE("XML is read in the charset that Content-Type names, unless it has a byte order mark") {
  const auto told = [](const std::string& body, const std::string& charset) {
    return Scene().header("Content-Type", "text/xml; charset=" + charset).body(body).told("xml");
  };
  CHECK(told("<o>\xE4</o>", "iso-8859-1") == "");
  CHECK(told("<o>\xE4</o>", "\"UTF-8\"").find("fail xml: the body is not XML: line 1, column 4: ") == 0);
  CHECK(told("\xEF\xBB\xBF<o>\xC3\xA4</o>", "iso-8859-1") == "");
}

TEST_CASE("XML past a bound, or in a charset that is not known, is no verdict") {
  const auto unjudged = [](const std::string& body, const std::string& type) {
    Scene scene;
    scene.header("Content-Type", type).body(body);
    CHECK(scene.told("xml") == "");
    return scene.evaluate().not_judged;
  };
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<o>";
  for (int i = 0; i < 300; ++i) deep += "</o>";
  CHECK(unjudged(deep, "application/xml").find("the body cannot be read as XML: line 1, column ") == 0);
  CHECK(unjudged("<o/>", "application/xml; charset=klingon") ==
        "the body cannot be read as XML: its charset is not known: klingon");
  CHECK(unjudged("<o>" + std::string(17 << 20, ' ') + "</o>", "application/xml") ==
        "the body cannot be read as XML: it is larger than 16 MB");
  std::string wide = "<o";
  for (int i = 0; i < 2'001; ++i) wide += " a" + std::to_string(i) + "='x'";
  CHECK(unjudged(wide + "/>", "application/xml") ==
        "the body cannot be read as XML: an element of it has more than 2000 attributes");
}

namespace {

const std::string session_schema = R"({
  "x-concord-source": "shop.md:40", "type": "object", "required": ["session"],
  "properties": {"session": {"type": "object", "x-concord-source": "shop.md:57", "properties": {
    "expiresAt": {"type": "string"},
    "plan": {"enum": ["basic", "pro"], "x-concord-basis": {"enum": "prose"}},
    "size": {"maximum": 3, "x-concord-source": "shop.md:61", "x-concord-basis": {"maximum": "example"}}}}}})";

}  // namespace

TEST_CASE("a violation has its places in the answer, the schema and the documentation") {
  Scene scene;
  scene.document("200", session_schema).body(R"({"session": {"expiresAt": 1767225600}})");
  const auto failure = scene.first("schema");
  CHECK(failure.message.find("/session/expiresAt: ") == 0);
  CHECK(failure.type == "contract.response_schema");
  CHECK(failure.pointer == "/session/expiresAt");
  CHECK(failure.schema_location == "shop.schema.json#/properties/session/properties/expiresAt/type");
  CHECK(failure.basis == "documented");
  CHECK(failure.documentation == "shop.md:57");
  CHECK(failure.actual == "1767225600 (integer)");
  CHECK(scene.body("{}").first("schema").message == "/session: is required and missing");
  CHECK(scene.first("schema").documentation == "shop.md:57");
  CHECK(scene.body("[]").first("schema").message.find("body: ") == 0);
  CHECK(scene.first("schema").documentation == "shop.md:40");
}

TEST_CASE("what rests on prose or an example has a level of its own") {
  Scene scene;
  scene.document("200", session_schema).body(R"({"session": {"expiresAt": 1, "plan": "gold", "size": 4}})");
  CHECK(scene.evaluate().failures.size() == 3);
  scene.level("schema.prose", Level::Warn).level("schema.example", Level::Off);
  const auto outcome = scene.evaluate();
  REQUIRE(outcome.failures.size() == 1);
  CHECK(outcome.failures[0].pointer == "/session/expiresAt");
  REQUIRE(outcome.warnings.size() == 1);
  CHECK(outcome.warnings[0].basis == "prose");
  CHECK(outcome.warnings[0].pointer == "/session/plan");
  CHECK(scene.level("schema", Level::Off).told("schema") == "");
}

TEST_CASE("undocumented members are grouped by object, and equal items folded") {
  Scene scene;
  scene.document("200", R"({"properties": {"items": {"items": {"properties": {"id": {}, "name": {}}}}}})");
  scene.body(R"({"items": [{"id": 1, "nmae": 1}, {"id": 2, "nmae": 1}, {"nmae": 1, "idd": 3, "id": 3}]})");
  CHECK(scene.told("undocumented") ==
        "warn undocumented: /items/0: 1 undocumented member: \"nmae\" (did you mean \"name\"?)"
        " (and 1 more item alike)\n"
        "warn undocumented: /items/2: 2 undocumented members: \"nmae\" (did you mean \"name\"?), \"idd\"");
  CHECK(scene.level("undocumented", Level::Fail).evaluate().failures.size() == 2);
}

TEST_CASE("response headers are read as what their schema asks for") {
  const auto with = [](const std::string& schema, const std::string& value) {
    return Scene().document_header("200", "X-H", false, schema).header("x-h", value).told("headers");
  };
  CHECK(with(R"({"type": "integer", "minimum": 0})", "17") == "");
  CHECK(with(R"({"type": "integer", "minimum": 0})", "-1").find("fail headers: header X-H: ") == 0);
  CHECK(with(R"({"type": "integer"})", "many").find("fail headers: header X-H: ") == 0);
  CHECK(with(R"({"type": "string"})", "17") == "");
  CHECK(with(R"({"minimum": 18})", "17").find("fail headers: header X-H: 17 ") == 0);
  CHECK(with(R"({"minLength": 3})", "17").find("fail headers: header X-H: \"17\" ") == 0);
  CHECK(with(R"({"type": "array", "items": {"type": "integer", "maximum": 2}})", "1, 3") != "");
  CHECK(with(R"({"type": "array", "items": {"type": "integer", "maximum": 3}})", "1, 3") == "");
  CHECK(with(R"({"type": "boolean"})", "true") == "");
  CHECK(with(R"({"type": "array", "items": {"enum": ["a", "b"]}})", "a, b") == "");
  CHECK(Scene().document_header("200", "X-H", false, "{}").told("headers") == "");
  Scene scene;
  scene.document_header("200", "X-H", true, "{}");
  CHECK(scene.first("headers").documentation == "shop.md:77");
  CHECK(scene.first("headers").pointer == "header X-H");
}

TEST_CASE("announced ends of an operation") {
  CHECK(Scene().header("Sunset", "Sat, 31 Oct 2026 23:59:59 GMT").told() ==
        "warn deprecation: the server announces that this operation ends: Sat, 31 Oct 2026 23:59:59 GMT");
  Scene scene;
  scene.header("Deprecation", "true").header("Link", "<https://example.com/new>; rel=\"deprecation\"");
  CHECK(scene.first("deprecation").hint == "see <https://example.com/new>; rel=\"deprecation\"");
}

TEST_CASE("Allow must not list what was refused") {
  CHECK(Scene().status(405).header("Allow", "get, POST").told("allow") ==
        "fail allow: 405 to POST, and Allow lists it: \"get, POST\"");
  CHECK(Scene().status(405).header("Allow", "").told("allow") == "");  // nothing is allowed
  CHECK(Scene().told("allow") == "");
}

TEST_CASE("where Location leads") {
  const auto created = [](const std::string& location, const std::string& body) {
    return Scene().status(201).document("201", "{}").header("Location", location).body(body).told("location");
  };
  CHECK(created("https://api.example.com/orders/17?expand=1", R"({"id": 17})") == "");
  CHECK(created("/orders/17/items", R"({"id": 17})") == "");
  CHECK(created("/orders/18", R"({"data": {"id": 17}})") ==
        "fail location: Location leads to \"18\", the body has the id 17");
  CHECK(created("/orders/by-name/first", R"({"id": 17})") == "");
  CHECK(created("http://[", "{}") == "fail location: Location \"http://[\" is no URI reference");
  CHECK(created("", "{}") == "fail location: Location \"\" is no URI reference");
  CHECK(Scene().status(201).document("201", "{}").told("location") == "");
  CHECK(Scene().status(302).document("302", "").told("location") ==
        "warn location: 302 Found without a Location: it leads nowhere");
  CHECK(Scene().status(304).told("location") == "");
}

TEST_CASE("Retry-After is seconds or a date") {
  CHECK(Scene().status(503).header("Retry-After", "soon").told("retry-after") ==
        "warn retry-after: Retry-After \"soon\" is neither seconds nor a date");
  CHECK(Scene().status(503).header("Retry-After", "120").told("retry-after") == "");
  CHECK(Scene().status(429).header("X-RateLimit-Reset", "5").told("retry-after") == "");
  CHECK(Scene().status(503).told("retry-after") == "");
}

TEST_CASE("cookies that browsers refuse, and sessions that others can read") {
  const auto cookies = [](const std::string& line) { return Scene().header("Set-Cookie", line).told("cookies"); };
  CHECK(cookies("theme=dark") == "");
  CHECK(cookies("theme=dark; SameSite=None") ==
        "warn cookies: the cookie \"theme\" has SameSite=None without Secure: browsers refuse it");
  CHECK(cookies("__Host-a=1; Secure; Path=/; Domain=example.com") ==
        "warn cookies: the cookie \"__Host-a\" is called __Host-, which needs Secure, Path=/ and no Domain: browsers "
        "refuse it");
  CHECK(cookies("__Secure-a=1") ==
        "warn cookies: the cookie \"__Secure-a\" is called __Secure- without Secure: browsers refuse it");
  CHECK(cookies("=; Path=/") == "warn cookies: a cookie has no name");
  CHECK(cookies("auth_token=abc; HttpOnly") ==
        "warn cookies: the cookie \"auth_token\" is sent without TLS too: it lacks Secure");
  CHECK(cookies("XSRF-TOKEN=abc; Secure") == "");
  CHECK(cookies("session=; Max-Age=0") == "");
  CHECK(Scene().url("http://127.0.0.1:8080/").header("Set-Cookie", "sid=1; HttpOnly").told("cookies") == "");
}

TEST_CASE("answers that caches may hand to others") {
  const auto told = [](Scene scene, const std::string& cache) {
    return scene.header("Cache-Control", cache).told("public-cache");
  };
  const std::string words =
      "warn public-cache: Cache-Control: s-maxage=60 lets every cache hand on this answer, which ";
  CHECK(told(Scene(), "public, s-maxage=60") == "");
  CHECK(told(Scene().needs_credentials(), "s-maxage=60") == words + "needed credentials");
  CHECK(told(Scene().body(R"({"access_token": "t"})"), "s-maxage=60") == words + "holds a token");
  CHECK(told(Scene().header("Set-Cookie", "a=1"), "s-maxage=60") == words + "sets a cookie");
  CHECK(told(Scene().needs_credentials(), "public, no-cache") == "");
  CHECK(told(Scene().needs_credentials(), "max-age=60") == "");
  CHECK(told(Scene().needs_credentials().status(404), "public") == "");
}

TEST_CASE("members of problem details") {
  const auto problem = [](const std::string& body) {
    return Scene().status(400).header("Content-Type", "application/problem+json").body(body).told("problem");
  };
  CHECK(problem("{}") == "");
  CHECK(problem("[]") == "fail problem: body: [] is no object");
  CHECK(problem(R"({"type": "a b"})") == "fail problem: /type: \"a b\" is no URI reference");
  CHECK(problem(R"({"detail": 7})") == "fail problem: /detail: 7 is no string");
  CHECK(problem(R"({"status": 404})") == "fail problem: /status: 404 is not the status, 400 Bad Request");
  CHECK(Scene().status(400).body(R"({"type": 7})").told("problem") == "");
}

TEST_CASE("what a document has in place of a media type blames no answer") {
  for (const std::string name : {"application.json", "json", "application/json, text/plain", "*/*"}) {
    CAPTURE(name);
    CHECK(Scene().media_type("200", name).told("content-type") == "");
  }
  CHECK(Scene().media_type("200", "text/plain").told("content-type") != "");
}

TEST_CASE("a certificate that expires") {
  const auto told = [](const std::string& time) {
    return Scene().tls("TLSv1.3").certificate_expires(*concord::base::parse_rfc3339(time)).told("tls");
  };
  CHECK(told("2026-03-15T10:00:01Z") == "");
  CHECK(told("2026-03-15T10:00:00Z") ==
        "warn tls: the certificate of the server expires in 14 days, at 2026-03-15T10:00:00.000Z");
  CHECK(told("2026-03-02T09:00:00Z") ==
        "warn tls: the certificate of the server expires in 0 days, at 2026-03-02T09:00:00.000Z");
  CHECK(told("2026-03-01T09:59:59Z") ==
        "fail tls: the certificate of the server has expired, at 2026-03-01T09:59:59.000Z");
}
