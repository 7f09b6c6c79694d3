// Operations: parameters, security, answers.
#include "linting.h"

using namespace concord;
using namespace concord::lint;

namespace {

std::string api(const std::string& rest) { return "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n" + rest; }

}  // namespace

TEST_CASE("path parameters and the path") {
  CHECK(lint_text(api(R"(paths:
  /a/{id}/{kind}/{id}:
    get:
      parameters:
        - {name: idd, in: path, required: true, schema: {type: string}}
        - {name: kind, in: path, schema: {type: string}}
      responses: {}
)"),
                  {"parameters"}) ==
        "4:3 path-parameter: no parameter describes {id} of the path [did you mean \"idd\"?] (5:5)\n"
        "4:3 path-parameter: {id} stands twice in the path (5:5)\n"
        "7:18 path-parameter: path parameter \"idd\" is not in the path \"/a/{id}/{kind}/{id}\" [did you mean \"id\"?] "
        "(4:3)\n"
        "8:18 path-parameter-optional: path parameter \"kind\" is not marked as required [a path parameter always is] "
        "(4:3)\n");
}

TEST_CASE("parameters of the path item count, also by reference") {
  CHECK(lint_text(api(R"(paths:
  /a/{id}:
    parameters: [{$ref: '#/components/parameters/Id'}]
    get: {responses: {}}
components: {parameters: {Id: {name: id, in: path, required: true, schema: {type: string, readOnly: true}}}}
)"),
                  {"parameters"}) ==
        "7:38 parameter-read-only: parameter \"id\" is sent, its schema is readOnly (7:91)\n");
}

TEST_CASE("headers that OpenAPI ignores, or that security says already") {
  CHECK(lint_text(api(R"(security: [{Key: []}, {Other: []}]
paths:
  /a:
    get:
      parameters:
        - {name: authorization, in: header, schema: {type: string}}
        - {name: x-key, in: header, required: true, schema: {type: string}}
      responses: {}
components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Key}
    Other: {type: http, scheme: basic}
)"),
                  {"parameters"}) ==
        "8:18 parameter-reserved: OpenAPI ignores a header parameter called \"authorization\" [describe it as a "
        "security scheme] (6:5)\n"
        "9:18 parameter-security: header parameter \"x-key\" is also the security scheme \"Key\" [say it as security "
        "only] (13:5)\n"
        "9:47 parameter-security: \"x-key\" is required as a parameter, security \"Other\" does without it (3:24)\n");
}

TEST_CASE("security that nothing declares, scopes that a scheme does not have") {
  CHECK(lint_text(api(R"(paths:
  /a:
    get: {security: [{Kye: []}, {Key: [read]}, {O: [read, wirte]}], responses: {}}
    put: {security: [], responses: {'401': {description: d}}}
    post: {security: [{Key: []}], responses: {'401': {description: d}}}
components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: k}
    O: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://a.test', scopes: {read: r, write: w}}}}
)"),
                  {"security"}) ==
        "5:23 security-undeclared: security names \"Kye\", which no security scheme declares [did you mean \"Key\"?] "
        "(5:5)\n"
        "5:40 security-scopes: security \"Key\" names scopes, which a scheme of type \"apiKey\" does not have [the "
        "list must be empty before OpenAPI 3.1] (10:10)\n"
        "5:59 security-scopes: security names the scope \"wirte\", which \"O\" does not declare [did you mean "
        "\"write\"?] (11:8)\n"
        "6:37 security-missing: the operation answers 401, security says that no credentials are needed (6:21)\n");
}

TEST_CASE("answers that nobody describes") {
  CHECK(lint_text(api(R"(paths:
  /a:
    get:
      responses:
        '200': {description: d, content: {application/json: {}}}
        '204': {description: d}
        '302': {description: d}
        '404': {description: d}
        '500': {$ref: '#/components/responses/E'}
    head: {responses: {'404': {description: d}}}
components: {responses: {E: {description: d, content: {application/json: {schema: {type: object}}}}}}
)"),
                  {"response-schema"}) ==
        "7:43 response-schema: answer 200 has no schema for \"application/json\" (5:5)\n"
        "10:9 response-schema: answer 404 has no schema: its body is not described (5:5)\n");
}

TEST_CASE("examples for statuses that nothing answers with") {
  CHECK(lint_text(api(R"(paths:
  /a:
    get:
      responses:
        '400':
          description: d
          content: {application/json: {schema: {$ref: '#/components/schemas/E'}, example: {status: 404}}}
        5XX: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/E'}}}}
components:
  schemas:
    E: {type: object, properties: {status: {type: integer}}, x-examples: {'400': {}, '409': {}, '503': {}}}
)"),
                  {"example-status"}) ==
        "9:92 example-status: the example says \"status\" 404 in answer 400 (7:9)\n"
        "13:86 example-status: there is an example for 409, which no operation here answers with (6:7)\n");
}
