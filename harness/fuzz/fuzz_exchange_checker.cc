// An answer through the whole exchange checker: a line with the status, lines of headers, an empty line, the body. What
// it says is the same twice, bounded whatever the answer is, and no failure comes with "cannot be judged".
#include "input.h"

#include <concord/base/text.h>
#include <concord/check/exchange_checker.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace {

using namespace concord;
using fuzz::require;

const char* const body_schema = R"({
  "type": "object", "required": ["id", "status"],
  "properties": {
    "id": {"type": "string", "format": "uuid"}, "status": {"enum": ["open", "done", 3]},
    "at": {"type": "string", "format": "date-time"}, "email": {"type": "string", "format": "email", "maxLength": 40},
    "code": {"type": "string", "pattern": "^(\\w+)-\\1$"}, "name": {"type": ["string", "null"], "minLength": 2},
    "amount": {"type": "number", "minimum": 0, "multipleOf": 0.01}, "count": {"type": "integer", "format": "int32"},
    "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": true, "maxItems": 8},
    "url": {"type": "string", "format": "uri"}, "secret": {"type": "string", "writeOnly": true},
    "children": {"type": "array", "items": {"$ref": "#"}},
    "pet": {"oneOf": [{"$ref": "#/$defs/cat"}, {"$ref": "#/$defs/dog"}], "discriminator": {"propertyName": "kind"}},
    "extra": {"type": "object", "patternProperties": {"^x-": {"type": "boolean"}}, "additionalProperties": false}
  },
  "$defs": {
    "cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}}},
    "dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "dog"}, "tail": {"type": "boolean"}}}
  }
})";

const char* const expected = R"(
status: [200, 201, 4xx]
headers: {X-Id: {minLength: 1}, Location: {host: shop.test, scheme: https, query: {theme: dark}}}
body:
  $.id: {nonEmpty: true}
  $.at: {after: now-1h, before: now+5m, tolerance: 2s}
  $.url: {host: shop.test}
  $..tags[*]: {type: string}
  $.children[?@.status == 'open' && length(@.tags) > 0].id: {sameAs: $.id}
  $.count: {oneOfValues: [1, 2, 3]}
  $.name: {differsFrom: $.email}
optional: {'$.pet.kind': cat, '$.code': {pattern: '^(a|b)+$'}}
absent: [$.error, '$..password']
unique: [$.id, '$.children[*].id']
max_time: 2s
)";

contract::SchemaRef schema_of(const char* text) {
  auto parsed = document::parse_answer_json(text);
  auto root = std::make_shared<const document::Node>(std::move(*parsed.root));
  return {root, {}, "fuzz.schema.json", root.get()};
}

contract::Response response(const char* status, std::vector<contract::Content> contents) {
  contract::Response made;
  made.status = status;
  made.contents = std::move(contents);
  made.headers = {{"X-Id", true, schema_of(R"({"type":"string","format":"uuid"})"), {}},
                  {"X-Numbers", false, schema_of(R"({"type":"array","items":{"type":"integer"}})"), {}}};
  return made;
}

contract::Content content(const char* media_type, const char* schema) {
  contract::Content made;
  made.media_type = media_type;
  if (schema) made.schema = schema_of(schema);
  return made;
}

contract::Operation make_operation() {
  contract::Operation operation;
  operation.provider = "shop";
  operation.name = "create-session";
  operation.method = "POST";
  operation.path = "/customers/{customerId}/sessions";
  operation.responses = {
      response("200", {content("application/json", body_schema)}),
      response("4XX", {content("application/problem+json", R"({"type":"object","required":["title"]})"),
                       content("text/plain", nullptr)}),
      response("204", {}),
      response("default", {content("*/*", R"({"type":"object","properties":{"error":{"type":"string"}}})")})};
  return operation;
}

struct Scene {
  base::SourceSet sources;  // places of the expectations are in it
  contract::Operation operation = make_operation();
  check::ResponseSchemas schemas;
  check::Expectations expectations;
  document::Node request;
  std::vector<check::SentSecret> secrets{{"KEY", base::Secret("s3cret-value")}, {"password", base::Secret("hunter22")}};
  check::Levels levels{{"latency", result::Level::Warn}, {"undocumented", result::Level::Fail}};
  Scene() {
    require(schemas.add(operation).empty(), "the schemas compile");
    const auto node = document::parse_yaml(sources.add("expect.yaml", expected));
    require(node.has_value(), "the expectations are YAML");
    auto parsed = check::parse_expectations(*node);
    if (!parsed) std::fputs(base::render(parsed.diagnostics()).c_str(), stderr);
    require(parsed.has_value(), "the expectations are right");
    expectations = std::move(parsed).value();
    request =
        *document::parse_answer_json(
             R"({"path":{"customerId":"c-1"},"query":{},"headers":{},"body":{"id":"c-1","name":"n","password":"hunter22"}})")
             .root;
  }
};

// Status line and headers end with an empty line; the rest is the body.
http::Exchange exchange_of(std::string_view text) {
  http::Exchange exchange;
  exchange.request = {"POST", "https://api.shop.test/customers/c-1/sessions", {}, "{}"};
  exchange.timing.total = http::Microseconds(1500);
  exchange.response = http::Response{};
  http::Response& response = *exchange.response;
  auto [status, rest] = fuzz::split_first_line(text);
  std::from_chars(status.data(), status.data() + status.size(), response.status);
  response.status = std::clamp(response.status, 100, 999);
  while (!rest.empty()) {
    const auto [line, more] = fuzz::split_first_line(rest);
    rest = more;
    if (line.empty()) break;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) continue;
    response.headers.push_back({std::string(line.substr(0, colon)), std::string(base::trim(line.substr(colon + 1)))});
  }
  response.body = rest;
  return exchange;
}

std::string said(const check::ExchangeOutcome& outcome) {
  std::string text = outcome.not_judged ? "not judged: " + outcome.not_judged->message + "\n" : "";
  for (const auto* list : {&outcome.outcome.failures, &outcome.outcome.warnings}) {
    for (const result::CheckFailure& one : *list) {
      text += one.check + ' ' + one.type + ' ' + one.message + ' ' + one.expected + ' ' + one.actual + ' ' +
              one.pointer + "\n";
    }
  }
  return text;
}

void check_findings(const std::vector<result::CheckFailure>& findings, const http::Response& response) {
  require(findings.size() <= 100 * check::check_kinds().size(), "what is listed is bounded");
  for (const result::CheckFailure& one : findings) {
    require(check::find_check(one.check) != nullptr, "a finding names its check");
    require(!one.message.empty() && !one.type.empty(), "and says what is wrong");
    require(one.message.find_first_of("\r\n") == std::string::npos, "on one line");
    require(one.message.size() + one.expected.size() + one.actual.size() <= 16384 + response.body.size(),
            "within a bound");
    require(!result::fingerprint("shop", "create-session", one).empty(), "and has an identity");
  }
}

class StillClock : public base::Clock {
 public:
  base::SystemTime now() const override { return *base::parse_rfc3339("2026-03-01T10:00:00Z"); }
  std::chrono::steady_clock::time_point steady() const override { return {}; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Scene scene;
  static const StillClock clock;
  const http::Exchange exchange = exchange_of(fuzz::text_of(data, size));
  const check::ExchangeChecker checker(clock);
  const check::ExchangeQuestion question{scene.operation, exchange,     scene.request, scene.expectations,
                                         scene.secrets,   scene.levels, scene.schemas, true};
  const check::ExchangeOutcome outcome = checker.check(question);
  check_findings(outcome.outcome.failures, *exchange.response);
  check_findings(outcome.outcome.warnings, *exchange.response);
  require(outcome.observations.has_value(), "an answer is observed when that is asked for");
  require(!outcome.not_judged || outcome.outcome.failures.empty(), "what failed was judged");
  require(said(checker.check(question)) == said(outcome), "the same answer is judged the same way");
  return 0;
}
