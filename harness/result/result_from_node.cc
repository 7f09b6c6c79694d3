#include "result_from_node.h"

#include <concord/base/clock.h>
#include <concord/base/text.h>

#include <limits>

namespace concord::result {
namespace {

using document::Kind;
using document::Node;

// A value with the path that led to it, for messages; notes the first mistake of all.
class Field {
 public:
  Field(const Node& node, std::string path, std::string& fault) : node_(&node), path_(std::move(path)), fault_(&fault) {
    if (!node.is_object()) wrong("an object");
  }

  const Node* find(std::string_view key) const { return node_->find(key); }
  bool has(std::string_view key) const { return find(key) != nullptr; }

  std::string text(std::string_view key) const {
    const Node* value = find(key);
    return value ? text_of(*value, join(key)) : std::string();
  }
  std::string required_text(std::string_view key) const {
    if (!has(key)) note(join(key) + " is missing");
    return text(key);
  }
  template <class Number>
  Number number(std::string_view key) const {
    const Node* value = find(key);
    if (!value) return 0;
    if (const auto* exact = std::get_if<std::uint64_t>(&value->value());
        exact && std::is_same_v<Number, std::uint64_t>) {
      return static_cast<Number>(*exact);
    }
    const auto whole = value->to_int64();
    if (!whole || *whole < lowest<Number>() || !fits<Number>(*whole)) return wrong_number<Number>(key, *value);
    return static_cast<Number>(*whole);
  }
  bool flag(std::string_view key) const {
    const Node* value = find(key);
    if (value && !value->is_boolean()) note_kind(join(key), *value, "a boolean");
    return value && value->is_boolean() && value->as_boolean();
  }
  SystemTime time(std::string_view key) const {
    if (!has(key)) return {};
    const std::string written = text(key);
    const auto time = base::parse_rfc3339(written);
    if (!time) note(join(key) + " is no RFC 3339 time: \"" + base::escape_line(base::ellipsize(written, 40)) + "\"");
    return time.value_or(SystemTime{});
  }
  Field object(std::string_view key) const { return Field(*find(key), join(key), *fault_); }

  template <class Item, class Convert>
  std::vector<Item> list(std::string_view key, Convert convert) const {
    std::vector<Item> items;
    const Node* value = find(key);
    if (!value) return items;
    if (!value->is_array()) note_kind(join(key), *value, "an array");
    items.reserve(value->items().size());
    for (const auto& item : value->items()) {
      items.push_back(convert(item, join(key) + '[' + std::to_string(items.size()) + ']', *fault_));
    }
    return items;
  }
  std::vector<std::string> texts(std::string_view key) const {
    return list<std::string>(
        key, [this](const Node& item, const std::string& path, std::string&) { return text_of(item, path); });
  }
  std::string text_of(const Node& value, const std::string& path) const {
    if (value.is_string()) return value.as_string();
    if (const Node* encoded = value.find("base64"); encoded && encoded->is_string()) {
      if (auto bytes = base::base64_decode(encoded->as_string())) return std::move(*bytes);
      note(path + " is no base64");
      return {};
    }
    note_kind(path, value, "a string");
    return {};
  }
  void note(std::string text) const {
    if (fault_->empty()) *fault_ = std::move(text);
  }
  std::string join(std::string_view key) const {
    return path_.empty() ? std::string(key) : path_ + '.' + std::string(key);
  }

 private:
  template <class Number>
  static constexpr std::int64_t lowest() {
    return std::is_signed_v<Number> ? static_cast<std::int64_t>(std::numeric_limits<Number>::min()) : 0;
  }
  template <class Number>
  static constexpr bool fits(std::int64_t whole) {
    if constexpr (sizeof(Number) < sizeof(std::int64_t))
      return whole <= static_cast<std::int64_t>(std::numeric_limits<Number>::max());
    return true;
  }
  template <class Number>
  Number wrong_number(std::string_view key, const Node& value) const {
    if (value.is_number()) {
      note(join(key) + " is " + base::ellipsize(value.number_text(), 40) + ", out of range");
    } else {
      note_kind(join(key), value, "a number");
    }
    return 0;
  }
  void note_kind(const std::string& path, const Node& value, std::string_view expected) const {
    const std::string_view kind = document::kind_name(value.kind());
    const bool has_vowel = kind.front() == 'a' || kind.front() == 'o';
    note(path +
         (value.is_null() ? " is "
          : has_vowel     ? " is an "
                          : " is a ") +
         std::string(kind) + ", " + std::string(expected) + " is expected");
  }
  void wrong(std::string_view expected) const { note_kind(path_.empty() ? "the value" : path_, *node_, expected); }

  const Node* node_;
  std::string path_;
  std::string* fault_;
};

Place place_from(const Field& owner) {
  if (!owner.has("place")) return {};
  const Field field = owner.object("place");
  return {field.text("file"), field.number<std::uint32_t>("line"), field.number<std::uint32_t>("column")};
}

Level level_from(const Field& field) {
  const std::string name = field.text("level");
  if (name == "warn") return Level::Warn;
  if (name == "off") return Level::Off;
  if (!name.empty()) field.note(field.join("level") + " is neither \"warn\" nor \"off\"");
  return Level::Fail;
}

CheckFailure failure_from(const Node& node, const std::string& path, std::string& fault) {
  const Field field(node, path, fault);
  CheckFailure failure;
  failure.check = field.text("check");
  failure.type = field.text("type");
  failure.level = level_from(field);
  failure.message = field.text("message");
  failure.expected = field.text("expected");
  failure.actual = field.text("actual");
  failure.pointer = field.text("pointer");
  failure.schema_location = field.text("schema_location");
  failure.basis = field.text("basis");
  failure.documentation = field.text("documentation");
  failure.hint = field.text("hint");
  failure.keyword = field.text("keyword");
  failure.found_kind = field.text("found_kind");
  failure.fingerprint = field.text("fingerprint");
  failure.place = place_from(field);
  failure.step = field.number<std::size_t>("step");
  return failure;
}

RunError error_from(const Field& field) {
  const auto kind = parse_run_error_kind(field.text("type"));
  return {kind.value_or(RunErrorKind::Internal), field.text("message"), field.text("phase"), place_from(field)};
}

Attempt attempt_from(const Node& node, const std::string& path, std::string& fault) {
  const Field field(node, path, fault);
  Attempt attempt;
  if (field.has("error")) attempt.error = error_from(field.object("error"));
  attempt.duration = Milliseconds(field.number<std::int64_t>("duration_ms"));
  return attempt;
}

http::Header header_from(const Node& node, const std::string& path, std::string& fault) {
  if (!node.is_array() || node.size() != 2) {
    if (fault.empty()) fault = path + " is no pair of name and value";
    return {};
  }
  const Node object = Node::object();
  const Field field(object, path, fault);
  return {field.text_of(node.items()[0], path + "[0]"), field.text_of(node.items()[1], path + "[1]")};
}

std::optional<Body> body_from(const Field& owner, std::string_view key) {
  if (!owner.has(key)) return std::nullopt;
  const Field field = owner.object(key);
  return Body{field.text("text"), field.flag("base64"), field.number<std::uint64_t>("size"), field.flag("cut"), false};
}

http::Timing timing_from(const Field& owner) {
  if (!owner.has("timing_us")) return {};
  const Field field = owner.object("timing_us");
  const auto phase = [&field](std::string_view key) { return http::Microseconds(field.number<std::int64_t>(key)); };
  return {phase("name_lookup"), phase("connect"), phase("tls"), phase("sent"), phase("first_byte"), phase("total")};
}

ExchangeRecord exchange_from(const Field& field) {
  ExchangeRecord exchange;
  exchange.method = field.text("method");
  exchange.url = field.text("url");
  exchange.request_headers = field.list<http::Header>("request_headers", header_from);
  exchange.request_body = body_from(field, "request_body");
  exchange.status = field.number<int>("status");
  exchange.reason = field.text("reason");
  exchange.http_version = field.text("http_version");
  exchange.response_headers = field.list<http::Header>("response_headers", header_from);
  exchange.response_body = body_from(field, "response_body");
  exchange.timing = timing_from(field);
  exchange.started_at = field.time("started_at");
  exchange.remote_address = field.text("remote_address");
  exchange.curl = field.text("curl");
  return exchange;
}

StepResult step_from(const Node& node, const std::string& path, std::string& fault) {
  const Field field(node, path, fault);
  StepResult step{field.text("name"), field.text("operation"), parse_step_kind(field.text("kind")).value_or(StepKind::Step), std::nullopt};
  if (field.has("exchange")) step.exchange = exchange_from(field.object("exchange"));
  return step;
}

ProviderInfo provider_from(const Node& node, const std::string& path, std::string& fault) {
  const Field field(node, path, fault);
  return {field.text("name"), field.text("base_url"), field.texts("documents"), field.text("schema_sha256")};
}

Verdict verdict_from(const Field& field) {
  const std::string name = field.required_text("verdict");
  const auto verdict = parse_verdict(name);
  if (!verdict) field.note("verdict is unknown: \"" + base::escape_line(base::ellipsize(name, 40)) + "\"");
  return verdict.value_or(Verdict::NotRun);
}

}  // namespace

CaseResult case_from_node(const Node& node, std::string& fault) {
  const Field field(node, "", fault);
  CaseResult result;
  if (!field.has("index")) field.note("index is missing");
  result.index = field.number<std::size_t>("index");
  result.suite = field.text("suite");
  result.suite_file = field.text("suite_file");
  result.classname = field.required_text("classname");
  result.provider = field.text("provider");
  result.name = field.required_text("name");
  result.tags = field.texts("tags");
  result.place = place_from(field);
  result.documentation = field.text("documentation");
  result.verdict = verdict_from(field);
  result.reason = parse_skip_reason(field.text("reason"));
  result.failures = field.list<CheckFailure>("failures", failure_from);
  result.warnings = field.list<CheckFailure>("warnings", failure_from);
  if (field.has("error")) result.error = error_from(field.object("error"));
  result.retried = field.list<Attempt>("retried", attempt_from);
  result.steps = field.list<StepResult>("steps", step_from);
  result.checks = field.texts("checks");
  result.started_at = field.time("started_at");
  result.duration = Milliseconds(field.number<std::int64_t>("duration_ms"));
  return result;
}

RunInfo info_from_node(const Node& node, std::string& fault) {
  const Field field(node, "info", fault);
  RunInfo info;
  info.id = field.text("id");
  info.target = field.text("target");
  info.tool_version = field.text("tool_version");
  info.hostname = field.text("hostname");
  info.vcs_revision = field.text("vcs_revision");
  info.command_line = field.text("command_line");
  info.seed = field.number<std::uint64_t>("seed");
  info.started_at = field.time("started_at");
  info.providers = field.list<ProviderInfo>("providers", provider_from);
  return info;
}

}  // namespace concord::result
