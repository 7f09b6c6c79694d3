#include "read_result.h"

namespace concord::result {
namespace {

using Value = Fields::Value;

Place place_from(const Fields& owner) {
  if (!owner.has("place")) return {};
  const Fields fields = owner.object("place");
  return {fields.text("file"), fields.number<std::uint32_t>("line"), fields.number<std::uint32_t>("column")};
}

}  // namespace

CheckFailure read_failure(const Fields& fields) {
  CheckFailure failure;
  failure.check = fields.text("check");
  failure.type = fields.text("type");
  failure.level = fields.kind("level", parse_level, Level::Fail);
  failure.message = fields.text("message");
  failure.expected = fields.text("expected");
  failure.actual = fields.text("actual");
  failure.pointer = fields.text("pointer");
  failure.schema_location = fields.text("schema_location");
  failure.basis = fields.text("basis");
  failure.documentation = fields.text("documentation");
  failure.hint = fields.text("hint");
  failure.place = place_from(fields);
  failure.step = fields.number<std::size_t>("step");
  failure.keyword = fields.text("keyword");
  failure.found_kind = fields.text("found_kind");
  failure.fingerprint = fields.text("fingerprint");
  failure.known_issue = fields.text("known_issue");
  failure.at_fault = fields.text("at_fault");
  return failure;
}

namespace {

CheckFailure failure_from(const Value& value, const std::string& path, std::string& fault) {
  return read_failure(Fields(value, path, fault));
}

RunError error_from(const Fields& fields) {
  return {fields.kind("type", parse_run_error_kind, RunErrorKind::Internal), fields.text("message"),
          fields.text("phase"), place_from(fields)};
}

Attempt attempt_from(const Value& value, const std::string& path, std::string& fault) {
  const Fields fields(value, path, fault);
  Attempt attempt;
  if (fields.has("error")) attempt.error = error_from(fields.object("error"));
  attempt.duration = Milliseconds(fields.number<std::int64_t>("duration_ms"));
  return attempt;
}

http::Header header_from(const Value& value, const std::string& path, std::string& fault) {
  if (value.type() != Value::Type::Array || value.size() != 2) {
    if (fault.empty()) fault = path + " is no pair of name and value";
    return {};
  }
  std::string none;
  const Fields fields(value, path, none);
  http::Header header{fields.text_of(value.items()[0], path + "[0]"), fields.text_of(value.items()[1], path + "[1]")};
  return header;
}

std::optional<Body> body_from(const Fields& owner, std::string_view key) {
  if (!owner.has(key)) return std::nullopt;
  const Fields fields = owner.object(key);
  return Body{fields.text("text"), fields.flag("base64"), fields.number<std::uint64_t>("size"), fields.flag("cut"),
              fields.flag("redacted")};
}

http::Timing timing_from(const Fields& owner) {
  if (!owner.has("timing_us")) return {};
  const Fields fields = owner.object("timing_us");
  const auto phase = [&fields](std::string_view key) { return http::Microseconds(fields.number<std::int64_t>(key)); };
  return {phase("name_lookup"), phase("connect"), phase("tls"), phase("sent"), phase("first_byte"), phase("total")};
}

}  // namespace

ExchangeRecord read_exchange(const Fields& fields) {
  ExchangeRecord exchange;
  exchange.method = fields.text("method");
  exchange.url = fields.text("url");
  exchange.request_headers = fields.list<http::Header>("request_headers", header_from);
  exchange.request_body = body_from(fields, "request_body");
  exchange.status = fields.number<int>("status");
  exchange.reason = fields.text("reason");
  exchange.http_version = fields.text("http_version");
  exchange.response_headers = fields.list<http::Header>("response_headers", header_from);
  exchange.response_body = body_from(fields, "response_body");
  exchange.timing = timing_from(fields);
  exchange.started_at = fields.time("started_at");
  exchange.remote_address = fields.text("remote_address");
  exchange.curl = fields.text("curl");
  exchange.redacted = fields.texts("redacted");
  return exchange;
}

namespace {

StepResult step_from(const Value& value, const std::string& path, std::string& fault) {
  const Fields fields(value, path, fault);
  StepResult step{fields.text("name"), fields.text("operation"), fields.kind("kind", parse_step_kind, StepKind::Step),
                  std::nullopt};
  step.polls = fields.list<ExchangeRecord>("polls", [](const Value& one, const std::string& place, std::string& wrong) {
    return read_exchange(Fields(one, place, wrong));
  });
  if (fields.has("exchange")) step.exchange = read_exchange(fields.object("exchange"));
  return step;
}

ProviderInfo provider_from(const Value& value, const std::string& path, std::string& fault) {
  const Fields fields(value, path, fault);
  return {fields.text("name"), fields.text("base_url"), fields.texts("documents"), fields.text("schema_sha256"),
          fields.text("contract_file")};
}

SkipReason reason_from(const Fields& fields) {
  return {fields.kind("kind", parse_skip_kind, SkipKind::None), fields.text("text")};
}

PlaceSeen seen_place_from(const Value& value, const std::string& path, std::string& fault) {
  const Fields fields(value, path, fault);
  PlaceSeen seen{fields.text("at"), fields.number<std::uint8_t>("types"), fields.text("form"), fields.texts("members"),
                 fields.texts("branches")};
  const Value* magnitudes = fields.find("magnitudes");
  if (!magnitudes || magnitudes->type() != Value::Type::Array) return seen;
  for (const Value& one : magnitudes->items()) {
    if (one.is_int64() && one.as_int64() >= -largest_magnitude && one.as_int64() <= largest_magnitude)
      seen.sizes.measure(static_cast<std::int8_t>(one.as_int64()));
  }
  return seen;
}

// What is no pair of a name and a level is left out.
DriftLevels levels_from(const Fields& fields) {
  DriftLevels levels;
  const Value* list = fields.find("drift_levels");
  if (!list || list->type() != Value::Type::Array) return levels;
  for (const Value& pair : list->items()) {
    if (pair.type() != Value::Type::Array || pair.size() != 2) continue;
    const auto level = parse_level(fields.text_of(pair.items()[1], "drift_levels"));
    if (level) levels[fields.text_of(pair.items()[0], "drift_levels")] = *level;
  }
  return levels;
}

std::size_t index_from(const Fields& fields) {
  if (!fields.has("index")) fields.note("index is missing");
  return fields.number<std::size_t>("index");
}

}  // namespace

RunInfo read_info(const Fields& fields) {
  RunInfo info;
  info.id = fields.text("id");
  info.target = fields.text("target");
  info.tool_version = fields.text("tool_version");
  info.hostname = fields.text("hostname");
  info.vcs_revision = fields.text("vcs_revision");
  info.command_line = fields.text("command_line");
  info.seed = fields.number<std::uint64_t>("seed");
  info.started_at = fields.time("started_at");
  info.providers = fields.list<ProviderInfo>("providers", provider_from);
  if (fields.has("shard_index")) info.shard_index = fields.number<std::size_t>("shard_index");
  if (fields.has("shard_count")) info.shard_count = fields.number<std::size_t>("shard_count");
  info.planned = fields.number<std::size_t>("planned");
  info.plan_hash = fields.text("plan_hash");
  info.is_part = fields.flag("is_part");
  info.drift_levels = levels_from(fields);
  return info;
}

CasePlan read_plan(const Fields& fields) {
  CasePlan plan;
  plan.index = index_from(fields);
  plan.name = fields.required_text("name");
  plan.tags = fields.texts("tags");
  plan.place = {fields.text("file"), fields.number<std::uint32_t>("line"), fields.number<std::uint32_t>("column")};
  if (fields.has("skip")) plan.skip = reason_from(fields.object("skip"));
  if (fields.has("part")) plan.part = fields.kind("part", parse_step_kind, StepKind::Step);
  plan.drift_levels = levels_from(fields);
  return plan;
}

CaseResult read_outcome(const Fields& fields) {
  CaseResult result;
  result.index = index_from(fields);
  if (!fields.has("verdict")) fields.note("verdict is missing");
  result.verdict = fields.kind("verdict", parse_verdict, Verdict::NotRun);
  if (fields.has("reason")) result.reason = reason_from(fields.object("reason"));
  result.failures = fields.list<CheckFailure>("failures", failure_from);
  result.warnings = fields.list<CheckFailure>("warnings", failure_from);
  if (fields.has("error")) result.error = error_from(fields.object("error"));
  result.retried = fields.list<Attempt>("retried", attempt_from);
  result.steps = fields.list<StepResult>("steps", step_from);
  result.checks = fields.texts("checks");
  result.started_at = fields.time("started_at");
  result.duration = Milliseconds(fields.number<std::int64_t>("duration_ms"));
  return result;
}

Aborted read_aborted(const Fields& fields) {
  return {fields.kind("kind", parse_abort_kind, AbortKind::Internal), fields.text("text")};
}

Observations read_observations(const Fields& fields) {
  return {fields.text("operation"),
          fields.number<int>("status"),
          fields.text("media_type"),
          fields.texts("headers"),
          fields.list<PlaceSeen>("places", seen_place_from),
          fields.flag("cut")};
}

ValueSeen read_unique(const Fields& fields) {
  ValueSeen seen;
  seen.kind = fields.text("kind");
  if (fields.has("otherwise")) seen.otherwise = read_failure(fields.object("otherwise"));
  return seen;
}

}  // namespace concord::result
