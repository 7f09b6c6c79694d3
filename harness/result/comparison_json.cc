// The `compared` event.
#include "read_result.h"
#include "write_result.h"

#include <concord/result/comparison.h>

#include <algorithm>

namespace concord::result {

using document::JsonWriter;
using Value = Fields::Value;

namespace {

constexpr std::size_t most_told = 10'000;  // of a kind

void write_finding(JsonWriter& json, const ToldFinding& one) {
  json.begin_object();
  const auto text = [&json](std::string_view key, std::string_view value) {
    if (!value.empty()) write_text(json.key(key), value);
  };
  text("fingerprint", one.fingerprint);
  text("check", one.check);
  text("message", one.message);
  text("operation", one.operation);
  text("case", one.case_name);
  text("since", since_name(one.since));
  text("first_date", one.first_date);
  text("first_run", one.first_run);
  json.key("nights").number(static_cast<std::uint64_t>(one.nights));
  if (one.is_flaky) json.key("flaky").boolean(true);
  text("change", change_name(one.change));
  text("how", one.how);
  json.end_object();
}

void write_told_case(JsonWriter& json, const ToldCase& one) {
  json.begin_object().key("index").number(static_cast<std::uint64_t>(one.index));
  if (!one.last_green.empty()) json.key("last_green").text(one.last_green);
  json.key("passed").number(static_cast<std::uint64_t>(one.passed));
  json.key("judged").number(static_cast<std::uint64_t>(one.judged));
  if (one.is_flaky) json.key("flaky").boolean(true);
  if (one.is_unjudged) json.key("unjudged").boolean(true);
  json.end_object();
}

void write_issue(JsonWriter& json, const ExpiringIssue& one) {
  write_text(json.begin_object().key("label"), one.label);
  json.key("expires").text(one.expires).key("days").number(static_cast<std::uint64_t>(one.days)).end_object();
}

void write_drift(JsonWriter& json, const ToldDrift& one) {
  json.begin_object().key("index").number(static_cast<std::uint64_t>(one.index));
  write_failure(json.key("finding"), one.finding);
  if (one.change != Change::Unknown) json.key("change").text(change_name(one.change));
  if (!one.how.empty()) write_text(json.key("how"), one.how);
  json.end_object();
}

void write_edition(JsonWriter& json, const ToldEdition& one) {
  write_text(json.begin_object().key("provider"), one.provider);
  json.key("changes").number(static_cast<std::uint64_t>(one.changes));
  if (!one.first.empty()) write_text(json.key("first"), one.first);
  json.end_object();
}

void write_good(JsonWriter& json, const GoodAnswer& one) {
  json.begin_object().key("index").number(static_cast<std::uint64_t>(one.index));
  json.key("step").number(static_cast<std::uint64_t>(one.step));
  write_text(json.key("operation"), one.operation);
  json.key("date").text(one.date);
  write_exchange(json.key("answer"), one.answer);
  json.end_object();
}

void write_later(JsonWriter& json, const LaterRun& one) {
  write_text(json.begin_object().key("run"), one.id);
  write_text(json.key("date"), one.date);
  write_text(json.key("time"), one.time);
  json.end_object();
}

void write_share(JsonWriter& json, const ToldShare& one) {
  json.begin_object().key("kind").text(one.kind).key("seen").number(static_cast<std::uint64_t>(one.seen));
  json.key("documented").number(static_cast<std::uint64_t>(one.documented)).end_object();
}

template <class Item, class Write>
void write_list(JsonWriter& json, std::string_view key, const std::vector<Item>& items, Write write) {
  if (items.empty()) return;
  json.key(key).begin_array();
  for (std::size_t i = 0; i < std::min(items.size(), most_told); ++i) write(json, items[i]);
  json.end_array();
}

void write_night(JsonWriter& json, const ToldNight& one) {
  json.begin_object().key("date").text(one.date);
  const auto number = [&json](std::string_view key, std::size_t value) {
    json.key(key).number(static_cast<std::uint64_t>(value));
  };
  number("passed", one.passed);
  number("failed", one.failed);
  number("unjudged", one.unjudged);
  number("other", one.other);
  write_list(json, "coverage", one.coverage, write_share);
  json.end_object();
}

void write_latency(JsonWriter& json, const ToldLatency& one) {
  write_text(json.begin_object().key("operation"), one.operation);
  write_list(json, "medians", one.medians, [](JsonWriter& to, std::int64_t time) { to.number(time); });
  json.end_object();
}

ToldFinding finding_from(const Value& value, const std::string& path, std::string& fault) {
  const Fields fields(value, path, fault);
  ToldFinding one;
  one.fingerprint = fields.text("fingerprint");
  one.check = fields.text("check");
  one.message = fields.text("message");
  one.operation = fields.text("operation");
  one.case_name = fields.text("case");
  one.since = fields.kind("since", parse_since, Since::New);
  one.first_date = fields.text("first_date");
  one.first_run = fields.text("first_run");
  one.nights = fields.number<std::size_t>("nights");
  one.is_flaky = fields.flag("flaky");
  one.change = fields.kind("change", parse_change, Change::Unknown);
  one.how = fields.text("how");
  return one;
}

ToldCase case_from(const Value& value, const std::string& path, std::string& fault) {
  const Fields fields(value, path, fault);
  return {fields.number<std::size_t>("index"), fields.text("last_green"), fields.number<std::size_t>("passed"),
          fields.number<std::size_t>("judged"), fields.flag("flaky"), fields.flag("unjudged")};
}

ExpiringIssue issue_from(const Value& value, const std::string& path, std::string& fault) {
  const Fields fields(value, path, fault);
  return {fields.text("label"), fields.text("expires"), fields.number<std::size_t>("days")};
}

ToldDrift drift_from(const Value& value, const std::string& path, std::string& fault) {
  const Fields fields(value, path, fault);
  ToldDrift one{fields.number<std::size_t>("index"), {}};
  if (fields.has("finding")) one.finding = read_failure(fields.object("finding"));
  one.change = fields.kind("change", parse_change, Change::Unknown);
  one.how = fields.text("how");
  return one;
}

GoodAnswer good_from(const Value& value, const std::string& path, std::string& fault) {
  const Fields fields(value, path, fault);
  GoodAnswer one{fields.number<std::size_t>("index"), fields.number<std::size_t>("step"), fields.text("operation"),
                 fields.text("date"), {}};
  if (fields.has("answer")) one.answer = read_exchange(fields.object("answer"));
  return one;
}

ToldShare share_from(const Value& value, const std::string& path, std::string& fault) {
  const Fields fields(value, path, fault);
  return {fields.text("kind"), fields.number<std::size_t>("seen"), fields.number<std::size_t>("documented")};
}

ToldNight night_from(const Value& value, const std::string& path, std::string& fault) {
  const Fields fields(value, path, fault);
  return {fields.text("date"), fields.number<std::size_t>("passed"), fields.number<std::size_t>("failed"),
          fields.number<std::size_t>("unjudged"), fields.number<std::size_t>("other"),
          fields.list<ToldShare>("coverage", share_from)};
}

ToldLatency latency_from(const Value& value, const std::string& path, std::string& fault) {
  const Fields fields(value, path, fault);
  return {fields.text("operation"),
          fields.list<std::int64_t>("medians", [](const Value& one, const std::string&, std::string&) {
            return one.is_int64() ? one.as_int64() : -1;
          })};
}

ToldEdition edition_from(const Value& value, const std::string& path, std::string& fault) {
  const Fields fields(value, path, fault);
  return {fields.text("provider"), fields.number<std::size_t>("changes"), fields.text("first")};
}

LaterRun later_from(const Fields& fields) { return {fields.text("run"), fields.text("date"), fields.text("time")}; }

}  // namespace

document::Node to_node(const Comparison& comparison) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("nights").number(static_cast<std::uint64_t>(comparison.nights));
  if (comparison.has_several_a_day) json.key("several_a_day").boolean(true);
  write_list(json, "findings", comparison.findings, write_finding);
  write_list(json, "cases", comparison.cases, write_told_case);
  write_list(json, "expiring", comparison.expiring, write_issue);
  write_list(json, "drifts", comparison.drifts, write_drift);
  write_list(json, "good", comparison.good, write_good);
  write_list(json, "past", comparison.past, write_night);
  write_list(json, "latencies", comparison.latencies, write_latency);
  write_list(json, "editions", comparison.editions, write_edition);
  if (!comparison.later.id.empty()) write_later(json.key("later"), comparison.later);
  json.end_object();
  return std::move(document::parse_answer_json(text).root).value_or(document::Node::object());
}

Comparison read_comparison(const document::Node& what) {
  document::Compact compact;
  const std::string text = document::write_json(what);
  if (!what.is_object() || !compact.read(text, {.depth = 64, .nodes = 5'000'000, .bytes = 64u << 20})) return {};
  std::string fault;
  const Fields fields(compact.root(), "", fault);
  Comparison comparison;
  comparison.nights = fields.number<std::size_t>("nights");
  comparison.has_several_a_day = fields.flag("several_a_day");
  comparison.findings = fields.list<ToldFinding>("findings", finding_from);
  comparison.cases = fields.list<ToldCase>("cases", case_from);
  comparison.expiring = fields.list<ExpiringIssue>("expiring", issue_from);
  comparison.drifts = fields.list<ToldDrift>("drifts", drift_from);
  comparison.good = fields.list<GoodAnswer>("good", good_from);
  comparison.past = fields.list<ToldNight>("past", night_from);
  comparison.latencies = fields.list<ToldLatency>("latencies", latency_from);
  comparison.editions = fields.list<ToldEdition>("editions", edition_from);
  if (fields.has("later")) comparison.later = later_from(fields.object("later"));
  std::sort(comparison.cases.begin(), comparison.cases.end(),
            [](const ToldCase& a, const ToldCase& b) { return a.index < b.index; });
  return comparison;
}

}  // namespace concord::result
