// What requests may look like, and what answers a contract alone gives.
#include "small_contract.h"

namespace concord::mock {
namespace documented_test {

namespace {

std::string document_of(const std::string& paths) {
  return "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\nservers: [{url: 'https://shop.test'}]\npaths:\n" + paths;
}

ParsedRequest get(std::string target, http::Headers headers = {}) {
  headers.push_back({"Host", "h"});
  return {"GET", std::move(target), std::move(headers), ""};
}

std::string why(SmallMock& mock, const ParsedRequest& request) {
  mock.service().handle(request);
  return mock.seen.why;
}

std::string header(const Reply& reply, const char* name) {
  const std::string* value = http::find_header(reply.headers, name);
  return value ? *value : "(none)";
}

}  // namespace

TEST_CASE("parameters of every style are served") {
  SmallMock mock("", document_of(R"(
  /things:
    get:
      parameters:
        - {name: ids, in: query, schema: {type: array, items: {type: integer}}}
        - {name: csv, in: query, explode: false, schema: {type: array, items: {type: integer}}}
        - {name: pipes, in: query, style: pipeDelimited, schema: {type: array, items: {type: integer}}}
        - {name: spaces, in: query, style: spaceDelimited, schema: {type: array, items: {type: integer}}}
        - {name: deep, in: query, style: deepObject, schema: {type: object, properties: {a: {type: integer}}}}
        - {name: point, in: query, schema: {type: object, properties: {x: {type: integer}, y: {type: integer}}}}
        - {name: X-Ids, in: header, schema: {type: array, items: {type: integer}}}
        - {name: session, in: cookie, required: true, schema: {type: string}}
      responses: {'204': {description: fine}}
  /lists/{ids}:
    get:
      parameters: [{name: ids, in: path, required: true, schema: {type: array, items: {type: integer}}}]
      responses: {'204': {description: fine}}
)"));
  const http::Headers cookie{{"Cookie", "session=s"}};
  for (const char* query : {"ids=1&ids=2", "csv=1,2", "pipes=1|2", "pipes=1%7C2", "spaces=1%202", "spaces=1+2",
                            "deep[a]=1", "deep%5Ba%5D=1", "x=1&y=2", ""}) {
    CAPTURE(query);
    CHECK(why(mock, get(std::string("/things?") + query, cookie)) == "success");
  }
  CHECK(why(mock, get("/things?ids=1&ids=b", cookie)) == "problem /query/ids/1 type");
  CHECK(why(mock, get("/things?deep[a]=b", cookie)) == "problem /query/deep/a type");
  CHECK(why(mock, get("/things?x=b", cookie)) == "problem /query/point/x type");
  CHECK(why(mock, get("/things", {{"Cookie", "session=s"}, {"X-Ids", "1"}, {"X-Ids", "2,3"}})) == "success");
  CHECK(why(mock, get("/things", {{"Cookie", "session=s"}, {"X-Ids", "1,b"}})) == "problem /headers/X-Ids/1 type");
  CHECK(why(mock, get("/things")) == "problem /cookie/session required");
  CHECK(why(mock, get("/lists/1,2")) == "success");
  CHECK(why(mock, get("/lists/1,b")) == "problem /path/ids/1 type");
}

TEST_CASE("forms and multipart bodies are objects") {
  SmallMock mock("", document_of(R"(
  /things:
    post:
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded: &body {schema: {type: object, required: [n], properties: {n: {type: integer}}}}
          multipart/form-data: *body
      responses: {'204': {description: fine}}
)"));
  const auto send = [&](const char* type, const char* body) {
    return why(mock, {"POST", "/things", {{"Content-Type", type}}, body});
  };
  CHECK(send("application/x-www-form-urlencoded", "n=5&x=y") == "success");
  CHECK(send("application/x-www-form-urlencoded", "x=y") == "problem /body/n required");
  const char* const part = "--b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n5\r\n--b--\r\n";
  CHECK(send("multipart/form-data; boundary=b", part) == "success");
  CHECK(send("multipart/form-data; boundary=c", part) == "problem /body multipart");
  CHECK(send("application/json", R"({"n":5})") == "problem /content-type media-type");
}

TEST_CASE("two parameters in a segment are served; a path that cannot be is named and leaves the others") {
  std::vector<std::string> warnings;
  SmallMock mock("", document_of(R"(
  /gps/{lat},{long}:
    get:
      parameters:
        - {name: lat, in: path, required: true, schema: {type: number}}
        - {name: long, in: path, required: true, schema: {type: number}}
      responses: {'204': {description: fine}}
  /glued/{a}{b}:
    get:
      parameters:
        - {name: a, in: path, required: true, schema: {type: string}}
        - {name: b, in: path, required: true, schema: {type: string}}
      responses: {'204': {description: fine}}
)"));
  ServerOptions options;
  options.on_request = [&](const ServedRequest& one) { mock.seen = one; };
  options.on_warning = [&](const base::Diagnostic& one) { warnings.push_back(one.message); };
  auto made = Service::create({{&mock.contract, nullptr}}, options);
  REQUIRE(made.has_value());
  (*made)->handle(get("/gps/-1.5,20"));
  CHECK(mock.seen.why == "success");
  (*made)->handle(get("/gps/north,20"));
  CHECK(mock.seen.why == "problem /path/lat type");
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0] == "GET /glued/{a}{b} cannot be served: nothing stands between {a} and {b} (openapi.yaml:13)");
}

TEST_CASE("operations are served under the paths of their servers, and nowhere else") {
  SmallMock mock("", R"(openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://shop.test/api/v1'}, {url: 'https://eu.shop.test/v1/'}]
paths:
  /things: {get: {responses: {'204': {description: fine}}}}
  /files: {servers: [{url: 'https://files.shop.test/up'}], get: {responses: {'204': {description: fine}}}}
)");
  CHECK(why(mock, get("/api/v1/things")) == "success");
  CHECK(why(mock, get("/v1/things")) == "success");
  CHECK(why(mock, get("/things")) == "no route");
  CHECK(why(mock, get("/up/files")) == "success");
  CHECK(why(mock, get("/api/v1/files")) == "success");
}

TEST_CASE("answers are in their documented media type, with required headers") {
  SmallMock mock("", document_of(R"(
  /things:
    get:
      parameters: [{name: n, in: query, schema: {type: integer}}]
      responses:
        '200':
          description: fine
          headers:
            X-Count: {required: true, schema: {type: integer, minimum: 5}}
            X-List: {required: true, schema: {type: array, items: {const: a}, minItems: 2}}
            X-Optional: {schema: {type: string}}
            Content-Length: {required: true, schema: {type: integer}}
          content: {application/vnd.shop+json: {schema: {const: [1]}}}
        '400':
          description: bad
          content: {application/problem+json: {schema: {type: object, properties: {status: {const: 400}}}}}
  /moved:
    get: {responses: {'302': {description: moved, headers: {Location: {schema: {const: /there}}}}, default: {description: bad}}}
  /away:
    get: {responses: {'307': {description: moved}}}
  /form:
    get: {responses: {'200': {description: fine, content: {application/x-www-form-urlencoded: {schema: {const: {a: b c}}}}}}}
  /any:
    get: {responses: {'2XX': {description: fine, content: {'application/*': {schema: {const: 1}}}}}}
)"));
  const Reply fine = mock.service().handle(get("/things"));
  CHECK(header(fine, "Content-Type") == "application/vnd.shop+json");
  CHECK(fine.body == "[1]");
  CHECK(header(fine, "X-Count") == "5");
  CHECK(header(fine, "X-List") == "a,a");
  CHECK(header(fine, "X-Optional") == "(none)");
  CHECK(header(fine, "Content-Length") == "(none)");
  const Reply bad = mock.service().handle(get("/things?n=x"));
  CHECK(bad.status == 400);
  CHECK(header(bad, "Content-Type") == "application/problem+json");
  CHECK(bad.body == R"({"status":400})");
  const Reply moved = mock.service().handle(get("/moved"));
  CHECK(moved.status == 302);
  CHECK(header(moved, "Location") == "/there");
  const Reply away = mock.service().handle(get("/away"));
  CHECK(away.status == 307);
  CHECK(header(away, "Location") == "/");
  const Reply form = mock.service().handle(get("/form"));
  CHECK(header(form, "Content-Type") == "application/x-www-form-urlencoded");
  CHECK(form.body == "a=b%20c");
  CHECK(header(mock.service().handle(get("/any")), "Content-Type") == "application/json");
}

TEST_CASE("a problem document has the status it is sent with, where its schema takes it; others are as made") {
  SmallMock mock("", document_of(R"(
  /plain: {get: {responses: {'404': {description: no, content: {application/problem+json: {schema: &plain
    {type: object, required: [status], properties: {status: {type: integer}}}}}}}}}
  /shown: {get: {responses: {'4XX': {description: no, content: {application/problem+json; charset=utf-8:
    {schema: *plain, example: {title: gone, status: 410}}}}}}}
  /fixed: {get: {responses: {'404': {description: no, content: {application/problem+json: {schema:
    {type: object, required: [status], properties: {status: {const: 7}}}}}}}}}
  /text: {get: {responses: {'404': {description: no, content: {application/problem+json: {schema:
    {type: object, required: [status], properties: {status: {enum: ['no']}}}}}}}}}
  /without: {get: {responses: {'404': {description: no, content: {application/problem+json: {schema:
    {type: object, required: [title], properties: {title: {const: gone}}}}}}}}}
  /other: {get: {responses: {'404': {description: no, content: {application/json: {schema:
    {type: object, required: [status, code], properties: {status: {const: 5}, code: {const: 6}}}}}}}}}
)"));
  const auto body = [&](const char* path) {
    return mock.service().handle(get(path, {{"Prefer", "code=404"}})).body;
  };
  CHECK(body("/plain") == R"({"status":404})");
  CHECK(body("/shown") == R"({"title":"gone","status":404})");
  CHECK(body("/fixed") == R"({"status":7})");
  CHECK(body("/text") == R"({"status":"no"})");
  CHECK(body("/without") == R"({"title":"gone"})");
  CHECK(body("/other") == R"({"status":5,"code":6})");
}

TEST_CASE("rules answer in the documented media type of their status") {
  SmallMock mock("mock: shop\noperations: {get-things: {success: {status: 200, body: {a: 1}}}}\n", document_of(R"(
  /things:
    get: {responses: {'200': {description: fine, content: {application/hal+json: {schema: {type: object}}}}}}
)"));
  CHECK(header(mock.service().handle(get("/things")), "Content-Type") == "application/hal+json");
}

TEST_CASE("what is documented as XML is answered in XML") {
  SmallMock mock("", document_of(R"(
  /letter:
    get: {responses: {'200': {description: fine, content: {application/xml: {schema: {type: string}}}}}}
  /shown:
    get:
      responses:
        '200': {description: fine, content: {text/xml: {schema: {type: string}, example: "<letter n='1'/>"}}}
  /object:
    get: {responses: {'200': {description: fine, content: {application/xml: {schema: {type: object}}}}}}
)"));
  const auto body = [&](const char* path) {
    const Reply reply = mock.service().handle(get(path));
    return header(reply, "Content-Type") + " " + reply.body;
  };
  CHECK(body("/letter") == "application/xml <specimen/>");
  CHECK(body("/shown") == "text/xml <letter n='1'/>");
  CHECK(body("/object") == "application/xml <specimen/>");
}

TEST_CASE("an answer that has no body by its status gets none, whatever is documented") {
  SmallMock mock("", document_of(R"(
  /things: {delete: {responses: {'204': {description: gone, content: {application/json: {schema: {type: object}}}}}}}
)"));
  const Reply reply = mock.service().handle({"DELETE", "/things", {{"Host", "h"}}, ""});
  CHECK(reply.status == 204);
  CHECK(reply.body.empty());
  CHECK(header(reply, "Content-Type") == "(none)");
}

}  // namespace documented_test
}  // namespace concord::mock
