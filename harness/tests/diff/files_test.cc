// Whole documents as files: three spellings of one API, and one document that is changed in one place at a time.
#include "contracts.h"

#include <support/paths.h>

#include <concord/base/file.h>

using namespace concord;
namespace fs = std::filesystem;

namespace {

const fs::path folder = fs::path(support::source_dir()) / "harness/tests/diff";

std::string findings(const finding::Listing& listing) {
  std::string text;
  for (const auto& one : listing.findings)
    text += std::string(listing.word(one.level)) + ' ' + one.rule + ": " + one.operation + ": " + one.message + '\n';
  return text;
}

struct Edit {
  const char* from;  // stands in orders.yaml, once
  const char* to;
  const char* says;
};

const Edit edits[] = {
    // parameters of all kinds
    {"in: cookie, required: true, schema: {type: string, minLength: 8}",
     "in: cookie, required: true, schema: {type: string, minLength: 16}",
     "breaking request-min-length-narrowed: GET /orders/{id}: minLength of cookie parameter \"session\" was 8 and is "
     "16 "
     "now\n"},
    {"{name: session, in: cookie, required: true,", "{name: session, in: cookie,",
     "info request-parameter-became-optional: GET /orders/{id}: cookie parameter \"session\" is optional now\n"},
    {"schema: {type: string, maxLength: 20}", "schema: {type: string, maxLength: 10}",
     "breaking request-max-length-narrowed: GET /orders/{id}: maxLength of path parameter \"id\" was 20 and is 10 "
     "now\n"},
    {"{name: X-Trace, in: header, schema: {type: string, maxLength: 40}}",
     "{name: X-TRACE, in: header, schema: {type: string, maxLength: 50}}",
     "info request-max-length-widened: GET /orders/{id}: maxLength of header parameter \"X-TRACE\" was 40 and is 50 "
     "now\n"},
    {"maxProperties: 3", "maxProperties: 2",
     "breaking request-max-properties-narrowed: GET /orders/{id}: maxProperties of query parameter \"filter\" was 3 "
     "and "
     "is 2 now\n"},
    // answers: headers, media types, statuses, links
    {"ETag: {required: true, schema: {type: string}}", "ETag: {schema: {type: string}}",
     "breaking response-header-became-optional: GET /orders/{id}: header \"ETag\" of response 200 may be missing "
     "now\n"},
    {"X-Age: {schema: {type: integer, minimum: 0}}", "X-Age: {schema: {type: integer}}",
     "breaking response-minimum-widened: GET /orders/{id}: minimum of header \"X-Age\" of response 200 was 0 and is "
     "none "
     "now\n"},
    {"            text/csv: {schema: {type: string}}\n", "",
     "breaking response-media-type-removed: GET /orders/{id}: response 200 cannot be \"text/csv\" any more\n"},
    {"text/csv: {schema: {type: string}}", "text/csv: {schema: {type: string, maxLength: 9}}",
     "info response-max-length-narrowed: GET /orders/{id}: maxLength of response 200 (text/csv) was none and is 9 "
     "now\n"},
    {"4XX: {description: no}", "\"404\": {description: no}\n        4XX: {description: no}",
     "info response-error-status-added: GET /orders/{id}: response 404 is new\n"},
    {"cancel: {operationId: cancelOrder, parameters: {id: $response.body#/id}}", "stop: {operationId: cancelOrder}",
     "warning response-link-removed: GET /orders/{id}: link \"cancel\" of response 200 is gone\n"
     "info response-link-added: GET /orders/{id}: link \"stop\" of response 200 is new\n"},
    {"{operationId: cancelOrder, parameters: {id: $response.body#/id}}",
     "{operationId: cancelOrder, parameters: {order: $response.body#/id}}",
     "warning response-link-changed: GET /orders/{id}: link \"cancel\" of response 200 was "
     "{\"operationId\":\"cancelOrder\",\"parameters\":{\"id\":\"$response.body#/id\"}} and is "
     "{\"operationId\":\"cancelOrder\",\"parameters\":{\"order\":\"$response.body#/id\"}} now\n"},
    // security and servers
    {"security: [{Key: []}, {Login: [], Grant: [read]}]", "security: [{Key: []}, {Login: [], Grant: [read, write]}]",
     "breaking security-scope-added: GET /orders/{id}: the scope \"write\" is needed now\n"
     "breaking security-scope-added: POST /orders: the scope \"write\" is needed now\n"},
    {"security: [{Key: []}, {Login: [], Grant: [read]}]",
     "security: [{Key: [], Login: []}, {Login: [], Grant: [read]}]",
     "breaking security-alternative-removed: GET /orders/{id}: \"Key\" is not accepted any more\n"
     "info security-alternative-added: GET /orders/{id}: \"Key\" and \"Login\" is accepted as well now\n"
     "breaking security-alternative-removed: POST /orders: \"Key\" is not accepted any more\n"
     "info security-alternative-added: POST /orders: \"Key\" and \"Login\" is accepted as well now\n"},
    {"operationId: cancelOrder, security: [], ", "operationId: cancelOrder, ",
     "breaking security-added: POST /cancellations: credentials are required now: \"Key\", or \"Login\" and \"Grant\" "
     "with "
     "read\n"},
    {"default: eu, enum: [eu, us]", "default: us, enum: [us, eu]", ""},
    {"default: eu, enum: [eu, us]", "default: eu, enum: [eu, as]",
     "breaking server-removed: : the server \"https://us.orders.example/v1\" is gone\n"
     "info server-added: : the server \"https://as.orders.example/v1\" is new\n"},
    {"url: https://{region}.orders.example/v1", "url: https://{region}.orders.example/v2",
     "breaking server-removed: : the server \"https://eu.orders.example/v1\" is gone\n"
     "breaking server-removed: : the server \"https://us.orders.example/v1\" is gone\n"
     "info server-added: : the server \"https://eu.orders.example/v2\" is new\n"
     "info server-added: : the server \"https://us.orders.example/v2\" is new\n"},
    {"servers: [{url: https://write.orders.example/v1}]", "servers: [{url: https://new.orders.example/v1}]",
     "breaking server-removed: POST /orders: the server \"https://write.orders.example/v1\" is gone\n"
     "info server-added: POST /orders: the server \"https://new.orders.example/v1\" is new\n"},
    // what the provider sends by itself, where an event is sent and an order is both sent and received
    {"enum: [paid, shipped]", "enum: [paid, shipped, lost]",
     "breaking response-enum-value-added: POST /orders: callback \"paid\": request body \"/kind\" has the new value "
     "\"lost\"\n"
     "breaking response-enum-value-added: webhook POST shipped: request body \"/kind\" has the new value \"lost\"\n"},
    {"at: {type: string, format: date-time}", "at: {type: string}",
     "breaking response-format-widened: POST /orders: callback \"paid\": request body \"/at\" has the format none now, "
     "it "
     "was date-time\n"
     "breaking response-format-widened: webhook POST shipped: request body \"/at\" has the format none now, it was "
     "date-time\n"},
    {"{name: X-Signature, in: header, required: true, schema: {type: string, minLength: 64}}",
     "{name: X-Signature, in: header, required: true, schema: {type: string, minLength: 32}}",
     "breaking response-min-length-widened: webhook POST shipped: minLength of header parameter \"X-Signature\" was 64 "
     "and is 32 now\n"},
    {"\"410\": {description: stop}", "\"404\": {description: stop}",
     "info response-error-status-removed: webhook POST shipped: response 410 is gone\n"
     "info response-error-status-added: webhook POST shipped: response 404 is new\n"},
    {"\"{$request.body#/hook}\":", "\"{$request.body#/back}\":",
     "breaking callback-removed: POST /orders: the callback \"paid POST {$request.body#/hook}\" is gone\n"
     "info callback-added: POST /orders: the callback \"paid POST {$request.body#/back}\" is new\n"},
    // schemas of both directions
    {"state: {type: string, enum: [open, paid]}", "state: {type: string, enum: [open, paid, sent]}",
     "info request-enum-value-added: POST /orders: request body \"/state\" has the new value \"sent\"\n"
     "breaking response-enum-value-added: GET /orders/{id}: response 200 (application/json) \"/state\" has the new "
     "value "
     "\"sent\"\n"},
    {"hook: {type: string, format: uri, writeOnly: true}", "hook: {type: string, format: uuid, writeOnly: true}",
     "breaking request-format-changed: POST /orders: request body \"/hook\" has the format uuid now, it was uri\n"
     "info response-format-changed: GET /orders/{id}: response 200 (application/json) \"/hook\" has the format uuid "
     "now, "
     "it was uri\n"},
    {"mapping: {card: \"#/components/schemas/Card\"}", "mapping: {plastic: \"#/components/schemas/Card\"}",
     "warning request-discriminator-value-removed: POST /orders: request body \"/payment\" has lost the discriminator "
     "value card\n"
     "info request-discriminator-value-added: POST /orders: request body \"/payment\" has the new discriminator value "
     "plastic\n"
     "info response-discriminator-value-removed: GET /orders/{id}: response 200 (application/json) \"/payment\" has "
     "lost "
     "the discriminator value card\n"
     "info response-discriminator-value-added: GET /orders/{id}: response 200 (application/json) \"/payment\" has the "
     "new "
     "discriminator value plastic\n"},
    // what is no change: examples, descriptions, names, tags
    {"description: the order", "description: another text", ""},
    {"operationId: getOrder", "operationId: getOrder\n      tags: [orders]\n      summary: gets it", ""},
    {"at: {type: string, format: date-time}", "at: {type: string, format: date-time, example: 2026-01-31T00:00:00Z}",
     ""},
};

// The same change in two spellings of one API.
struct TwinEdit {
  const char* from_30;
  const char* to_30;
  const char* from_31;
  const char* to_31;
};

const TwinEdit twin_edits[] = {
    {"maxLength: 80", "maxLength: 60", "maxLength: 80", "maxLength: 60"},
    {"minimum: 60", "minimum: 61", "exclusiveMinimum: 59", "exclusiveMinimum: 60"},
    {"Grant: [read]", "Grant: [read, write]", "Token: [read]", "Token: [read, write]"},
    {"{Key: []}, ", "", ", {ApiKey: []}", ""},
    {"maxLength: 40", "maxLength: 30", "maxLength: 40", "maxLength: 30"},
    {"pattern: \"^[a-z]+$\"", "pattern: \"^[a-z]$\"", "pattern: \"^[a-z]+$\"", "pattern: \"^[a-z]$\""},
    {"X-Rest: {schema: {type: integer,", "X-Rest: {schema: {type: number,", "type: integer}}}\n          content",
     "type: number}}}\n          content"},
    {"required: [code], ", "", "required: [code], ", ""},
    {"note: {type: string, nullable: true}", "note: {type: string}", "{anyOf: [{type: \"null\"}, {type: string}]}",
     "{type: string}"},
};

std::string edited(const std::string& document, const char* from, const char* to) {
  const std::size_t at = document.find(from);
  INFO(from);
  REQUIRE(at != std::string::npos);
  return document.substr(0, at) + to + document.substr(at + std::string_view(from).size());
}

std::set<std::string> fingerprints(const std::string& before, const std::string& after) {
  std::set<std::string> all;
  for (const auto& one : contracts::compared_as_files(before, after).findings) all.insert(one.fingerprint);
  return all;
}

}  // namespace

TEST_CASE("fingerprints do not depend on names, order, lines and spellings") {
  const std::string of_30 = *base::read_file(folder / "spellings/openapi30.yaml");
  const std::string of_31 = *base::read_file(folder / "spellings/openapi31.yaml");
  for (const TwinEdit& one : twin_edits) {
    INFO(one.from_30 << " -> " << one.to_30);
    const auto first = fingerprints(of_30, edited(of_30, one.from_30, one.to_30));
    CHECK_FALSE(first.empty());
    CHECK(first == fingerprints(of_31, edited(of_31, one.from_31, one.to_31)));
  }
}

TEST_CASE("one API in three spellings is one API") {
  const char* spellings[] = {"swagger20.yaml", "openapi30.yaml", "openapi31.yaml"};
  for (const char* one : spellings) {
    for (const char* other : spellings) {
      INFO(one << " = " << other);
      const auto read = [](const char* name) { return *base::read_file(folder / "spellings" / name); };
      const auto listing = contracts::compared_as_files(read(one), read(other));
      CHECK(findings(listing) == "");
      CHECK(listing.counters.front().second == 4);
    }
  }
}

TEST_CASE("each change of a document is what diff says, and nothing else") {
  const std::string document = *base::read_file(folder / "orders.yaml");
  for (const Edit& one : edits) {
    const std::size_t at = document.find(one.from);
    INFO(one.from << " -> " << one.to);
    REQUIRE(at != std::string::npos);
    REQUIRE(document.find(one.from, at + 1) == std::string::npos);
    const std::string changed =
        document.substr(0, at) + one.to + document.substr(at + std::string_view(one.from).size());
    CHECK(contracts::sorted(findings(contracts::compared_as_files(document, changed))) == contracts::sorted(one.says));
  }
}
