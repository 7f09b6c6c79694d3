#include "contract.h"

#include <concord/base/text.h>
#include <concord/message/conformance.h>

namespace concord::message {

namespace {

// "at keyword: message", one a line.
class Reading {
 public:
  explicit Reading(const std::string& text)
      : text_(text), reader_(std::move(RequestReader::make(text_.operation())).value()) {}

  std::string problems(const std::string& target, const http::Headers& headers = {}, const std::string& body = "") {
    auto path = PathTemplate::parse(text_.operation().path);
    reader_.prepare(*path);
    const auto values = match(*path, RequestPath(*path_of(target)));
    if (!values) return "no match";
    read = reader_.read({"POST", target, headers, body}, *values);
    std::string lines;
    found = reader_.problems(read);
    for (const Problem& one : found) lines += one.at + ' ' + one.keyword + ": " + one.message + '\n';
    return lines;
  }
  std::string value(const char* pointer) const {
    const Node* found_value = document::resolve(read.values, *document::Pointer::parse(pointer));
    return found_value ? document::write_json(*found_value) : "(absent)";
  }

  ReadRequest read;
  std::vector<Problem> found;

 private:
  ContractText text_;
  RequestReader reader_;
};

const std::string parameters = with_operation(R"(
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer, maximum: 9}}
        - {name: ids, in: query, schema: {type: array, items: {type: integer}}}
        - {name: csv, in: query, explode: false, schema: {type: array, items: {type: integer}}}
        - {name: pipes, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}
        - {name: deep, in: query, style: deepObject, schema: {type: object, required: [a], properties: {a: {type: integer}}}}
        - {name: filter, in: query, content: {application/json: {schema: {type: object, properties: {limit: {maximum: 10}}}}}}
        - {name: flag, in: query, allowEmptyValue: true, schema: {type: boolean}}
        - {name: size, in: query, schema: {type: object, properties: {w: {type: integer}, h: {type: integer}}}}
        - {name: X-Tags, in: header, schema: {type: array, maxItems: 2, items: {type: integer}}}
        - {name: X-Point, in: header, schema: {type: object, properties: {x: {type: integer}}}}
        - {name: session, in: cookie, required: true, schema: {type: string, minLength: 2}}
        - {name: Accept, in: header, required: true, schema: {type: string}}
        - {name: authorization, in: header, required: true, schema: {type: string}}
)");
const http::Headers cookie{{"Cookie", "a=1; session=abc"}};

}  // namespace

TEST_CASE("every style of parameter is read and judged") {
  Reading reading(parameters);
  struct Row {
    const char* query;
    const char* pointer;
    const char* value;
    const char* problems;
  };
  const Row rows[] = {
      {"", "/path/id", "7", ""},
      {"?ids=1&ids=2", "/query/ids", "[1,2]", ""},
      {"?ids=1&ids=x", "/query/ids", R"([1,"x"])", "/query/ids/1 type: \"x\" is a string, integer expected\n"},
      {"?csv=1,2,3", "/query/csv", "[1,2,3]", ""},
      {"?pipes=a%7Cb|c", "/query/pipes", R"(["a","b","c"])", ""},
      {"?deep[a]=1&deep%5Bb%5D=x", "/query/deep", R"({"a":1,"b":"x"})", ""},
      {"?deep[b]=1", "/query/deep", R"({"b":"1"})", "/query/deep/a required: \"a\" is missing\n"},
      {"?deep=1", "/query/deep", R"("1")",
       "/query/deep style: query parameter \"deep\" is not in the style deepObject: no deep[name]=value\n"},
      {"?filter=%7B%22limit%22:9%7D", "/query/filter", R"({"limit":9})", ""},
      {"?flag=", "/query/flag", R"("")", ""},
      {"?flag=true", "/query/flag", "true", ""},
      {"?w=1&h=2&x=3", "/query/size", R"({"w":1,"h":2})", ""},
      {"?x=3&x=4", "/query", R"({"x":"3"})", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(reading.problems(std::string("/things/7") + row.query, cookie) == row.problems);
    CHECK(reading.value(row.pointer) == row.value);
  }
}

TEST_CASE("headers: lists over several lines, objects; Accept and Authorization are none of the operation's") {
  Reading reading(parameters);
  CHECK(reading.problems("/things/7", {{"Cookie", "session=abc"}, {"X-Tags", "1, 2"}, {"x-point", "x,5"}}) == "");
  CHECK(reading.value("/headers/x-tags") == "[1,2]");
  CHECK(reading.value("/headers/x-point") == R"({"x":5})");
  const std::string three =
      reading.problems("/things/7", {{"Cookie", "session=abc"}, {"X-Tags", "1, 2"}, {"X-Tags", "3"}});
  CHECK(three.starts_with("/headers/X-Tags maxItems: "));
  CHECK(reading.found.at(0).place == Place::Header);
  CHECK(place_name(reading.found.at(0).place) == "header");
  CHECK(reading.found.at(0).schema_location.ends_with("/schema/maxItems"));
}

TEST_CASE("problems come in the order of their places") {
  Reading reading(parameters);
  CHECK(reading.problems("/things/10?ids=x&filter=%7B", {{"X-Tags", "x"}}) ==
        "/path/id maximum: 10 is above the maximum of 9\n"
        "/query/filter json: query parameter \"filter\" is not valid JSON: line 1, column 2: expected a key in double "
        "quotes but the text ends here\n"
        "/query/ids/0 type: \"x\" is a string, integer expected\n"
        "/headers/X-Tags/0 type: \"x\" is a string, integer expected\n"
        "/cookie/session required: cookie parameter \"session\" is missing\n");
  CHECK(reading.problems("/things/7", {{"Cookie", "session=a"}}).starts_with("/cookie/session minLength: "));
}

TEST_CASE("label and matrix in paths") {
  Reading reading(with_operation(R"(
      parameters:
        - {name: a, in: path, required: true, style: label, explode: true, schema: {type: array, items: {type: integer}}}
        - {name: b, in: path, required: true, style: matrix, schema: {type: object, properties: {x: {type: integer}}}}
)",
                                 "/things/{a}{b}"));
  CHECK(reading.problems("/things/.1.2;b=x,5") == "");
  CHECK(reading.value("/path") == R"({"a":[1,2],"b":{"x":5}})");
  CHECK(reading.problems("/things/1;b=x,5") == "no match");
  CHECK(reading.problems("/things/.1;c=x,5") ==
        "/path/b style: path parameter \"b\" is not in the style matrix: no \";b=\" at its beginning\n");
}

TEST_CASE("bodies are read by their media type") {
  Reading reading(with_operation(R"(
      requestBody:
        required: true
        content:
          application/*: {}
          application/json: {schema: {type: object, required: [n], properties: {n: {type: integer}}}}
          application/x-www-form-urlencoded: {schema: {type: object, required: [n], properties: {n: {type: integer}}}}
          multipart/form-data: {schema: {type: object, required: [n], properties: {n: {type: integer}}}}
          application/json; version=2: {schema: {type: array}}
          text/plain: {schema: {type: integer}}
          application/xml: {schema: {type: object}}
)"));
  struct Row {
    const char* type;
    const char* body;
    const char* problems;
  };
  const Row rows[] = {
      {"application/json", R"({"n":1})", ""},
      {"application/json", "{}", "/body/n required: \"n\" is missing\n"},
      {"application/json; version=2", "[]", ""},
      {"application/x-www-form-urlencoded", "n=1", ""},
      {"application/x-www-form-urlencoded", "n=x", "/body/n type: \"x\" is a string, integer expected\n"},
      {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=n\r\n\r\n5\r\n--b--", ""},
      {"multipart/form-data; boundary=b", "--b--", "/body/n required: \"n\" is missing\n"},
      {"text/plain; charset=utf-8", "5", ""},
      {"text/plain", "x", "/body type: \"x\" is a string, integer expected\n"},
      {"application/xml", "<n/>", ""},
      {"application/pdf", "%PDF", ""},
      {"image/png", "x",
       "/content-type media-type: the Content-Type must be application/* or application/json or "
       "application/x-www-form-urlencoded or "
       "multipart/form-data or application/json; version=2 or text/plain or application/xml\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.type, row.body);
    CHECK(reading.problems("/things/7", {{"Content-Type", row.type}}, row.body) == row.problems);
  }
  CHECK(reading.problems("/things/7", {{"Content-Type", "application/json"}}) == "/body missing: a body is required\n");
  CHECK(reading.problems("/things/7", {}, "x") == "/content-type missing: the header Content-Type is missing\n");
  CHECK(reading.found[0].place == Place::ContentType);
}

TEST_CASE("targets") {
  CHECK(path_of("/a?b=/c") == "/a");
  CHECK(path_of("HTTP://host/a#b") == "/a");
  CHECK(path_of("http://host") == "/");
  CHECK(path_of("https://host?x=/") == "/");
  CHECK(path_of("a") == std::nullopt);
  CHECK(path_of("") == std::nullopt);
  CHECK(query_of("/a?b=c?d#e") == "b=c?d");
  CHECK(query_of("/a#b?c") == "");
}

}  // namespace concord::message
