// The schemas of OpenAPI 3.1 and 3.0. That of 3.0 is published only as a part of the one for whole documents, which is
// why it has a name of our own.
#include "metaschema_texts.h"

#include <array>

namespace concord::schema {
namespace {

constexpr auto kTexts = std::to_array<MetaschemaText>({
    {"https://spec.openapis.org/oas/3.1/dialect/base", R"({
"$id":"https://spec.openapis.org/oas/3.1/dialect/base","$schema":"https://json-schema.org/draft/2020-12/schema",
"$vocabulary":{"https://json-schema.org/draft/2020-12/vocab/core":true,
"https://json-schema.org/draft/2020-12/vocab/applicator":true,
"https://json-schema.org/draft/2020-12/vocab/unevaluated":true,
"https://json-schema.org/draft/2020-12/vocab/validation":true,
"https://json-schema.org/draft/2020-12/vocab/meta-data":true,
"https://json-schema.org/draft/2020-12/vocab/format-annotation":true,
"https://json-schema.org/draft/2020-12/vocab/content":true,
"https://spec.openapis.org/oas/3.1/vocab/base":false},"$dynamicAnchor":"meta",
"allOf":[{"$ref":"https://json-schema.org/draft/2020-12/schema"},
{"$ref":"https://spec.openapis.org/oas/3.1/meta/base"}]})"},
    {"https://spec.openapis.org/oas/3.1/meta/base", R"({
"$id":"https://spec.openapis.org/oas/3.1/meta/base","$schema":"https://json-schema.org/draft/2020-12/schema",
"$vocabulary":{"https://spec.openapis.org/oas/3.1/vocab/base":true},"$dynamicAnchor":"meta",
"type":["object","boolean"],
"properties":{"example":true,"discriminator":{"$ref":"#/$defs/discriminator"},
"externalDocs":{"$ref":"#/$defs/external-docs"},"xml":{"$ref":"#/$defs/xml"}},
"$defs":{"extensible":{"patternProperties":{"^x-":true}},
"discriminator":{"$ref":"#/$defs/extensible","type":"object","required":["propertyName"],
"properties":{"propertyName":{"type":"string"},"mapping":{"type":"object","additionalProperties":{"type":"string"}}},
"unevaluatedProperties":false},
"external-docs":{"$ref":"#/$defs/extensible","type":"object","required":["url"],
"properties":{"url":{"type":"string","format":"uri-reference"},"description":{"type":"string"}},
"unevaluatedProperties":false},
"xml":{"$ref":"#/$defs/extensible","type":"object",
"properties":{"name":{"type":"string"},"namespace":{"type":"string","format":"uri"},"prefix":{"type":"string"},
"attribute":{"type":"boolean"},"wrapped":{"type":"boolean"}},"unevaluatedProperties":false}}})"},
    {"urn:concord:oas-3.0-schema", R"({
"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"urn:concord:oas-3.0-schema",
"type":"object","if":{"required":["$ref"]},"then":{"$ref":"#/$defs/reference"},"else":{"$ref":"#/$defs/schema"},
"$defs":{
"count":{"type":"integer","minimum":0},"list":{"type":"array","items":{"$ref":"#"}},
"reference":{"properties":{"$ref":{"type":"string","format":"uri-reference"}}},
"schema":{"patternProperties":{"^x-":{}},"additionalProperties":false,
"properties":{"title":{"type":"string"},"description":{"type":"string"},"default":{},"example":{},
"format":{"type":"string"},"nullable":{"type":"boolean"},"readOnly":{"type":"boolean"},
"writeOnly":{"type":"boolean"},"deprecated":{"type":"boolean"},
"type":{"enum":["array","boolean","integer","number","object","string"]},"enum":{"type":"array","minItems":1},
"multipleOf":{"type":"number","exclusiveMinimum":0},
"maximum":{"type":"number"},"exclusiveMaximum":{"type":"boolean"},"minimum":{"type":"number"},
"exclusiveMinimum":{"type":"boolean"},"maxLength":{"$ref":"#/$defs/count"},
"minLength":{"$ref":"#/$defs/count"},"pattern":{"type":"string","format":"regex"},
"maxItems":{"$ref":"#/$defs/count"},"minItems":{"$ref":"#/$defs/count"},"uniqueItems":{"type":"boolean"},
"maxProperties":{"$ref":"#/$defs/count"},"minProperties":{"$ref":"#/$defs/count"},
"required":{"type":"array","items":{"type":"string"},"minItems":1,"uniqueItems":true},
"not":{"$ref":"#"},"allOf":{"$ref":"#/$defs/list"},"oneOf":{"$ref":"#/$defs/list"},
"anyOf":{"$ref":"#/$defs/list"},"items":{"$ref":"#"},
"properties":{"type":"object","additionalProperties":{"$ref":"#"}},
"additionalProperties":{"if":{"type":"object"},"then":{"$ref":"#"},"else":{"type":"boolean"}},
"discriminator":{"type":"object","required":["propertyName"],
"properties":{"propertyName":{"type":"string"},"mapping":{"type":"object","additionalProperties":{"type":"string"}}}},
"externalDocs":{"type":"object","required":["url"],"patternProperties":{"^x-":{}},"additionalProperties":false,
"properties":{"url":{"type":"string","format":"uri-reference"},"description":{"type":"string"}}},
"xml":{"type":"object","patternProperties":{"^x-":{}},"additionalProperties":false,
"properties":{"name":{"type":"string"},"namespace":{"type":"string","format":"uri"},"prefix":{"type":"string"},
"attribute":{"type":"boolean"},"wrapped":{"type":"boolean"}}}}}}})"},
});

}  // namespace

std::span<const MetaschemaText> openapi_metaschema_texts() { return kTexts; }

}  // namespace concord::schema
