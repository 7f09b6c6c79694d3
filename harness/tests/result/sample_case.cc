#include "sample_case.h"

#include "write_result.h"

#include <concord/base/text.h>

using namespace concord::result;
using namespace std::chrono_literals;

namespace sample {
namespace {

CheckFailure failure() {
  CheckFailure failure{"schema", "contract.response_schema",     Level::Fail, "/a: no",  "string",     "number 1",
                       "/a",     "schemas/x.json#/properties/a", "prose",     "x.md:57", "look there", {"s.yaml", 3, 5},
                       1,        "type",                         "number",    "0123456789abcdef",
                       "KI-1 why",
                       "documentation"};
  return failure;
}

ExchangeRecord exchange() {
  ExchangeRecord exchange;
  exchange.method = "POST";
  exchange.url = "https://api.test/v1";
  exchange.request_headers = {{"Accept", "*/*"}, {"X-Bytes", std::string("\xe9\0z", 3)}};
  exchange.request_body = make_body("{}");
  exchange.request_body->is_redacted = true;
  exchange.status = 201;
  exchange.reason = "Created";
  exchange.http_version = "1.1";
  exchange.response_headers = {{"Content-Type", "application/json"}};
  exchange.response_body = make_body("\xff\xff", 1);
  exchange.timing = {1us, 2us, 3us, 4us, 5us, 6us};
  exchange.started_at = SystemTime(1772359200121ms);
  exchange.remote_address = "127.0.0.1:8080";
  exchange.curl = "curl -X POST 'https://api.test/v1'";
  exchange.redacted = {"SHOP_SECRET", "captured token"};
  return exchange;
}

void plan(CasePlan& one, std::size_t index) {
  one.index = index;
  one.suite = "Orders";
  one.suite_file = "suites/orders.suite.yaml";
  one.classname = "shop.orders";
  one.provider = "shop";
  one.place = {"suites/orders.suite.yaml", 14, 9};
  one.documentation = "orders.md:9";
}

}  // namespace

CaseResult rich_case(std::size_t index) {
  CaseResult one;
  plan(one, index);
  one.name = "an order \"is\" read\nback \u2713";
  one.tags = {"nightly", "smoke"};
  one.drift_levels = {{"drift.form", Level::Fail}};
  one.verdict = Verdict::Failed;
  one.reason = {SkipKind::Quarantined, "no-credentials: because"};
  one.failures = {failure(), {}};
  one.warnings = {failure()};
  one.warnings[0].level = Level::Warn;
  one.error = RunError{RunErrorKind::Timeout, "no response", "response headers", {"p.yaml", 1, 2}};
  one.retried = {{{RunErrorKind::Reset, "reset", "sending", {}}, 250ms}, {}};
  one.steps = {{"login", "shop/login", StepKind::Before, std::nullopt},
               {"read", "shop/read", StepKind::Step, exchange()}};
  one.checks = {"status", "schema"};
  one.started_at = SystemTime(1772359200120ms);
  one.duration = 412ms;
  return one;
}

CaseResult passed_case(std::size_t index) {
  CaseResult one;
  plan(one, index);
  one.name = "case " + std::to_string(index);
  one.verdict = Verdict::Passed;
  one.duration = 3ms;
  return one;
}

RunInfo rich_info() {
  RunInfo info{"01HZX3T9W8",
               "sandbox",
               "0.1.0",
               "ci-7",
               "4c1d2e",
               "concord run",
               18'446'744'073'709'551'615u,
               SystemTime(1772359200000ms),
               {},
               2,
               3,
               10,
               "0011223344556677"};
  info.providers = {{"shop", "https://api.test", {"orders.md", "b.md"}, "9f2c1b7de0a4", "schemas/shop/a.yaml"}, {}};
  info.is_part = true;
  info.drift_levels = {{"drift", Level::Off}};
  return info;
}

Observations rich_observations() {
  Observations seen{"shop/read", 200, "application/json", {"content-type", "etag"}, {}, true};
  PlaceSeen root{"", 0, "", {}, {"oneOf/1"}}, id{"/items/*/id", 0, "uuid", {"\"a\""}, {}};
  root.add(SeenType::Object);
  id.add(SeenType::String);
  id.add(SeenType::Null);
  PlaceSeen size{"/size", 0, "", {}, {}};
  size.add(SeenType::Number);
  for (const double number : {12.5, -300.0}) size.sizes.measure(magnitude_of(number));
  seen.places = {root, id, size};
  return seen;
}

ValueSeen rich_seen(std::size_t index) {
  return {index, "shop/read $.id", digest_of_value("plan", "shop/read $.id", "\"a\""), failure()};
}

std::string dump(const CaseResult& result) {
  std::string text;
  concord::document::JsonWriter json(text, 1);
  json.begin_object();
  write_plan(json, result);
  write_outcome(json, result);
  json.end_object();
  const std::vector<std::string> of_suite{result.suite, result.suite_file, result.classname, result.provider,
                                          result.documentation, std::to_string(result.index)};
  text += concord::base::join(of_suite, " | ");
  for (const auto& step : result.steps) {
    if (step.exchange) text += step.exchange->request_headers.back().value;
  }
  for (const auto& [kind, level] : result.drift_levels) text += kind + std::string(level_name(level));
  return text + std::string(skip_kind_name(result.reason.kind)) + (result.skip ? result.skip->line() : "");
}

std::string dump(const RunInfo& info) {
  std::string text;
  concord::document::JsonWriter json(text, 1);
  write_info(json, info);
  return text;
}

}  // namespace sample
