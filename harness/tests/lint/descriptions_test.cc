// Descriptions that say nothing, or the opposite.
#include "linting.h"

using namespace concord;
using namespace concord::lint;

TEST_CASE("empty descriptions") {
  CHECK(lint_text(R"(openapi: 3.1.0
info: {title: T, version: '1', description: ''}
paths:
  /a:
    get:
      description: ' '
      parameters: [{name: q, in: query, description: '', schema: {type: string, description: a}}]
      responses: {'204': {description: ''}}
components:
  securitySchemes: {Key: {type: apiKey, in: header, name: X-Key, description: ''}}
  schemas: {A: {type: object, properties: {box: {type: object, description: '', properties: {description: {type: string, default: ''}}}}}}
)",
                  {"description-empty"}) ==
        "6:7 description-empty: the description is empty (6:7)\n"
        "7:41 description-empty: the description of \"q\" is empty (7:20)\n"
        "8:27 description-empty: the description of \"204\" is empty (8:26)\n"
        "10:66 description-empty: the description of \"Key\" is empty (10:26)\n"
        "11:64 description-empty: the description of \"box\" is empty (11:49)\n");
}

TEST_CASE("readOnly and what the description says") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: string, readOnly: true, description: 'To change it, set the id in an update request.'},
B: {type: object, properties: {a: {type: string, description: 'Read-only. When it was made.'}, b: {type: string, readOnly: true, description: Read-only.},
    c: {type: string, description: 'If not provided, the first one.'}, d: {type: string, readOnly: true, description: 'The default is used when not specified.'},
    e: {type: string, description: Access is read-only for guests.}, f: {type: string, readOnly: false, description: Read-only here.}}}
)"),
                  {"prose-read-only"}) ==
        "6:48 prose-read-only: the schema is readOnly, the description says when to send it (6:19)\n"
        "7:63 prose-read-only: only the description says that \"a\" is read-only (7:35)\n");
}

TEST_CASE("a name and a description that say the opposite") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: object, properties: {allowUpload: {type: boolean, description: 'Indicates whether to force users to take a photo.'},
    enable_log: {type: boolean, description: Disables the log.}, allowGuests: {type: boolean, description: Whether to allow guests.},
    enableHide: {type: boolean, description: 'When true, it is possible to hide boxes.'}, allowed: {type: string, description: Disables it.},
    forceLogin: {type: boolean, description: Whether to force a login.}}}
)"),
                  {"prose-opposite"}) ==
        "6:74 prose-opposite: the description says the opposite of the name \"allowUpload\" (6:32)\n"
        "7:46 prose-opposite: the description says the opposite of the name \"enable_log\" (7:5)\n");
}

TEST_CASE("only the description says deprecated") {
  CHECK(lint_text(R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      description: '**Deprecated**: use /b.'
      parameters: [{name: q, in: query, description: 'Deprecated, use r.', schema: {type: string}}]
      responses: {'204': {description: Done.}}
  /b:
    get:
      deprecated: true
      description: Deprecated since 2.
      responses: {'204': {description: Done.}}
components:
  schemas: {A: {type: object, properties: {a: {type: string, description: This field is deprecated.}, b: {type: string, description: Deprecated items are left out of it},
            c: {type: string, deprecated: true, description: Deprecated.}, d: {type: string, description: Says whether it is deprecated.}}}}
)",
                  {"prose-deprecated"}) ==
        "6:20 prose-deprecated: only the description says that the operation is deprecated (6:7)\n"
        "7:54 prose-deprecated: only the description says that \"q\" is deprecated (7:20)\n"
        "15:75 prose-deprecated: only the description says that \"a\" is deprecated (15:47)\n");
}

TEST_CASE("a domain in words, a URL in the example") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: string, description: The shop domain from which calls come, example: 'https://shop.test'}, B: {type: string, description: The domain name., example: shop.test},
C: {type: string, description: The URL of the domain , example: 'https://shop.test'}, D: {type: string, description: Main domain, example: 'https://shop.test'}
)"),
                  {"prose-example"}) ==
        "6:80 prose-example: the description says a domain, the example \"https://shop.test\" is a URL "
        "(6:32)\n");
}

TEST_CASE("a string that is alphanumeric in words only") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: string, description: Any alphanumeric string is taken.}, B: {type: string, pattern: '^[a-z0-9]+$', description: Any alphanumeric string.},
C: {type: string, description: Mix alphanumeric and other characters.}
)"),
                  {"prose-unstated"}) ==
        "6:32 prose-unstated: only the description says \"Any alphanumeric string\" (6:5)\n");
}
