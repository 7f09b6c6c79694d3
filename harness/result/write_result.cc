#include "write_result.h"

#include <concord/base/clock.h>
#include <concord/base/text.h>
#include <concord/result/members.h>

#include <type_traits>

namespace concord::result {

using document::JsonWriter;

void write_text(JsonWriter& json, std::string_view text) {
  if (json.plain_text(text)) return;  // most
  if (base::is_utf8(text)) {
    json.text(text);
    return;
  }
  json.begin_object().key("base64").text(base::base64_encode(text)).end_object();
}

namespace {

void write_header(JsonWriter& json, const http::Header& header) {
  json.begin_array();
  write_text(json, header.name);
  write_text(json, header.value);
  json.end_array();
}

// Members of an object, those that say something.
class Sparse {
 public:
  explicit Sparse(JsonWriter& json) : json_(json) {}

  void text(std::string_view key, std::string_view value) const {
    if (!value.empty()) write_text(json_.key(key), value);
  }
  template <class Number>
  void number(std::string_view key, Number value) const {
    using Written = std::conditional_t<std::is_signed_v<Number>, std::int64_t, std::uint64_t>;
    if (value != 0) json_.key(key).number(static_cast<Written>(value));
  }
  void flag(std::string_view key, bool value) const {
    if (value) json_.key(key).boolean(true);
  }
  void time(std::string_view key, SystemTime value) const {
    if (value != SystemTime{}) json_.key(key).text(base::format_rfc3339(value));
  }
  template <class Items, class Write>
  void list(std::string_view key, const Items& items, Write write) const {
    if (items.empty()) return;
    json_.key(key).begin_array();
    for (const auto& item : items) write(json_, item);
    json_.end_array();
  }
  void texts(std::string_view key, const std::vector<std::string>& items) const { list(key, items, write_text); }
  void headers(std::string_view key, const http::Headers& headers) const { list(key, headers, write_header); }

  void body(std::string_view key, const std::optional<Body>& body) const {
    if (!body) return;
    write_text(json_.key(key).begin_object().key("text"), body->text);
    tell_members(*this, *body);
    json_.end_object();
  }
  void timing(std::string_view key, const http::Timing& timing) const {
    const bool is_empty = timing.name_lookup.count() == 0 && timing.connect.count() == 0 && timing.tls.count() == 0 &&
                          timing.sent.count() == 0 && timing.first_byte.count() == 0 && timing.total.count() == 0;
    if (!is_empty) object(key, timing);
  }
  void place(std::string_view key, const Place& place) const {
    if (!place.file.empty() || place.line != 0 || place.column != 0) object(key, place);
  }

 private:
  template <class Value>
  void object(std::string_view key, const Value& value) const {
    json_.key(key).begin_object();
    tell_members(*this, value);
    json_.end_object();
  }

  JsonWriter& json_;
};

void write_error(JsonWriter& json, const RunError& error) {
  json.begin_object();
  tell_members(Sparse(json), error);
  json.end_object();
}

void write_attempt(JsonWriter& json, const Attempt& attempt) {
  json.begin_object();
  write_error(json.key("error"), attempt.error);
  Sparse(json).number("duration_ms", attempt.duration.count());
  json.end_object();
}

}  // namespace

void write_exchange(JsonWriter& json, const ExchangeRecord& exchange) {
  json.begin_object();
  tell_members(Sparse(json), exchange);
  json.end_object();
}

namespace {

void write_step(JsonWriter& json, const StepResult& step) {
  json.begin_object();
  const Sparse members(json);
  members.text("name", step.name);
  members.text("operation", step.operation);
  json.key("kind").text(step_kind_name(step.kind));
  members.list("polls", step.polls, write_exchange);
  if (step.exchange) write_exchange(json.key("exchange"), *step.exchange);
  json.end_object();
}

void write_provider(JsonWriter& json, const ProviderInfo& provider) {
  json.begin_object();
  const Sparse members(json);
  members.text("name", provider.name);
  members.text("base_url", provider.base_url);
  members.texts("documents", provider.documents);
  members.text("schema_sha256", provider.schema_sha256);
  members.text("contract_file", provider.contract_file);
  json.end_object();
}

void write_seen_place(JsonWriter& json, const PlaceSeen& place) {
  json.begin_object();
  write_text(json.key("at"), place.pointer);
  const Sparse members(json);
  members.number("types", place.types);
  members.text("form", place.form);
  members.texts("members", place.members);
  members.texts("branches", place.branches);
  if (const Magnitudes& sizes = place.sizes; !sizes.is_empty()) {
    json.key("magnitudes").begin_array().number(static_cast<int>(sizes.least)).number(static_cast<int>(sizes.most));
    json.end_array();
  }
  json.end_object();
}

void write_levels(JsonWriter& json, const DriftLevels& levels) {
  Sparse(json).list("drift_levels", levels, [](JsonWriter& to, const auto& one) {
    to.begin_array().text(one.first).text(level_name(one.second)).end_array();
  });
}

void write_what_happened(JsonWriter& json, const CaseResult& result, std::optional<std::uint64_t> check_list) {
  const Sparse members(json);
  members.list("failures", result.failures, write_failure);
  members.list("warnings", result.warnings, write_failure);
  members.list("retried", result.retried, write_attempt);
  members.list("steps", result.steps, write_step);
  if (check_list) json.key("check_list").number(*check_list);
  else members.texts("checks", result.checks);
  members.time("started_at", result.started_at);
  members.number("duration_ms", result.duration.count());
  if (result.error) write_error(json.key("error"), *result.error);
}

}  // namespace

void write_failure(JsonWriter& json, const CheckFailure& failure) {
  json.begin_object();
  tell_members(Sparse(json), failure);
  json.end_object();
}

void write_reason(JsonWriter& json, std::string_view key, const SkipReason& reason) {
  if (reason.is_empty()) return;
  json.key(key).begin_object();
  const Sparse members(json);
  members.text("kind", skip_kind_name(reason.kind));
  members.text("text", reason.text);
  json.end_object();
}

void write_plan(JsonWriter& json, const CasePlan& plan) {
  const Sparse members(json);
  write_text(json.key("name"), plan.name);
  members.texts("tags", plan.tags);
  if (plan.place.file != plan.suite_file) members.text("file", plan.place.file);
  members.number("line", plan.place.line);
  members.number("column", plan.place.column);
  if (plan.skip) write_reason(json, "skip", *plan.skip);
  if (plan.part != StepKind::Step) json.key("part").text(step_kind_name(plan.part));
  write_levels(json, plan.drift_levels);
}

void write_outcome(JsonWriter& json, const CaseResult& result, std::optional<std::uint64_t> check_list) {
  json.key("verdict").text(verdict_name(result.verdict));
  write_reason(json, "reason", result.reason);
  write_what_happened(json, result, check_list);
}

void write_info(JsonWriter& json, const RunInfo& info) {
  json.begin_object();
  const Sparse members(json);
  members.text("id", info.id);
  members.text("target", info.target);
  members.text("tool_version", info.tool_version);
  members.text("hostname", info.hostname);
  members.text("vcs_revision", info.vcs_revision);
  members.text("command_line", info.command_line);
  members.number("seed", info.seed);
  members.time("started_at", info.started_at);
  members.list("providers", info.providers, write_provider);
  if (info.shard_count != 1) {
    json.key("shard_index").number(static_cast<std::uint64_t>(info.shard_index));
    json.key("shard_count").number(static_cast<std::uint64_t>(info.shard_count));
  }
  members.number("planned", info.planned);
  members.text("plan_hash", info.plan_hash);
  members.flag("is_part", info.is_part);
  write_levels(json, info.drift_levels);
  json.end_object();
}

void write_observations(JsonWriter& json, const Observations& observations) {
  const Sparse members(json);
  members.text("operation", observations.operation);
  members.number("status", observations.status);
  members.text("media_type", observations.media_type);
  members.texts("headers", observations.headers);
  members.list("places", observations.places, write_seen_place);
  members.flag("cut", observations.is_cut);
}

}  // namespace concord::result
