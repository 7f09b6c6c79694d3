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
      required: [id]
      properties:
        id: {type: string}
        kind: {enum: [a, b]}
        parts: {type: array, items: {$ref: '#/components/schemas/Item'}}
    Error:
      type: object
      properties: {code: {type: integer}, message: {type: string, description: At most 10 characters.}}
)";

// What --suggest makes of it can be read, or it is refused.
void add_suggestions(const concord::base::Source& overlay) {
  using namespace concord;
  static base::SourceSet own;
  static const base::Source& page = own.add("api-all.yaml", std::string(shop));
  static const auto contract = fuzz::contract_of(own, shop);
  static const auto found = derive::suggestions(*contract, std::vector<const base::Source*>{&page});
  fuzz::require(!found.empty(), "there is something to suggest");
  const auto text = derive::with_suggestions(overlay, "api", found);
  if (!text) return fuzz::require(!text.diagnostics().empty(), "an overlay that is refused has a reason");
  const base::Source written("overlay.yaml", *text);
  fuzz::require(static_cast<bool>(document::parse_yaml(written)), "an overlay with suggestions can be read");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace concord;
  base::SourceSet sources;
  const base::Source& overlay = sources.add("overlay.yaml", std::string(fuzz::text_of(data, size)));
  fuzz::contract_of(sources, shop, &overlay);
  add_suggestions(overlay);
  return 0;
}
