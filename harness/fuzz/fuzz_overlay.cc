// Any bytes as an overlay of a small document: it is refused with a reason, or the contract can be written and read.
#include "derived_input.h"

namespace {

constexpr std::string_view shop = R"(openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://shop.test/v1'}]
security: [{key: []}]
paths:
  /items/{id}:
    post:
      operationId: change
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
        - {name: dry, in: query, content: {application/json: {schema: {type: boolean}}}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}
      responses:
        '200':
          headers: {X-Count: {schema: {type: integer}}}
          content:
            application/json:
              schema: {oneOf: [{$ref: '#/components/schemas/Item'}, {$ref: '#/components/schemas/Error'}]}
              examples: {one: {value: {id: a}}}
        default: {content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}
webhooks:
  sold:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}
      responses: {'200': {description: ok}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Item:
      type: object
      description: The kind is one of `a` or `b`, at most 10 characters.
      required: [id]
      properties:
        id: {type: string}
        kind: {enum: [a, b]}
        parts: {type: array, items: {$ref: '#/components/schemas/Item'}}
    Error: {type: object, properties: {code: {type: integer}, message: {type: string, maxLength: 10}}}
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace concord;
  base::SourceSet sources;
  const base::Source& overlay = sources.add("overlay.yaml", std::string(fuzz::text_of(data, size)));
  fuzz::contract_of(sources, shop, &overlay);
  return 0;
}
