// Examples that show nothing, or something else.
#include "linting.h"

using namespace concord;
using namespace concord::lint;

TEST_CASE("values that are cut, empty or of nobody") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: object, properties: {token: {type: string}, note: {type: string}, id: {type: string}, type: {type: string}},
    example: {token: eyJhbGciOi..., note: and so on..., id: 00000000-0000-0000-0000-000000000000, type: string}},
B: {type: object, properties: {id: {type: string}, kind: {type: string}, path: {type: string}}, example: {}},
C: {type: string, example: string}, D: {type: string, enum: [string, number], example: string},
E: {type: string, example: 00000001S6MNG7624K2TDXT1E3}, F: {type: string, example: 01HN9XHZN6MGXM9JXG50K59Q85},
G: {type: object, additionalProperties: true, properties: {a: {type: string}}, example: {}}, H: {type: object, example: {}}
)"),
                  {"example-truncated", "example-hollow"}) ==
        "7:22 example-truncated: the example \"eyJh…\" (13 characters) is cut short (6:4)\n"
        "7:61 example-hollow: the example \"00000000-0000-0000-0000-000000000000\" is the nil UUID, which "
        "names nothing (6:4)\n"
        "8:106 example-hollow: the example {} shows no member, the schema lists \"id\" and others (8:4)\n"
        "9:28 example-hollow: the example \"string\" is the word that tools put where nobody wrote one (9:4)\n"
        "10:28 example-hollow: the example \"00000001S6MNG7624K2TDXT1E3\" is a ULID of 1970 (10:4)\n");
}

TEST_CASE("an example of something else") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: object, properties: {code: {type: string}, text: {type: string}}, example: {message: Server Error}},
B: {type: object, properties: {code: {type: string}, text: {type: string}}, example: {message: m, code: '7'}},
C: {type: object, properties: {code: {type: string}, text: {type: string}}, additionalProperties: {type: string}, example: {message: m}},
D: {oneOf: [{type: object}], properties: {code: {type: string}, text: {type: string}}, example: {message: m}},
E: {allOf: [{properties: {code: {type: string}}}, {properties: {text: {type: string}}}], example: {message: m}}
)"),
                  {"example-disjoint"}) ==
        "6:86 example-disjoint: the example has neither \"code\" nor \"text\" of its schema (6:4)\n"
        "10:99 example-disjoint: the example has neither \"code\" nor \"text\" of its schema (10:4)\n");
}

TEST_CASE("example and examples side by side") {
  CHECK(lint_text(R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters:
        - {name: size, in: query, schema: {type: integer}, example: 1, examples: {small: {value: 1}, big: {value: 9}}}
        - {name: page, in: query, schema: {type: integer, example: 1, examples: [2]}}
        - {name: sort, in: query, schema: {type: string, example: up}, examples: {down: {value: down}}}
      responses: {'204': {description: Done.}}
)",
                  {"example-twice"}) ==
        "7:60 example-twice: \"example\" says again what \"examples\" says (7:98)\n"
        "8:59 example-twice: \"example\" stands beside \"examples\" and shows another value (8:82)\n");
}

TEST_CASE("one example for two properties") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: object, properties: {user: {type: string, example: ann7@shop.test}, value: {type: string, examples: [ann7@shop.test]},
    created: {type: string, example: '2024-05-01'}, changed: {type: string, example: '2024-05-01'},
    word: {type: string, example: placeholder}, text: {type: string, example: placeholder},
    boxId: {type: string, example: box-000017}, parentId: {type: string, example: box-000017},
    cut: {type: string, example: abcdef12...}, off: {type: string, example: abcdef12...}}},
B: {type: object, properties: {login: {type: string, example: ann7@shop.test}}}
)"),
                  {"example-repeated"}) ==
        "6:112 example-repeated: the example of \"value\" is that of \"user\" (6:62)\n");
}

TEST_CASE("URLs without scheme") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: object, additionalProperties: {type: string}, example: {tokenURL: shop.test, next_url: 'shop.test/a?b', redirectUrl: 'https://shop.test',
    url: /boxes/1, baseUri: 'urn:isbn:1', imageUrl: box.png, curl: shop.test, logoUrl: 'see shop.test', selfUrl: '{host}.test'}},
B: {type: object, properties: {homeUrl: {type: string, example: www.shop.test}}}
)"),
                  {"example-url"}) ==
        "6:77 example-url: \"tokenURL\" says that it is a URL, the example \"shop.test\" has no scheme "
        "[https://shop.test?] (6:67)\n"
        "6:98 example-url: \"next_url\" says that it is a URL, the example \"shop.test/a?b\" has no scheme "
        "[https://shop.test/a?b?] (6:88)\n"
        "8:65 example-url: \"homeUrl\" says that it is a URL, the example \"www.shop.test\" has no scheme "
        "[https://www.shop.test?] (8:41)\n");
}

TEST_CASE("requests that send what is deprecated") {
  CHECK(lint_text(R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/A'}
            example: {old: 1, young: 2}
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/A'}, example: {old: 1}}}}}
components:
  schemas:
    A: {type: object, properties: {old: {type: integer, deprecated: true}, young: {type: integer, deprecated: false}}}
)",
                  {"example-deprecated"}) ==
        "10:28 example-deprecated: the example of a request sends \"old\", which is deprecated (14:57)\n");
}
