#include "openapi_grammar.h"

#include <concord/openapi/schema_walk.h>

#include <algorithm>
#include <array>
#include <map>

namespace concord::lint {
namespace {

using K = ObjectKind;
constexpr auto list = MemberForm::List, map = MemberForm::Map;

constexpr auto grammar_rows = std::to_array<GrammarRow>({
    {K::Root, "openapi"},
    {K::Root, "swagger"},
    {K::Root, "$self"},
    {K::Root, "info", K::Info},
    {K::Root, "jsonSchemaDialect"},
    {K::Root, "servers", K::Server, list},
    {K::Root, "paths", K::Paths},
    {K::Root, "webhooks", K::PathItem, map},
    {K::Root, "components", K::Components},
    {K::Root, "security"},
    {K::Root, "tags", K::Tag, list},
    {K::Root, "externalDocs", K::Docs},
    {K::Root, "host"},
    {K::Root, "basePath"},
    {K::Root, "schemes"},
    {K::Root, "consumes"},
    {K::Root, "produces"},
    {K::Root, "definitions", K::Schema, map},
    {K::Root, "parameters", K::Parameter, map},
    {K::Root, "responses", K::Response, map},
    {K::Root, "securityDefinitions", K::Scheme, map},
    {K::Info, "title"},
    {K::Info, "summary"},
    {K::Info, "description"},
    {K::Info, "termsOfService"},
    {K::Info, "contact", K::Contact},
    {K::Info, "license", K::License},
    {K::Info, "version"},
    {K::Contact, "name"},
    {K::Contact, "url"},
    {K::Contact, "email"},
    {K::License, "name"},
    {K::License, "identifier"},
    {K::License, "url"},
    {K::Server, "url"},
    {K::Server, "name"},
    {K::Server, "description"},
    {K::Server, "variables", K::ServerVariable, map},
    {K::ServerVariable, "enum"},
    {K::ServerVariable, "default"},
    {K::ServerVariable, "description"},
    {K::Components, "schemas", K::Schema, map},
    {K::Components, "responses", K::Response, map},
    {K::Components, "parameters", K::Parameter, map},
    {K::Components, "examples"},
    {K::Components, "requestBodies", K::Body, map},
    {K::Components, "headers", K::Header, map},
    {K::Components, "securitySchemes", K::Scheme, map},
    {K::Components, "links", K::Link, map},
    {K::Components, "callbacks", K::Callback, map},
    {K::Components, "pathItems", K::PathItem, map},
    {K::Components, "mediaTypes", K::Media, map},
    {K::PathItem, "$ref"},
    {K::PathItem, "summary"},
    {K::PathItem, "description"},
    {K::PathItem, "servers", K::Server, list},
    {K::PathItem, "parameters", K::Parameter, list},
    {K::PathItem, "get", K::Operation},
    {K::PathItem, "put", K::Operation},
    {K::PathItem, "post", K::Operation},
    {K::PathItem, "delete", K::Operation},
    {K::PathItem, "options", K::Operation},
    {K::PathItem, "head", K::Operation},
    {K::PathItem, "patch", K::Operation},
    {K::PathItem, "trace", K::Operation},
    {K::PathItem, "query", K::Operation},
    {K::PathItem, "additionalOperations", K::Operation, map},
    {K::Operation, "tags"},
    {K::Operation, "summary"},
    {K::Operation, "description"},
    {K::Operation, "externalDocs", K::Docs},
    {K::Operation, "operationId"},
    {K::Operation, "parameters", K::Parameter, list},
    {K::Operation, "requestBody", K::Body},
    {K::Operation, "responses", K::Responses},
    {K::Operation, "callbacks", K::Callback, map},
    {K::Operation, "deprecated"},
    {K::Operation, "security"},
    {K::Operation, "servers", K::Server, list},
    {K::Operation, "consumes"},
    {K::Operation, "produces"},
    {K::Operation, "schemes"},
    {K::Parameter, "$ref"},
    {K::Parameter, "name"},
    {K::Parameter, "in"},
    {K::Parameter, "summary"},
    {K::Parameter, "description"},
    {K::Parameter, "required"},
    {K::Parameter, "deprecated"},
    {K::Parameter, "allowEmptyValue"},
    {K::Parameter, "style"},
    {K::Parameter, "explode"},
    {K::Parameter, "allowReserved"},
    {K::Parameter, "schema", K::Schema},
    {K::Parameter, "example"},
    {K::Parameter, "examples"},
    {K::Parameter, "content", K::Content},
    {K::Parameter, "collectionFormat"},
    {K::Body, "$ref"},
    {K::Body, "summary"},
    {K::Body, "description"},
    {K::Body, "content", K::Content},
    {K::Body, "required"},
    {K::Media, "$ref"},
    {K::Media, "schema", K::Schema},
    {K::Media, "itemSchema", K::Schema},
    {K::Media, "example"},
    {K::Media, "examples"},
    {K::Media, "encoding", K::Encoding, map},
    {K::Media, "prefixEncoding", K::Encoding, list},
    {K::Media, "itemEncoding", K::Encoding},
    {K::Encoding, "contentType"},
    {K::Encoding, "headers", K::Header, map},
    {K::Encoding, "style"},
    {K::Encoding, "explode"},
    {K::Encoding, "allowReserved"},
    {K::Encoding, "encoding", K::Encoding, map},
    {K::Encoding, "prefixEncoding", K::Encoding, list},
    {K::Encoding, "itemEncoding", K::Encoding},
    {K::Response, "$ref"},
    {K::Response, "summary"},
    {K::Response, "description"},
    {K::Response, "headers", K::Header, map},
    {K::Response, "content", K::Content},
    {K::Response, "links", K::Link, map},
    {K::Response, "schema", K::Schema},
    {K::Response, "examples"},
    {K::Link, "$ref"},
    {K::Link, "operationRef"},
    {K::Link, "operationId"},
    {K::Link, "parameters"},
    {K::Link, "requestBody"},
    {K::Link, "description"},
    {K::Link, "summary"},
    {K::Link, "server", K::Server},
    {K::Header, "$ref"},
    {K::Header, "summary"},
    {K::Header, "description"},
    {K::Header, "required"},
    {K::Header, "deprecated"},
    {K::Header, "allowEmptyValue"},
    {K::Header, "style"},
    {K::Header, "explode"},
    {K::Header, "allowReserved"},
    {K::Header, "schema", K::Schema},
    {K::Header, "example"},
    {K::Header, "examples"},
    {K::Header, "content", K::Content},
    {K::Header, "collectionFormat"},
    {K::Tag, "name"},
    {K::Tag, "summary"},
    {K::Tag, "description"},
    {K::Tag, "externalDocs", K::Docs},
    {K::Tag, "parent"},
    {K::Tag, "kind"},
    {K::Docs, "description"},
    {K::Docs, "url"},
    {K::Discriminator, "propertyName"},
    {K::Discriminator, "mapping"},
    {K::Discriminator, "defaultMapping"},
    {K::Xml, "name"},
    {K::Xml, "namespace"},
    {K::Xml, "prefix"},
    {K::Xml, "attribute"},
    {K::Xml, "wrapped"},
    {K::Xml, "nodeType"},
    {K::Scheme, "$ref"},
    {K::Scheme, "type"},
    {K::Scheme, "summary"},
    {K::Scheme, "description"},
    {K::Scheme, "name"},
    {K::Scheme, "in"},
    {K::Scheme, "scheme"},
    {K::Scheme, "bearerFormat"},
    {K::Scheme, "flows", K::Flows},
    {K::Scheme, "openIdConnectUrl"},
    {K::Scheme, "oauth2MetadataUrl"},
    {K::Scheme, "deprecated"},
    {K::Scheme, "flow"},
    {K::Scheme, "authorizationUrl"},
    {K::Scheme, "tokenUrl"},
    {K::Scheme, "scopes"},
    {K::Flows, "implicit", K::Flow},
    {K::Flows, "password", K::Flow},
    {K::Flows, "clientCredentials", K::Flow},
    {K::Flows, "authorizationCode", K::Flow},
    {K::Flows, "deviceAuthorization", K::Flow},
    {K::Flow, "authorizationUrl"},
    {K::Flow, "deviceAuthorizationUrl"},
    {K::Flow, "tokenUrl"},
    {K::Flow, "refreshUrl"},
    {K::Flow, "scopes"},
    {K::Schema, "discriminator", K::Discriminator},
    {K::Schema, "xml", K::Xml},
    {K::Schema, "externalDocs", K::Docs},
});

// Keywords of schemas in any draft; also those of parameters and headers in Swagger 2.0.
constexpr auto keywords = std::to_array<std::string_view>({
    "$ref", "$id", "id", "$schema", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor",
    "$vocabulary", "$comment", "$defs", "definitions", "type", "enum", "const", "title", "description", "default",
    "deprecated", "readOnly", "writeOnly", "examples", "example", "nullable", "format", "multipleOf", "maximum",
    "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems",
    "uniqueItems", "maxContains", "minContains", "maxProperties", "minProperties", "required", "dependentRequired",
    "properties", "patternProperties", "additionalProperties", "propertyNames", "items", "prefixItems",
    "additionalItems", "contains", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas",
    "dependencies", "unevaluatedItems", "unevaluatedProperties", "contentEncoding", "contentMediaType", "contentSchema",
});

MemberForm form_of(openapi::SubschemaForm form) {
  return form == openapi::SubschemaForm::List  ? MemberForm::List
         : form == openapi::SubschemaForm::Map ? MemberForm::Map
                                               : MemberForm::One;
}

using Words = std::map<std::string_view, GrammarRow>;

const std::map<ObjectKind, Words>& grammar() {
  static const auto all = [] {
    std::map<ObjectKind, Words> kinds;
    for (const GrammarRow& row : grammar_rows) kinds[row.of].emplace(row.word, row);
    for (const std::string_view word : keywords) {
      const auto form = openapi::subschema_form(word);
      const K kind = form == openapi::SubschemaForm::None ? K::Anything : K::Schema;
      for (const K of : {K::Schema, K::Parameter, K::Header})
        kinds[of].emplace(word, GrammarRow{of, word, kind, form_of(form)});
    }
    return kinds;
  }();
  return all;
}

}  // namespace

const GrammarRow* find_word(ObjectKind kind, std::string_view word) {
  const auto words = grammar().find(kind);
  if (words == grammar().end()) return nullptr;
  const auto row = words->second.find(word);
  return row == words->second.end() ? nullptr : &row->second;
}

const std::vector<std::string>& words_of(ObjectKind kind) {
  static const auto all = [] {
    std::map<ObjectKind, std::vector<std::string>> lists;
    for (const auto& [of, words] : grammar()) {
      for (const auto& [word, row] : words) lists[of].emplace_back(word);
    }
    return lists;
  }();
  static const std::vector<std::string> none;
  const auto found = all.find(kind);
  return found == all.end() ? none : found->second;
}

}  // namespace concord::lint
