// What is said once for a document: tags, names of operations, servers, components.
#include "linting.h"

using namespace concord;
using namespace concord::lint;

namespace {

std::string whole(const std::string& tops, const std::string& paths) {
  return "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n" + tops + "paths:\n" + paths;
}

std::string get(const std::string& path, const std::string& rest) {
  return "  " + path + ": {get: {" + rest + (rest.empty() ? "" : ", ") + "responses: {'204': {description: Done.}}}}\n";
}

}  // namespace

TEST_CASE("scalars that versions of YAML read differently are said once a document") {
  const std::string head =
      "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      parameters:\n";
  const std::string tail = "      responses: {'200': {description: fine}}\n";
  CHECK(lint_text(head +
                      "        - {name: a, in: query, schema: {type: string, example: 090}}\n"
                      "        - {name: b, in: query, schema: {type: string, enum: [0644, '0600', \"0700\"]}}\n" +
                      tail,
                  {"scalar-ambiguous"}) ==
        "7:64 scalar-ambiguous: \"090\" without quotes is the integer 90 by YAML 1.2 and a text by YAML 1.1, 2 times "
        "[quotes say that a text is meant, no zero that a number is]\n");
  CHECK(lint_text(
            head + "        - {name: a, in: query, schema: {type: integer, description: Defaults to 0644}}\n" + tail,
            {"scalar-ambiguous"}) ==
        "7:69 scalar-ambiguous: the default \"0644\" is the number without its zero or an octal one: nobody knows "
        "[write it without the zero]\n");
  CHECK(lint_text(head + "        - {name: a, in: query, schema: {type: string, example: '090'}}\n" + tail,
                  {"scalar-ambiguous"})
            .empty());
  // By YAML 1.2 it is the integer that the schema wants.
  CHECK(lint_text(head + "        - {name: a, in: query, schema: {type: integer, default: 0644, example: 090}}\n" +
                      tail,
                  {"default-schema", "example-schema"})
            .empty());
}

TEST_CASE("tags: declared and not used, used and not declared") {
  const std::string tags = "tags: [{name: Boxes}, {name: Lids}, {name: Labels}]\n";
  CHECK(lint_text(whole(tags, get("/a", "tags: [Boxes]") + get("/b", "tags: [Lid]") + get("/c", "tags: [Lid]")),
                  {"tag-unused", "tag-undeclared"}) ==
        "3:23 tag-unused: no operation here has the tags \"Lids\" and \"Labels\" (5:21)\n"
        "6:21 tag-undeclared: the tag \"Lid\" is not among those that are declared [did you mean \"Lids\"?] "
        "(3:7)\n");
  CHECK(lint_text(whole(tags, get("/a", "tags: [Boxes, Lids, Labels]")), {"tag-unused", "tag-undeclared"}) == "");
  CHECK(lint_text(whole("", get("/a", "tags: [Boxes]")), {"tag-unused", "tag-undeclared"}) == "");
}

TEST_CASE("operationId: twice, or not everywhere") {
  const std::vector<std::string> rules{"operation-id-duplicate", "operation-id-missing"};
  CHECK(lint_text(whole("", get("/a", "operationId: one") + get("/b", "operationId: one") + get("/c", "")), rules) ==

        "5:27 operation-id-duplicate: two operations are called \"one\" (4:27)\n"
        "6:8 operation-id-missing: 1 of 3 operations has no operationId, this one (4:27)\n");
  CHECK(lint_text(whole("", get("/a", "operationId: one") + get("/b", "operationId: two")), rules) == "");
  CHECK(lint_text(whole("", get("/a", "") + get("/b", "")), rules) == "");  // none has one
}

TEST_CASE("credentials over plain HTTP") {
  const std::string schemes =
      "components: {securitySchemes: {Key: {type: apiKey, in: header, name: X-Key}}}\nservers:\n";
  const std::string servers =
      "- {url: 'http://api.boxes.test/v1'}\n- {url: 'https://api.boxes.test'}\n- {url: 'http://localhost:8080'}\n"
      "- {url: 'http://127.0.0.1'}\n- {url: 'http://{host}/v1'}\n- {url: 'http://api.example.com'}\n";
  CHECK(lint_text(whole(schemes + servers, get("/a", "")), {"server-plain"}) ==
        "5:9 server-plain: the server \"http://api.boxes.test/v1\" takes credentials over plain HTTP "
        "[https?] (3:14)\n");
  CHECK(lint_text(whole("servers:\n" + servers, get("/a", "")), {"server-plain"}) == "");  // no credentials
}

TEST_CASE("components that nothing refers to") {
  const std::string text =
      whole(R"(components:
  schemas:
    Box: {type: object, properties: {lid: {$ref: '#/components/schemas/Lid'}}}
    Lid: {type: object}
    Label: {type: object}
    Pet: {type: object, discriminator: {propertyName: kind, mapping: {dog: '#/components/schemas/Hound'}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}]}
    Kitten: {allOf: [{$ref: '#/components/schemas/Cat'}]}
    Hound: {type: object}
    Named: {type: object}
    Listed: {type: object}
    Row: {type: array, items: [{$ref: '#/components/schemas/Listed'}]}
x-events: [{payload: {$ref: '#/components/schemas/Named'}}, '#/components/schemas/Row']
)",
            "  /a: {get: {responses: {'200': {description: A box., content: {application/json: {schema: "
            "{oneOf: [{$ref: '#/components/schemas/Box'}, {$ref: "
            "'#/components/schemas/Pet'}]}}}}}}}\n");
  CHECK(lint_text(text, {"component-unused"}) ==
        "7:5 component-unused: nothing refers to the schema \"Label\" (17:8)\n");
  CHECK(lint_text(schemas("3.0.3", "A: {type: object}"), {"component-unused"}) == "");  // a library of schemas
}
