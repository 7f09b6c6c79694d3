// The names are promised by schemas/concord/report.schema.json to those who read reports; of what happened they are
// those of the journal.
#include "json_case.h"

#include <concord/base/clock.h>
#include <concord/result/members.h>

namespace concord::report {
namespace {

using result::CaseResult;
using result::ExchangeRecord;

Json header_json(const http::Header& header) {
  Json pair = Json::array();
  pair.push_back(exact_text(header.name));
  pair.push_back(exact_text(header.value));
  return pair;
}

// Members of an object, those that say something.
class Sparse {
 public:
  explicit Sparse(Json& to) : to_(to) {}

  void text(const char* key, std::string_view value) const {
    if (!value.empty()) to_[key] = exact_text(value);
  }
  template <class Number>
  void number(const char* key, Number value) const {
    if (value != 0) to_[key] = value;
  }
  void flag(const char* key, bool value) const {
    if (value) to_[key] = true;
  }
  void time(const char* key, result::SystemTime value) const {
    if (value != result::SystemTime{}) to_[key] = base::format_rfc3339(value);
  }
  void object(const char* key, Json value) const {
    if (!value.empty()) to_[key] = std::move(value);
  }
  template <class Items, class Convert>
  void list(const char* key, const Items& items, Convert convert) const {
    if (items.empty()) return;
    Json& list = to_[key] = Json::array();
    for (const auto& item : items) list.push_back(convert(item));
  }
  void texts(const char* key, const std::vector<std::string>& items) const { list(key, items, exact_text); }
  void headers(const char* key, const http::Headers& headers) const { list(key, headers, header_json); }

  void body(const char* key, const std::optional<result::Body>& body) const {
    if (!body) return;
    Json& json = to_[key] = Json::object();
    json["text"] = exact_text(body->text);
    result::tell_members(Sparse(json), *body);
  }
  void timing(const char* key, const http::Timing& timing) const { object(key, members_of(timing)); }
  void place(const char* key, const result::Place& place) const { object(key, members_of(place)); }

  // As an object by itself.
  template <class Value>
  static Json members_of(const Value& value) {
    Json json = Json::object();
    result::tell_members(Sparse(json), value);
    return json;
  }

 private:
  Json& to_;
};

Json failure_json(const result::CheckFailure& failure) { return Sparse::members_of(failure); }
Json error_json(const result::RunError& error) { return Sparse::members_of(error); }
Json exchange_json(const ExchangeRecord& exchange) { return Sparse::members_of(exchange); }

Json attempt_json(const result::Attempt& attempt) {
  Json json{{"error", error_json(attempt.error)}};
  Sparse(json).number("duration_ms", attempt.duration.count());
  return json;
}

Json step_json(const result::StepResult& step) {
  Json json = Json::object();
  const Sparse members(json);
  members.text("name", step.name);
  members.text("operation", step.operation);
  json["kind"] = result::step_kind_name(step.kind);
  members.list("polls", step.polls, exchange_json);
  if (step.exchange) json["exchange"] = exchange_json(*step.exchange);
  return json;
}

Json provider_json(const result::ProviderInfo& provider) {
  Json json = Json::object();
  const Sparse members(json);
  members.text("name", provider.name);
  members.text("base_url", provider.base_url);
  members.texts("documents", provider.documents);
  members.text("schema_sha256", provider.schema_sha256);
  return json;
}

void add_what_happened(const Sparse& members, const CaseResult& one, bool with_steps) {
  members.text("reason", one.reason.line());
  members.list("failures", one.failures, failure_json);
  members.list("warnings", one.warnings, failure_json);
  members.list("retried", one.retried, attempt_json);
  if (with_steps) members.list("steps", one.steps, step_json);
  members.texts("checks", one.checks);
  members.time("started_at", one.started_at);
  members.number("duration_ms", one.duration.count());
  if (one.error) members.object("error", error_json(*one.error));
}

}  // namespace

Json json_of(const CaseResult& one, bool with_steps) {
  Json json{{"index", one.index},
            {"classname", exact_text(one.classname)},
            {"name", exact_text(one.name)},
            {"verdict", result::verdict_name(one.verdict)}};
  const Sparse members(json);
  members.text("suite", one.suite);
  members.text("suite_file", one.suite_file);
  members.text("provider", one.provider);
  members.texts("tags", one.tags);
  members.place("place", one.place);
  members.text("documentation", one.documentation);
  add_what_happened(members, one, with_steps);
  return json;
}

Json json_of(const result::RunInfo& info) {
  Json json = Json::object();
  const Sparse members(json);
  members.text("id", info.id);
  members.text("target", info.target);
  members.text("tool_version", info.tool_version);
  members.text("hostname", info.hostname);
  members.text("vcs_revision", info.vcs_revision);
  members.text("command_line", info.command_line);
  members.number("seed", info.seed);
  members.time("started_at", info.started_at);
  members.list("providers", info.providers, provider_json);
  if (info.shard_count != 1) {
    json["shard_index"] = info.shard_index;
    json["shard_count"] = info.shard_count;
  }
  members.number("planned", info.planned);
  members.text("plan_hash", info.plan_hash);
  return json;
}

}  // namespace concord::report
