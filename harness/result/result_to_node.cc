// The journal leaves out what has its default value: most cases are short lines.
#include "node_text.h"

#include <concord/base/clock.h>
#include <concord/journal.h>

namespace concord::result {
namespace {

using document::Node;

// An object that takes only what says something.
class Sparse {
 public:
  void text(std::string_view key, const std::string& value) {
    if (!value.empty()) node_.set(key, text_to_node(value));
  }
  void number(std::string_view key, std::uint64_t value) {
    if (value != 0) node_.set(key, value);
  }
  void signed_number(std::string_view key, std::int64_t value) {
    if (value != 0) node_.set(key, value);
  }
  void flag(std::string_view key, bool value) {
    if (value) node_.set(key, true);
  }
  void time(std::string_view key, SystemTime value) {
    if (value != SystemTime{}) node_.set(key, base::format_rfc3339(value));
  }
  void node(std::string_view key, Node value) {
    if (value.size() != 0) node_.set(key, std::move(value));
  }
  template <class Items, class Convert>
  void list(std::string_view key, const Items& items, Convert convert) {
    Node array = Node::array();
    for (const auto& item : items) array.push_back(convert(item));
    node(key, std::move(array));
  }
  Node take() { return std::move(node_); }

 private:
  Node node_ = Node::object();
};

Node place_to_node(const Place& place) {
  Sparse node;
  node.text("file", place.file);
  node.number("line", place.line);
  node.number("column", place.column);
  return node.take();
}

Node failure_to_node(const CheckFailure& failure) {
  Sparse node;
  node.text("check", failure.check);
  node.text("type", failure.type);
  if (failure.level != Level::Fail) node.text("level", failure.level == Level::Warn ? "warn" : "off");
  node.text("message", failure.message);
  node.text("expected", failure.expected);
  node.text("actual", failure.actual);
  node.text("pointer", failure.pointer);
  node.text("schema_location", failure.schema_location);
  node.text("basis", failure.basis);
  node.text("documentation", failure.documentation);
  node.text("hint", failure.hint);
  node.text("keyword", failure.keyword);
  node.text("found_kind", failure.found_kind);
  node.text("fingerprint", failure.fingerprint);
  node.node("place", place_to_node(failure.place));
  node.number("step", failure.step);
  return node.take();
}

Node error_to_node(const RunError& error) {
  Sparse node;
  node.text("type", std::string(run_error_kind_name(error.kind)));
  node.text("message", error.message);
  node.text("phase", error.phase);
  node.node("place", place_to_node(error.place));
  return node.take();
}

Node attempt_to_node(const Attempt& attempt) {
  Sparse node;
  node.node("error", error_to_node(attempt.error));
  node.signed_number("duration_ms", attempt.duration.count());
  return node.take();
}

Node header_to_node(const http::Header& header) {
  return Node(Node::Array{text_to_node(header.name), text_to_node(header.value)});
}

// Written even when empty: no body and an empty body differ.
Node body_to_node(const Body& body) {
  Node node = Node::object();
  node.set("text", text_to_node(body.text));
  if (body.is_base64) node.set("base64", true);
  if (body.size != 0) node.set("size", body.size);
  if (body.is_cut) node.set("cut", true);
  return node;
}

Node timing_to_node(const http::Timing& timing) {
  Sparse node;
  node.signed_number("name_lookup", timing.name_lookup.count());
  node.signed_number("connect", timing.connect.count());
  node.signed_number("tls", timing.tls.count());
  node.signed_number("sent", timing.sent.count());
  node.signed_number("first_byte", timing.first_byte.count());
  node.signed_number("total", timing.total.count());
  return node.take();
}

Node exchange_to_node(const ExchangeRecord& exchange) {
  Sparse node;
  node.text("method", exchange.method);
  node.text("url", exchange.url);
  node.list("request_headers", exchange.request_headers, header_to_node);
  if (exchange.request_body) node.node("request_body", body_to_node(*exchange.request_body));
  node.signed_number("status", exchange.status);
  node.text("reason", exchange.reason);
  node.text("http_version", exchange.http_version);
  node.list("response_headers", exchange.response_headers, header_to_node);
  if (exchange.response_body) node.node("response_body", body_to_node(*exchange.response_body));
  node.node("timing_us", timing_to_node(exchange.timing));
  node.time("started_at", exchange.started_at);
  node.text("remote_address", exchange.remote_address);
  node.text("curl", exchange.curl);
  return node.take();
}

Node step_to_node(const StepResult& step) {
  Sparse node;
  node.text("name", step.name);
  node.text("operation", step.operation);
  node.text("kind", std::string(step_kind_name(step.kind)));
  Node whole = node.take();
  if (step.exchange) whole.set("exchange", exchange_to_node(*step.exchange));
  return whole;
}

Node provider_to_node(const ProviderInfo& provider) {
  Sparse node;
  node.text("name", provider.name);
  node.text("base_url", provider.base_url);
  node.list("documents", provider.documents, text_to_node);
  node.text("schema_sha256", provider.schema_sha256);
  return node.take();
}

}  // namespace

Node to_node(const CaseResult& result) {
  Sparse node;
  Node whole = Node::object();
  whole.set("index", static_cast<std::uint64_t>(result.index));
  whole.set("classname", text_to_node(result.classname));
  whole.set("name", text_to_node(result.name));
  whole.set("verdict", verdict_name(result.verdict));
  node.text("suite", result.suite);
  node.text("suite_file", result.suite_file);
  node.text("provider", result.provider);
  node.list("tags", result.tags, text_to_node);
  node.node("place", place_to_node(result.place));
  node.text("documentation", result.documentation);
  node.text("reason", result.reason.line());
  node.list("failures", result.failures, failure_to_node);
  node.list("warnings", result.warnings, failure_to_node);
  node.list("retried", result.retried, attempt_to_node);
  node.list("steps", result.steps, step_to_node);
  node.list("checks", result.checks, text_to_node);
  node.time("started_at", result.started_at);
  node.signed_number("duration_ms", result.duration.count());
  Node rest = node.take();
  for (auto& member : rest.members()) whole.set(member.key, std::move(member.value));
  if (result.error) whole.set("error", error_to_node(*result.error));
  return whole;
}

Node to_node(const RunInfo& info) {
  Sparse node;
  node.text("id", info.id);
  node.text("target", info.target);
  node.text("tool_version", info.tool_version);
  node.text("hostname", info.hostname);
  node.text("vcs_revision", info.vcs_revision);
  node.text("command_line", info.command_line);
  node.number("seed", info.seed);
  node.time("started_at", info.started_at);
  node.list("providers", info.providers, provider_to_node);
  return node.take();
}

}  // namespace concord::result
