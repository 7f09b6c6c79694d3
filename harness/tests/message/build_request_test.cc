#include "contract.h"

#include <concord/base/text.h>
#include <concord/message/build_request.h>
#include <concord/message/conformance.h>

namespace concord::message {

namespace {

std::string shown(const base::Result<http::Request>& request) {
  std::string text;
  if (!request) {
    for (const base::Diagnostic& one : request.diagnostics()) text += one.kind + ": " + one.message + '\n';
    return text;
  }
  text = request->method + ' ' + request->url;
  for (const http::Header& header : request->headers) text += '\n' + header.name + ": " + header.value;
  if (request->body) text += "\n\n" + *request->body;
  return text;
}

class Building {
 public:
  explicit Building(const std::string& text) : text_(text) {}
  std::string build(const char* request) const {
    return shown(build_request(text_.operation(), json(request), "http://h.test/v1"));
  }
  // What the reader of requests says of what was built.
  std::string judged(const char* request) const {
    const auto built = build_request(text_.operation(), json(request), "http://h.test/v1");
    REQUIRE(built.has_value());
    auto reader = RequestReader::make(text_.operation());
    auto path = PathTemplate::parse("/v1" + text_.operation().path);
    reader->prepare(*path);
    const auto values = match(*path, RequestPath(*path_of(built->url)));
    if (!values) return "no match";
    const ReadRequest read =
        reader->read({built->method, built->url, built->headers, built->body.value_or("")}, *values);
    for (const Problem& problem : reader->problems(read)) return problem.at + ": " + problem.message;
    return document::write_json(read.values);
  }

 private:
  ContractText text_;
};

}  // namespace

TEST_CASE("parameters go out in the style that is documented, and are read back") {
  const Building building(with_operation(R"(
      parameters:
        - {name: id, in: path, required: true, style: matrix, schema: {type: array, items: {type: integer}}}
        - {name: csv, in: query, explode: false, schema: {type: array, items: {type: integer}}}
        - {name: pipes, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}
        - {name: deep, in: query, style: deepObject, schema: {type: object, properties: {a: {type: integer}}}}
        - {name: filter, in: query, content: {application/json: {schema: {type: object}}}}
        - {name: path, in: query, allowReserved: true, schema: {type: string}}
        - {name: X-Tags, in: header, schema: {type: array, items: {type: string}}}
        - {name: prefs, in: cookie, explode: false, schema: {type: array, items: {type: string}}}
)"));
  const char* const request =
      R"({"path":{"id":[1,2]},"query":{"csv":[1,2],"pipes":["a","b"],"deep":{"a":1},"filter":{"x":1},"path":"/a/b?"},)"
      R"("headers":{"x-tags":["a","b"]},"cookies":{"prefs":["c","d"]}})";
  CHECK(building.build(request) ==
        "POST http://h.test/v1/things/;id=1,2?csv=1,2&pipes=a%7Cb&deep%5Ba%5D=1&filter=%7B%22x%22%3A1%7D&path=/a/b?\n"
        "x-tags: a,b\nCookie: prefs=c,d");
  CHECK(
      building.judged(request) ==
      R"({"path":{"id":[1,2]},"query":{"csv":[1,2],"pipes":["a","b"],"deep":{"a":1},"filter":{"x":1},"path":"/a/b?"},)"
      R"("headers":{"x-tags":["a","b"],"cookie":"prefs=c,d"},"cookie":{"prefs":["c","d"]}})");
}

TEST_CASE("what no document knows is written as OpenAPI does by default; undefined values are left out") {
  const Building building(with_operation(""));
  CHECK(
      building.build(
          R"({"path":{"id":"a/b c"},"query":{"n":[1,true],"o":{"x":1},"q":"x&y","z":null},"headers":{"X-N":5,"X-L":[1,2],"X-Z":null}})") ==
      "POST http://h.test/v1/things/a%2Fb%20c?n=1&n=true&x=1&q=x%26y\nX-N: 5\nX-L: 1,2");
  CHECK(building.build("{}") == "request.path: the path parameter \"id\" of shop/make has no value\n");
  CHECK(building.build(R"({"path":{"id":[]}})") ==
        "request.path: the path parameter \"id\" of shop/make has no value\n");
  CHECK(building.build(R"({"path":{"id":""}})") == "POST http://h.test/v1/things/");
}

TEST_CASE("several parameters of one segment") {
  const Building building(with_operation(R"(
      parameters:
        - {name: base, in: path, required: true, schema: {type: string}}
        - {name: head, in: path, required: true, schema: {type: string}}
)", "/compare/{base}...{head}"));
  CHECK(building.build(R"({"path":{"base":"main","head":"x/y"}})") == "POST http://h.test/v1/compare/main...x%2Fy");
  CHECK(building.judged(R"({"path":{"base":"main","head":"x/y"}})") ==
        R"({"path":{"base":"main","head":"x/y"},"query":{},"headers":{}})");
}

TEST_CASE("a body is written as documented, unless the request says otherwise") {
  const std::string content = R"(
      requestBody:
        content:
          text/plain: {}
          multipart/form-data: {schema: {type: object, properties: {f: {type: string, format: binary}}}}
          application/x-www-form-urlencoded: {}
)";
  const Building form(with_operation(content));
  const char* const start = "POST http://h.test/v1/things/1\n";
  CHECK(form.build(R"({"path":{"id":1},"body":{"a":1,"b":[2,3]}})") ==
        start + std::string("Content-Type: application/x-www-form-urlencoded\n\na=1&b=2&b=3"));
  CHECK(form.build(R"({"path":{"id":1},"body":{"f":"F"},"content_type":"multipart/form-data; boundary=b"})") ==
        start + std::string("Content-Type: multipart/form-data; boundary=b\n\n--b\r\nContent-Disposition: form-data; "
                            "name=\"f\"; filename=\"f\"\r\n"
                            "Content-Type: application/octet-stream\r\n\r\nF\r\n--b--\r\n"));
  CHECK(form.build(R"({"path":{"id":1},"body":{"f":"F"},"headers":{"content-type":"multipart/form-data"}})")
            .starts_with(start + std::string("content-type: multipart/form-data; boundary=concord-")));
  CHECK(form.build(R"({"path":{"id":1},"body":{"a":1},"content_type":"application/json"})") ==
        start + std::string("Content-Type: application/json\n\n{\"a\":1}"));
  CHECK(form.build(R"({"path":{"id":1},"body":{"a":1},"content_type":null})") ==
        "POST http://h.test/v1/things/1\n\na=1");
  CHECK(form.build(R"({"path":{"id":1},"body":[1]})") ==
        "message.body: a body of application/x-www-form-urlencoded must be an object, not array\n");
  CHECK(form.build(R"({"path":{"id":1},"raw":"{\"a\": "})") ==
        start + std::string("Content-Type: application/x-www-form-urlencoded\n\n{\"a\": "));
  CHECK(form.build(R"({"path":{"id":1},"raw":"x","content_type":null})") == "POST http://h.test/v1/things/1\n\nx");
  const Building undocumented(with_operation(""));
  CHECK(undocumented.build(R"({"path":{"id":1},"body":{"a":1.0}})") ==
        start + std::string("Content-Type: application/json\n\n{\"a\":1.0}"));
  const Building other(with_operation(
      "      requestBody: {content: {application/*: {}, application/vnd.a+json: {}, text/plain: {}}}\n"));
  CHECK(other.build(R"({"path":{"id":1},"body":"x"})") ==
        start + std::string("Content-Type: application/vnd.a+json\n\n\"x\""));
}

TEST_CASE("the media types of documented answers are asked for, JSON first") {
  const auto accepted = [](const std::string& contents, const char* request = "{}") {
    const std::string built =
        Building("openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\nservers: [{url: 'https://shop.test'}]\n"
                 "paths: {/things: {get: {operationId: list, responses: {'200': {description: d, content: {" +
                 contents + "}}, '404': {description: d}}}}}\n")
            .build(request);
    const std::size_t at = built.find("Accept: ");
    return at == std::string::npos ? "" : built.substr(at + 8, built.find('\n', at) - at - 8);
  };
  CHECK(accepted("application/json: {}") == "");
  CHECK(accepted("application/xml: {}") == "application/xml");
  CHECK(accepted("text/event-stream: {}, application/json: {}") == "application/json, text/event-stream");
  CHECK(accepted("nonsense: {}") == "*/*");
  CHECK(accepted("application/xml: {}", R"({"headers": {"accept": "text/csv"}})") == "");
}

}  // namespace concord::message
