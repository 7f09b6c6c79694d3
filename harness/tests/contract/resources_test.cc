#include <concord/contract/contract_model.h>
#include <concord/contract/resources.h>

#include <support/documents.h>

using namespace concord;
using namespace concord::support;
using namespace concord::contract;

namespace {

std::string text_of(const ResourceUse& use, Role role) {
  std::string text = "\n  " + std::string(role_name(role)) + ": " + use.operation->method + ' ' + use.operation->path +
                     ' ' + std::to_string(use.status);
  if (!use.thing.is_root()) text += " thing " + use.thing.text();
  if (use.id) text += " id " + use.id->text();
  if (!use.sent.is_root()) text += " sent " + use.sent.text();
  if (use.has_location) text += " Location";
  if (use.etag) text += " ETag";
  if (use.if_match) text += " If-Match";
  if (use.idempotency_key) text += " key";
  return text;
}

std::string text_of(const Paging& paging) {
  std::string text;
  for (const auto& [name, parameter] : {std::pair("limit", paging.limit), std::pair("offset", paging.offset),
                                        std::pair("page", paging.page), std::pair("cursor", paging.cursor)}) {
    if (parameter) text += std::string(" ") + name + '=' + parameter->name;
  }
  if (paging.next) text += " next " + paging.next->text() + (paging.is_next_link ? " (link)" : "");
  if (paging.total) text += " total " + paging.total->text();
  if (paging.has_link_header) text += " Link";
  return text.empty() ? text : "\n  paging:" + text;
}

// What was found, a resource a paragraph.
std::string resources_in(const std::string& text) {
  base::SourceSet sources;
  const Contract contract =
      contract_model(std::make_shared<const document::Node>(yaml(sources, text)), "shop", "shop.yaml");
  std::string found;
  const auto resources = find_resources(contract);
  for (const Resource& one : resources) {
    found += (found.empty() ? "" : "\n") + one.name + ' ' + one.member;
    if (one.parent) found += " of " + resources[*one.parent].name;
    if (one.is_put_first) found += " put first";
    if (one.chosen) found += " chosen " + one.chosen->text();
    for (const Role role : {Role::Create, Role::List, Role::Read, Role::Replace, Role::Merge, Role::Remove}) {
      if (one.use(role)) found += text_of(*one.use(role), role);
    }
    found += text_of(one.paging);
    for (const Reference& each : one.references)
      found += "\n  refers by " + each.member + " to " + resources[each.resource].member;
  }
  return found;
}

std::string answer(const std::string& status, const std::string& schema) {
  return "{'" + status + "': {content: {application/json: {schema: " + schema + "}}}}";
}
std::string body(const std::string& schema) {
  return "{content: {application/json: {schema: " + schema + "}}}";
}

const std::string order = "{type: object, properties: {id: {type: string, readOnly: true}, note: {type: string}}}";

}  // namespace

TEST_CASE("a collection and its members are a resource") {
  const std::string paths = "paths:\n"
      "  /orders:\n"
      "    post: {requestBody: " + body(order) + ", responses: " + answer("201", order) + "}\n"
      "    get: {responses: " + answer("200", "{type: array, items: " + order + "}") + "}\n"
      "  /orders/{orderId}:\n"
      "    get: {responses: " + answer("200", order) + "}\n"
      "    put: {requestBody: " + body(order) + ", responses: " + answer("200", order) + "}\n"
      "    patch: {requestBody: " + body(order) + ", responses: " + answer("200", order) + "}\n"
      "    delete: {responses: {'204': {description: gone}}}\n";
  CHECK(resources_in(paths) == "order /orders/{orderId}\n"
                               "  create: POST /orders 201 id /id\n"
                               "  list: GET /orders 200 id /id\n"
                               "  read: GET /orders/{orderId} 200 id /id\n"
                               "  replace: PUT /orders/{orderId} 200 id /id\n"
                               "  merge: PATCH /orders/{orderId} 200 id /id\n"
                               "  delete: DELETE /orders/{orderId} 204");
}

TEST_CASE("what stands in a member of an answer is found, with the parts of a list") {
  const std::string paths = "paths:\n"
      "  /v1/pets/:\n"
      "    post:\n"
      "      requestBody: " + body("{type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}") + "\n"
      "      parameters: [{name: idempotency-key, in: header, schema: {type: string}}]\n"
      "      responses:\n"
      "        '201':\n"
      "          headers: {location: {schema: {type: string}}, ETag: {schema: {type: string}}}\n"
      "          content: {application/json: {schema: {$ref: '#/components/schemas/One'}}}\n"
      "    get:\n"
      "      parameters:\n"
      "        - {name: per_page, in: query, schema: {type: integer}}\n"
      "        - {name: pageToken, in: query, schema: {type: string}}\n"
      "      responses: " + answer("200", "{$ref: '#/components/schemas/Many'}") + "\n"
      "  /v1/pets/{pet_id}/:\n"
      "    get: {responses: " + answer("200", "{$ref: '#/components/schemas/One'}") + "}\n"
      "    put:\n"
      "      parameters: [{name: If-Match, in: header, schema: {type: string}}]\n"
      "      responses: {'204': {description: done}}\n"
      "components:\n"
      "  schemas:\n"
      "    Pet: {allOf: [{type: object, properties: {petId: {type: integer}}}, {properties: {name: {type: string}}}]}\n"
      "    One: {type: object, properties: {data: {$ref: '#/components/schemas/Pet'}}}\n"
      "    Many:\n"
      "      type: object\n"
      "      properties:\n"
      "        pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}\n"
      "        other: {type: array, items: {type: string}}\n"
      "        meta: {type: object, properties: {total: {type: integer}, nextPageToken: {type: string}}}\n";
  CHECK(resources_in(paths) == "pet /v1/pets/{pet_id}/ chosen /petId\n"
                               "  create: POST /v1/pets/ 201 thing /data id /petId sent /pet Location ETag key\n"
                               "  list: GET /v1/pets/ 200 thing /pets id /petId\n"
                               "  read: GET /v1/pets/{pet_id}/ 200 thing /data id /petId\n"
                               "  replace: PUT /v1/pets/{pet_id}/ 204 If-Match\n"
                               "  paging: limit=per_page cursor=pageToken next /meta/nextPageToken total /meta/total");
}

TEST_CASE("what leads to the next page is a link beside a cursor where its format or an example says so") {
  const auto paging_of = [](const std::string& next) {
    const std::string list = "{type: object, properties: {pets: {type: array, items: {type: object, properties: "
                             "{petId: {type: integer}}}}, next: " + next + "}}";
    const std::string paths = "paths:\n"
        "  /pets:\n"
        "    get:\n"
        "      parameters: [{name: cursor, in: query, schema: {type: string}}]\n"
        "      responses: " + answer("200", list) + "\n"
        "  /pets/{pet_id}:\n"
        "    get: {responses: " + answer("200", "{type: object, properties: {petId: {type: integer}}}") + "}\n";
    const std::string text = resources_in(paths);
    return text.substr(text.find(" next ") + 6);
  };
  CHECK(paging_of("{type: string}") == "/next");
  CHECK(paging_of("{type: string, examples: [YWZ0ZXItMQ==]}") == "/next");
  CHECK(paging_of("{type: string, format: uri-reference}") == "/next (link)");
  CHECK(paging_of("{type: string, format: url}") == "/next (link)");
  CHECK(paging_of("{type: string, example: '/v1/pets?cursor=20&limit=20'}") == "/next (link)");
  CHECK(paging_of("{anyOf: [{type: string, examples: ['https://shop.test/pets?cursor=20']}, {type: 'null'}]}") ==
        "/next (link)");
}

TEST_CASE("resources stand below others") {
  const std::string item = "{type: object, properties: {item_id: {type: string}}}";
  const std::string paths = "paths:\n"
      "  /orders/{id}:\n"
      "    get: {responses: " + answer("200", order) + "}\n"
      "  /orders/{id}/items:\n"
      "    post: {responses: " + answer("201", item) + "}\n"
      "  /orders/{id}/items/{itemId}:\n"
      "    get: {responses: " + answer("200", item) + "}\n";
  CHECK(resources_in(paths) == "order /orders/{id}\n"
                               "  read: GET /orders/{id} 200 id /id\n"
                               "item /orders/{id}/items/{itemId} of order\n"
                               "  create: POST /orders/{id}/items 201 id /item_id\n"
                               "  read: GET /orders/{id}/items/{itemId} 200 id /item_id");
}

TEST_CASE("a declared link says where an id stands") {
  const std::string made = "{type: object, properties: {reference: {type: string}, id: {type: string}}}";
  const std::string paths = "paths:\n"
      "  /jobs:\n"
      "    post:\n"
      "      responses:\n"
      "        '201':\n"
      "          content: {application/json: {schema: " + made + "}}\n"
      "          links: {read: {operationId: readJob, parameters: {id: $response.body#/reference}}}\n"
      "  /jobs/{id}:\n"
      "    get: {operationId: readJob, responses: " + answer("200", made) + "}\n";
  CHECK(resources_in(paths) == "job /jobs/{id}\n"
                               "  create: POST /jobs 201 id /reference\n"
                               "  read: GET /jobs/{id} 200 id /id");
}

TEST_CASE("a PUT that documents 201 creates where nothing else does") {
  const std::string paths = "paths:\n"
      "  /files/{key}:\n"
      "    get: {responses: " + answer("200", "{type: object, properties: {key: {type: string}}}") + "}\n"
      "    put:\n      requestBody: " + body(order) + "\n"
      "      responses: {'201': {description: new}, '204': {description: changed}}\n"
      "    delete: {responses: {'204': {description: gone}}}\n";
  CHECK(resources_in(paths) == "file /files/{key} put first\n"
                               "  create: PUT /files/{key} 201\n"
                               "  read: GET /files/{key} 200 id /key\n"
                               "  replace: PUT /files/{key} 204\n"
                               "  delete: DELETE /files/{key} 204");
}

TEST_CASE("a member that is called and typed as the id of another resource refers to it") {
  const auto kept = [](const std::string& path, const std::string& thing) {
    return "  " + path + ":\n    post: {requestBody: " + body(thing) + ", responses: " + answer("201", thing) + "}\n" +
           "  " + path + "/{id}: {get: {responses: " + answer("200", thing) + "}}\n";
  };
  const std::string numbered = "{type: object, properties: {id: {type: integer, readOnly: true}}}";
  const std::string visit =
      "{type: object, properties: {id: {type: string, readOnly: true}, customer_id: {type: [integer, 'null']}, "
      "shopId: {type: string}, visitId: {type: string}, paidId: {type: integer}}}";
  // A shop's id is a number, a visit does not refer to visits, and nothing is called paid.
  CHECK(resources_in("paths:\n" + kept("/customers", numbered) + kept("/shops", numbered) + kept("/visits", visit)) ==
        "customer /customers/{id}\n"
        "  create: POST /customers 201 id /id\n"
        "  read: GET /customers/{id} 200 id /id\n"
        "shop /shops/{id}\n"
        "  create: POST /shops 201 id /id\n"
        "  read: GET /shops/{id} 200 id /id\n"
        "visit /visits/{id}\n"
        "  create: POST /visits 201 id /id\n"
        "  read: GET /visits/{id} 200 id /id\n"
        "  refers by customer_id to /customers/{id}");
  // Which customers are meant is unclear.
  CHECK(resources_in("paths:\n" + kept("/customers", numbered) + kept("/old/customers", numbered) +
                     kept("/visits", visit)).find("refers") == std::string::npos);
}

TEST_CASE("what is not clear is no resource") {
  const auto get = [](const std::string& schema) { return "{get: {responses: " + answer("200", schema) + "}}"; };
  // Which of the two is meant by a request cannot be told.
  CHECK(resources_in("paths:\n  /users/{id}: " + get(order) + "\n  /users/{name}: " + get(order) + "\n") == "");
  // No word names what is kept.
  CHECK(resources_in("paths:\n  /{id}: " + get(order) + "\n  /a/{b}/{c}: " + get(order) + "\n") == "");
  CHECK(resources_in("paths:\n  /files/{name}.{kind}: " + get(order) + "\n") == "");
  // A POST that finds things, and one that tells no id.
  const std::string search = "paths:\n"
      "  /orders:\n"
      "    post: {requestBody: " + body("{type: object, properties: {text: {type: string}}}") + ", responses: " +
      answer("200", "{type: object, properties: {id: {type: string}, hits: {type: integer}}}") + "}\n"
      "  /orders/{id}: " + get(order) + "\n"
      "  /notes:\n"
      "    post: {responses: " + answer("201", "{type: object, properties: {done: {type: boolean}}}") + "}\n"
      "  /notes/{id}: " + get(order) + "\n";
  CHECK(resources_in(search) == "order /orders/{id}\n"
                                "  read: GET /orders/{id} 200 id /id\n"
                                "note /notes/{id}\n"
                                "  read: GET /notes/{id} 200 id /id");
  // Two lists that could be the one; an id that is an object; another thing's id.
  const std::string lists = "paths:\n"
      "  /orders:\n"
      "    get: {responses: " + answer("200", "{type: object, properties: {open: {type: array, items: " + order +
                                          "}, closed: {type: array, items: " + order + "}}}") + "}\n"
      "  /orders/{id}: " + get("{type: object, properties: {id: {type: object}}}") + "\n"
      "  /plans/{planId}: " + get("{type: object, properties: {userId: {type: string}}}") + "\n"
      "  /teams/{memberId}: " + get(order) + "\n";
  CHECK(resources_in(lists) == "order /orders/{id}\n"
                               "  read: GET /orders/{id} 200\n"
                               "plan /plans/{planId}\n"
                               "  read: GET /plans/{planId} 200\n"
                               "team /teams/{memberId}\n"
                               "  read: GET /teams/{memberId} 200");
}

TEST_CASE("members are seen through references and alternatives") {
  base::SourceSet sources;
  const document::Node root = yaml(sources,
      "{$defs: {Base: {required: [a], properties: {a: {type: string}}}, Loop: {oneOf: [{$ref: '#/$defs/Loop'}]}, "
      "Secret: {type: string, writeOnly: true}}, "
      "allOf: [{$ref: '#/$defs/Base'}], properties: {b: {$ref: '#/$defs/Secret'}, l: {$ref: '#/$defs/Loop'}}, "
      "oneOf: [{required: [c], properties: {c: {type: integer}, d: {type: [array, 'null'], items: {type: number}}}}, "
      "{required: [c], properties: {c: {type: integer}}}, {type: 'null'}]}");
  std::string seen;
  const DescribedObject object = described_object({&root, &root});
  for (const DescribedMember& one : object.members) {
    seen += one.name + (one.is_required ? "!" : "") + (one.is_write_only ? "w" : "") + (one.is_sure ? " " : "? ");
  }
  CHECK(seen == "bw l a! c! d? ");
  CHECK(object.is_whole);
}
