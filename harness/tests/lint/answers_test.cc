// What a client may rely on: answers that refuse, bodies that demand something, words of a status.
#include "linting.h"

using namespace concord;
using namespace concord::lint;

namespace {

// One operation, POST /boxes, whose parts a test says.
std::string operation(const std::string& rest) {
  return R"(openapi: 3.0.3
info: {title: Boxes, version: '1'}
security: [{Key: []}]
paths:
  /boxes:
    post:
)" + rest +
         R"(
components:
  securitySchemes: {Key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Box: {type: object, properties: {size: {type: integer}, name: {type: string}}}
    Strict: {type: object, required: [size], properties: {size: {type: integer}}}
    Either: {type: object, properties: {size: {type: integer}}, anyOf: [{required: [size]}, {required: [name]}]}
)";
}

std::string answers(const std::string& list) { return operation("      responses: {" + list + "}\n"); }

std::string body(const std::string& schema, const std::string& required = "true") {
  return operation("      requestBody: {required: " + required +
                   ", content: {application/json: {schema: {$ref: '#/components/schemas/" + schema +
                   "'}}}}\n      responses: {'204': {description: Made.}}\n");
}

}  // namespace

TEST_CASE("credentials are needed, and no answer refuses") {
  const std::vector<std::string> rule{"unauthorized-undocumented"};
  CHECK(lint_text(answers("'204': {description: Made.}, '400': {description: No.}"), rule) ==
        "7:7 unauthorized-undocumented: credentials are needed, no answer says what happens without them "
        "[describe 401 or 403] (3:11)\n");
  CHECK(lint_text(answers("'204': {description: Made.}, '403': {description: No.}"), rule) == "");
  CHECK(lint_text(answers("'204': {description: Made.}, default: {description: No.}"), rule) == "");
  CHECK(lint_text(operation("      security: [{}, {Key: []}]\n      responses: {'204': {description: Made.}}"), rule) ==
        "");
  CHECK(lint_text(operation("      security: []\n      responses: {'204': {description: Made.}}"), rule) == "");
}

TEST_CASE("an answer that requires nothing, though its examples all have the same members") {
  const auto answer = [](const std::string& schema, const std::string& examples) {
    return answers("'200': {description: A box., content: {application/json: {schema: {$ref: '#/components/schemas/" +
                   schema + "'}, examples: {" + examples + "}}}}");
  };
  const std::vector<std::string> rule{"required-unsaid"};
  CHECK(lint_text(answer("Box", "a: {value: {size: 1, name: b}}"), rule) ==
        "7:85 required-unsaid: the schema of the answer requires nothing, its example has \"size\" and "
        "\"name\" (7:132)\n");
  CHECK(lint_text(answer("Box", "a: {value: {size: 1, name: b}}, b: {value: {size: 2}}"), rule) ==
        "7:85 required-unsaid: the schema of the answer requires nothing, each of its examples has \"size\" "
        "(7:132)\n");
  CHECK(lint_text(answer("Box", "a: {value: {size: 1}}, b: {value: {name: b}}"), rule) == "");
  CHECK(lint_text(answer("Strict", "a: {value: {size: 1}}"), rule) == "");
  CHECK(lint_text(answer("Either", "a: {value: {size: 1}}"), rule) == "");  // something is demanded
}

TEST_CASE("a body is required, and nothing in it") {
  const std::vector<std::string> rule{"body-hollow"};
  CHECK(lint_text(body("Box"), rule) ==
        "7:21 body-hollow: a body is required, and nothing in it: {} satisfies its schema (13:10)\n");
  CHECK(lint_text(body("Box", "false"), rule) == "");
  CHECK(lint_text(body("Strict"), rule) == "");
  CHECK(lint_text(body("Either"), rule) == "");
  std::string patch = body("Box");
  patch.replace(patch.find("    post:"), 9, "    patch:");
  CHECK(lint_text(patch, rule) == "");  // changes what it names
}

TEST_CASE("a body where HTTP has none") {
  CHECK(lint_text(answers("'204': {description: d, content: {application/json: {schema: {type: object}}}}, '304': "
                          "{description: d}, '205': {description: d, content: {}}"),
                  {"response-bodiless"}) ==
        "7:43 response-bodiless: answer 204 has a body here, and none in HTTP (6:5)\n");
}

TEST_CASE("a body where it has no meaning") {
  const std::vector<std::string> rule{"body-unexpected"};
  std::string get = body("Strict");
  get.replace(get.find("    post:"), 9, "    get:");
  CHECK(lint_text(get, rule) == "7:7 body-unexpected: a body is required of a GET, where it has no meaning (6:5)\n");
  CHECK(lint_text(body("Strict"), rule) == "");
  std::string optional = body("Strict", "false");
  optional.replace(optional.find("    post:"), 9, "    get:");
  CHECK(lint_text(optional, rule) == "");
}

TEST_CASE("a thing that was deleted is gone") {
  CHECK(lint_text(answers("'204': {description: Gone.}"), {"status-words"}) == "");
}

TEST_CASE("the words of another status") {
  CHECK(
      lint_text(
          answers("'400': {description: Not Found.}, '404': {description: Not found}, '422': {description: "
                  "'Bad request, the size is missing'}, '201': {description: OK}, '403': {description: unauthorized}"),
          {"status-words"}) ==
      "7:40 status-words: answer 400 is described as \"Not Found.\", which is 404 (7:19)\n"
      "7:191 status-words: answer 403 is described as \"unauthorized\", which is 401 (7:170)\n");
}

TEST_CASE("codes of one status that differ before it") {
  CHECK(lint_text(answers(R"('401': {description: No., content: {application/json: {schema: {type: object}, examples: {
        a: {value: {code: AUTH-0401, other: SHOP-17}}, b: {value: {code: API-0401, other: SHIP-18}}, c: {value: {code: AUTH-401}}}}}},
        '403': {description: No., content: {application/json: {schema: {type: object}, example: {code: WEB-403}}}})"),
                  {"example-code"}) ==
        "8:74 example-code: the code for 401 is \"API-0401\" here, \"AUTH-0401\" elsewhere (8:27)\n");
}
