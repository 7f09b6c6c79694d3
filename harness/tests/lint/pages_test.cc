// Pages: samples, links, fences, and page against page.
#include "linting.h"

using namespace concord;
using namespace concord::lint;

namespace {

// A Mintlify page about POST /boxes, with samples after its document.
std::string page_with(const std::string& rest) {
  return R"(# Create a box

````yaml POST /boxes
openapi: 3.1.0
info: {title: Boxes, version: '1'}
servers: [{url: https://api.boxes.test/v1}]
security: [{Key: []}]
paths:
  /boxes:
    post:
      parameters: [{name: X-Tenant, in: header, required: true, schema: {type: string}}]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [size]
              properties: {size: {type: integer}, tags: {type: array, items: {type: string}}}
      responses: {'201': {description: d, content: {application/json: {schema: {type: object}}}}}
components:
  securitySchemes: {Key: {type: apiKey, in: header, name: X-Key}}
````

)" + rest;
}

}  // namespace

TEST_CASE("a curl sample that is right") {
  CHECK(lint_page(page_with(R"(```bash
curl -X POST https://api.boxes.test/v1/boxes -H 'X-Key: <KEY>' -H 'X-Tenant: t' -H 'Content-Type: application/json' -d '{"size": 1, "tags": ["a"]}'
```
)"),
                  {"samples"}) == "");
}

TEST_CASE("a curl sample: URL, method, server, headers, fields") {
  CHECK(lint_page(page_with("```bash\ncurl https://api.boxes.test/v1/bokses\n```\n"), {"samples"}) ==
        "26:6 sample-url: the sample calls \"https://api.boxes.test/v1/bokses\", which no operation here describes "
        "(9:3)\n");
  CHECK(lint_page(page_with("```bash\ncurl -X PUT https://api.boxes.test/v1/boxes\n```\n"), {"samples"}) ==
        "26:13 sample-method: the sample calls PUT, the page describes POST (10:5)\n");
  CHECK(lint_page(
            page_with("```bash\ncurl https://api.bokses.test/v1/boxes -H 'X-Key: k' -d '{\"size\": \"big\", \"tag\": "
                      "1}'\n```\n"),
            {"samples"}) ==
        "25:1 sample-header: the sample lacks the header \"X-Tenant\" (11:20)\n"
        "25:1 sample-header: the sample lacks the header \"Content-Type\" (12:7)\n"
        "26:6 sample-server: the sample calls \"https://api.bokses.test\", which is no server here [did "
        "you mean \"https://api.boxes.test/v1\"?] (6:1)\n"
        "26:66 sample-schema: the sample breaks the schema of the request at \"/size\": \"big\" is a "
        "string, integer expected (19:35)\n"
        "26:73 sample-undocumented: the sample sends \"tag\", which the schema of the request does not "
        "describe [did you mean \"tags\"?] (17:15)\n");
  CHECK(lint_page(page_with("```bash\ncurl https://api.boxes.test/v1/boxes -H 'X-Key: k' -H 'X-Tenant: t' --json "
                            "'{\"tags\": []}'\n```\n"),
                  {"samples"}) ==
        "26:77 sample-schema: the sample breaks the schema of the request: \"size\" is missing (18:26)\n");
}

TEST_CASE("a curl sample: names of the query, and what goes elsewhere") {
  CHECK(lint_page(R"(# Things

`GET https://api.things.test/v1/things`

#### Query parameters

- `page` (integer)
- `size` (integer)

```bash
curl 'https://api.things.test/v1/things?pgae=2&size=3' -H 'page: 1'
```
)",
                  {"sample-undocumented"}) ==
        "11:7 sample-undocumented: the sample sends \"page\" as a header, here it is a query parameter (7:1)\n"
        "11:7 sample-undocumented: the sample sends the query parameter \"pgae\", which the operation does not "
        "describe [did you mean \"page\"?] (7:1)\n");
}

TEST_CASE("a program that says what the body is") {
  CHECK(lint_page(page_with("```python\nrequests.post(url, json={'sise': 1})\n```\n"), {"samples"}) ==
        "26:26 sample-undocumented: the sample sends \"sise\", which the schema of the request does not describe [did "
        "you mean \"size\"?] (17:15)\n");
}

TEST_CASE("objects in programs") {
  CHECK(lint_page(page_with(R"(```javascript
const box = await boxes.create({ size: "big", tags: ["a"] }); // { size: 7 }
other({ colour: "red", tags: 1 });
```

```python
request = {'size': 1,  # how big
           'tags': 'a'}
```

```php
$boxes->create(['size' => 1.5, 'tags' => ['a', 2]]);
```

```csharp
var box = new Box { size = true, tags = new string[] { "a" } };
```
)"),
                  {"samples"}) ==
        "26:40 sample-schema: the sample breaks the schema of the request at \"/size\": \"big\" is a "
        "string, integer expected (19:35)\n"
        "32:20 sample-schema: the sample breaks the schema of the request at \"/tags\": \"a\" is a "
        "string, array expected (19:58)\n"
        "36:27 sample-schema: the sample breaks the schema of the request at \"/size\": 1.5 has a "
        "fraction, integer expected (19:35)\n"
        "36:48 sample-schema: the sample breaks the schema of the request at \"/tags/1\": 2 is an "
        "integer, string expected [a string without quotes?] (19:79)\n"
        "40:28 sample-schema: the sample breaks the schema of the request at \"/size\": true is a "
        "boolean, integer expected (19:35)\n");
}

TEST_CASE("a class and what is made of it are two names") {
  CHECK(lint_page(page_with(R"(```javascript
const Client = require("boxes");
const client = new Client();
client.create({size: 1});
```

```ruby
client = Client.new
Client.create
```
)"),
                  {"sample-name"}) == "");
}

TEST_CASE("names and hosts in samples that are nearly others") {
  CHECK(lint_page(page_with(R"(```python
box_api = Client()
box = boxapi.create({"size": 1})
print("boxapi.create")
```

See https://www.boxes.test/a and https://wwww.boxes.test/a.
)"),
                  {"sample-name", "sample-host"}) ==
        "27:7 sample-name: the sample uses \"boxapi\", it defines \"box_api\" (26:1)\n"
        "31:42 sample-host: the host \"wwww.boxes.test\" is \"www.boxes.test\" elsewhere on the page (31:13)\n");
}

TEST_CASE("links within a page") {
  CHECK(lint_page(page_with("## The `size` object\n\nSee [it](#the-size-object), [that](#the-syze-object) and <a "
                            "href=\"#undefined\">more</a>.\n\n```md\n[no link](#in-a-fence)\n```\n"),
                  {"anchor-broken"}) ==
        "27:36 anchor-broken: the link #the-syze-object leads to no heading of the page [did you mean "
        "\"the-size-object\"?] (25:1)\n"
        "27:67 anchor-broken: the link #undefined leads to no heading of the page (25:1)\n");
}

TEST_CASE("fences that are not what they are called") {
  CHECK(lint_page(page_with("```json\n{\"a\": 1,}\n```\n\n```javascript\n{\"a\": 1}\n```\n\n```json\n[1]\n```\n"),
                  {"fence-language"}) ==
        "25:1 fence-language: the fence is called json, its content is not JSON (26:9)\n"
        "29:1 fence-language: the fence is called javascript, its content is JSON (30:1)\n");
}

TEST_CASE("error texts that state what no schema states") {
  CHECK(lint_text(R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    post:
      requestBody:
        content: {application/json: {schema: {type: object, properties: {card_id: {type: string}, email: {type: string}, size: {type: string, format: email}}}}}
      responses:
        '400':
          description: d
          content:
            application/json:
              schema: {type: object}
              examples:
                a: {value: {m: The card_id field is required when type = card.}}
                b: {value: {m: The email must be a valid email address.}}
                c: {value: {m: The size must be a valid email address.}}
                d: {value: {m: The colour field is required.}}
)",
                  {"example-message"}) ==
        "15:32 example-message: an example answer says \"The card_id field is required when type = card.\", the schema "
        "does not (7:83)\n"
        "16:32 example-message: an example answer says \"The email must be a valid email address.\", the schema does "
        "not (7:106)\n");
}

TEST_CASE("two documents that describe one thing differently") {
  const std::string first =
      "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {description: one, responses: {}}}}\n"
      "components: {schemas: {A: {type: object, description: x, properties: {k: {type: string}}}, B: {type: "
      "string}}}\n";
  const std::string second =
      "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {description: two, parameters: [], responses: "
      "{}}}}\n"
      "components: {schemas: {A: {type: object, description: y, properties: {k: {type: integer}}}, B: {type: "
      "string}}}\n";
  CHECK(
      text_of(lint_files({{"a.yaml", first}, {"b.yaml", second}}, only({"pages"}))) ==
      "3:14 page-operation: the operation /a \"get\" is described differently in two documents: \"parameters\" (3:14)\n"
      "4:24 page-object: the schema \"A\" is described differently in two documents: \"properties/k/type\" (4:24)\n");
  // One provider's pages are compared, not those of two.
  CHECK(text_of(lint_files({{"kiosk-a.yaml", first}, {"cinema-b.yaml", second}}, only({"pages"}))).empty());
  CHECK_FALSE(text_of(lint_files({{"kiosk-a.yaml", first}, {"kiosk-b.yaml", second}}, only({"pages"}))).empty());
}

TEST_CASE("the older Mintlify dialect: what its generator writes is no fault of the provider") {
  CHECK(lint_page("# A\n\n````yaml POST /a\npaths:\n  path: /a\n  method: post\n  servers: [{url: https://h.test}]\n"
                  "  request:\n    body:\n      application/json:\n        schemaArray:\n"
                  "          - type: object\n            required: true\n            requiredProperties: [n]\n"
                  "            properties: {n: {allOf: [{type: integer, example: x}]}, m: {allOf: [{type: any}]}}\n"
                  "            refIdentifier: '#/components/schemas/Thing'\n"
                  "  response: {'200': {application/json: {schemaArray: [{$ref: '#/components/schemas/Answer'}]}}}\n"
                  "components: {schemas: {Answer: {type: object, properties: {n: {type: string, nullable: true}}}}}\n"
                  "````\n",
                  {"references", "structure", "schemas", "examples"}) ==
        "15:63 example-schema: the example breaks its schema: \"x\" is a string, integer expected "
        "(15:39)\n");
}

TEST_CASE("what reading a page left out, guessed, or found said in two ways, is told") {
  CHECK(lint_page("# Find\n\n`POST https://shop.test/find`\n\n### Body\n\n| Name | Type | Required |\n|---|---|---|\n"
                  "| `in` | fathoms | yes |\n| `at` | string (optional) | yes |\n\n### Response\n\n"
                  "| Colour | Wood |\n|---|---|\n| red | oak |\n\n```json\n{\"a\": 1}\n```\n",
                  {"page-unread", "page-contradiction", "page-guess"}) ==
        "9:10 page-guess: unknown type \"fathoms\" of \"in\" [read as any type]\n"
        "10:10 page-contradiction: field \"at\" is marked as required and as optional [read as optional]\n"
        "14:1 page-unread: the table under \"Response\" is not read [none of its columns (\"Colour\", \"Wood\") "
        "names fields]\n"
        "18:1 page-guess: the example answer names no status [read as 200]\n");
}

TEST_CASE("a page that only names an operation of a document is counted, since that is linted by itself") {
  const Linted linted =
      lint_files({{"api.yaml", "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a: {get: {responses: "
                               "{'200': {description: d}}}}\n"},
                  {"page.md", "---\nopenapi: api.yaml GET /a\n---\n\n# A\n"}},
                 only({"page-unread"}));
  CHECK(text_of(linted) == "");
  CHECK(linted.counter("pages that only name an operation of a document") == 1);
}
