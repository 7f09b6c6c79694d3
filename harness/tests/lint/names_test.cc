// One name, two descriptions; names in two spellings.
#include "linting.h"

#include "named_sites.h"

using namespace concord;
using namespace concord::lint;

TEST_CASE("a name whose form is said at one place only") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: object, properties: {boxId: {type: string, format: uuid}, labelId: {type: string, description: The UUID of the label.},
    lidId: {type: string, example: 3fa85f64-5717-4562-b3fc-2c963f66afa6}, madeAt: {type: string, format: date-time}, start: {type: string, format: date},
    code: {type: string, format: uuid}, seat: {type: string}}},
B: {type: object, properties: {box_id: {type: string}, labelId: {type: string, example: label-7}, lidId: {type: string, description: the lid},
    soldAt: {type: string}, openAt: {type: string, example: noon}, start: {type: string}, code: {type: string}, email: {type: string},
    id: {type: string}}},
C: {type: object, properties: {boxId: {type: string, pattern: '^b'}, email: {type: string, format: email}, emails: {type: string}, id: {type: string, format: uuid}}}
)"),
                  {"name-format"}) ==
        "9:41 name-format: \"box_id\" is a string of any form here, \"boxId\" is a UUID (6:62)\n"
        "9:66 name-format: \"labelId\" is such as \"label-7\" here, a UUID elsewhere (6:106)\n"
        "9:107 name-format: \"lidId\" is a string of any form here, a UUID elsewhere (7:36)\n"
        "10:14 name-format: \"soldAt\" is a string of any form, \"madeAt\" is a date-time (7:106)\n"
        "10:121 name-format: \"email\" is a string of any form, its name says an email address (10:113)\n");
}

TEST_CASE("a header and a property of one name") {
  CHECK(lint_text(R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    post:
      parameters:
        - {name: X-Tenant-ID, in: header, schema: {type: string, example: tenant-1}}
        - {name: tenant-name, in: header, schema: {type: string}}
      requestBody: {content: {application/json: {schema: {type: object, properties: {tenantId: {type: string, format: uuid}}}}}}
      responses: {'204': {description: Done.}}
)",
                  {"name-format"}) ==
        "7:52 name-format: \"X-Tenant-ID\" is such as \"tenant-1\" here, \"tenantId\" is a UUID (9:119)\n");
}

TEST_CASE("an example that is nearly a value of another property of the name") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: object, properties: {paper: {type: string, description: 'One of DRIVERS_LICENCE, PASSPORT.'}, state: {type: string, enum: [opened, closed]}}},
B: {type: object, properties: {paper: {type: string, example: DRIVER_LICENCE}, state: {type: string, example: opend}}},
C: {type: object, properties: {paper: {type: string, example: PASSPORT}, state: {type: string, example: paid}}},
D: {type: object, properties: {state: {type: string, enum: [opend], example: opend}}}
)"),
                  {"name-values"}) ==
        "7:63 name-values: the example \"DRIVER_LICENCE\" of \"paper\" is not in the list of another "
        "\"paper\", which has \"DRIVERS_LICENCE\" (6:67)\n");
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: object, properties: {state: {type: string, enum: [opened, closed]}}}, B: {type: object, properties: {state: {type: string, example: opend}}}
)"),
                  {"name-values"}) ==
        "6:143 name-values: the example \"opend\" of \"state\" is not in the list of another \"state\", "
        "which has \"opened\" (6:60)\n");
}

TEST_CASE("names in two spellings and in two styles") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: object, properties: {sessionId: {type: string}, boxId: {type: string}, size: {type: string}}},
B: {type: object, properties: {sessionID: {type: string}, box_id: {type: string}, Size: {type: string}}}
)"),
                  {"name-spelling", "name-style"}) ==
        "7:32 name-spelling: \"sessionID\" is called \"sessionId\" elsewhere (6:32)\n"
        "7:59 name-style: 1 name is written like \"box_id\", 3 like \"sessionId\" (6:32)\n");
  CHECK(lint_text(R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters:
        - {name: X-Shop-Id, in: header, schema: {type: string}}
        - {name: api_key, in: header, schema: {type: string}}
        - {name: deviceId, in: header, schema: {type: string}}
        - {name: platform, in: header, schema: {type: string}}
        - {name: boxId, in: query, schema: {type: string}}
      responses: {'204': {description: Done.}}
  /b:
    get:
      parameters: [{name: api_key, in: header, schema: {type: string}}]
      responses: {'204': {description: Done.}}
)",
                  {"name-style"}) ==
        "8:18 name-style: the header \"api_key\" is written unlike \"X-Shop-Id\" (7:18)\n"
        "9:18 name-style: the header \"deviceId\" is written unlike \"X-Shop-Id\" (7:18)\n");
  CHECK(style_of("user_id") == NameStyle::Snake);
  CHECK(style_of("userId") == NameStyle::Camel);
  CHECK(style_of("user-id") == NameStyle::Kebab);
  CHECK(style_of("user") == NameStyle::Neutral);
  CHECK(style_of("UserId") == NameStyle::Other);
  CHECK(style_of("USER_ID") == NameStyle::Other);
  CHECK(style_of("a.b") == NameStyle::Other);
  CHECK(plain_name("X-User_Id") == "xuserid");
}

TEST_CASE("a member that request and answer describe differently") {
  CHECK(lint_text(R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: {size: {type: integer}, note: {type: [string, 'null']}, state: {enum: [open]}, kind: {enum: [a, b]}, more: {type: object}, same: {$ref: '#/components/schemas/S'}}
      responses:
        '200':
          description: d
          content:
            application/json:
              schema:
                allOf: [{properties: {size: {type: string}, note: {type: string}, state: {enum: [open, closed]}, kind: {enum: [a, c]}}},
                        {properties: {more: {type: object, additionalProperties: {type: string}}, same: {$ref: '#/components/schemas/S'}}}]
components: {schemas: {S: {type: object, properties: {a: {type: string}}}}}
)",
                  {"name-direction"}) ==
        "18:39 name-direction: \"size\" is described differently in the request and in the answer: \"type\" "
        "(11:28)\n"
        "18:114 name-direction: \"kind\" is described differently in the request and in the answer: \"enum\" "
        "(11:106)\n"
        "19:39 name-direction: \"more\" is described differently in the request and in the answer: "
        "\"additionalProperties\" (11:128)\n");
}

TEST_CASE("a readOnly member that only requests have") {
  const std::string text = R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}}
components:
  schemas:
    A: {type: object, properties: {id: {type: string, readOnly: true}, key: {type: string, writeOnly: true}, both: {$ref: '#/components/schemas/C'}}}
    B: {type: object, properties: {pin: {type: string, writeOnly: true}, both: {$ref: '#/components/schemas/C'}}}
    C: {type: object, properties: {id: {type: string, readOnly: true}}}
)";
  CHECK(lint_text(text, {"read-only-unused"}) ==
        "10:55 read-only-unused: \"id\" is readOnly, and only requests have it (10:8)\n"
        "11:56 read-only-unused: \"pin\" is writeOnly, and only answers have it (11:8)\n");
  CHECK(lint_text(text + "webhooks: {made: {post: {responses: {'204': {description: d}}}}}\n", {"read-only-unused"}) ==
        "");
}

TEST_CASE("names that are empty are names like others") {
  CHECK(lint_text(schemas("3.0.3", "A: {properties: {'': {type: string}}}, B: {properties: {'': {type: string}}}"),
                  {"name-spelling", "name-style", "name-format"}) == "");
}
