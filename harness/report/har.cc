#include "har.h"

#include "facts.h"
#include "reproducible.h"

#include <concord/base/clock.h>
#include <concord/base/text.h>
#include <concord/document.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::report {
namespace {

using document::Node;
using result::CaseResult;
using result::ExchangeRecord;

Node object(std::initializer_list<std::pair<std::string_view, Node>> members) {
  Node node = Node::object();
  for (const auto& [key, value] : members) node.set(key, value);
  return node;
}

Node name_and_value(std::string_view name, std::string_view value) {
  return object({{"name", name}, {"value", value}});
}

Node headers_node(const http::Headers& headers) {
  Node list = Node::array();
  for (const auto& header : headers) list.push_back(name_and_value(header.name, header.value));
  return list;
}

Node query_node(const std::string& url) {
  Node list = Node::array();
  const std::size_t question = url.find('?');
  if (question == std::string::npos) return list;
  const std::string_view query = std::string_view(url).substr(question + 1, url.find('#', question) - question - 1);
  for (const auto pair : base::split(query, '&')) {
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    list.push_back(name_and_value(base::percent_decode(pair.substr(0, equals)), base::percent_decode(value)));
  }
  return list;
}

std::string media_type(const http::Headers& headers) {
  const std::string* type = http::find_header(headers, "Content-Type");
  return type ? *type : "";
}

std::string version(const ExchangeRecord& exchange) {
  return exchange.http_version.empty() ? "HTTP/1.1" : "HTTP/" + exchange.http_version;
}

Node size_node(const std::optional<result::Body>& body) {
  return Node(static_cast<std::int64_t>(body ? body->size : 0));
}

void set_comment(Node& node, const result::Body& body) {
  if (body.is_cut) node.set("comment", fmt::format("cut, {} in all", count_bytes(body.size)));
}

Node request_node(const ExchangeRecord& exchange) {
  Node node = object({{"method", exchange.method},
                      {"url", exchange.url},
                      {"httpVersion", version(exchange)},
                      {"cookies", Node::array()},
                      {"headers", headers_node(exchange.request_headers)},
                      {"queryString", query_node(exchange.url)},
                      {"headersSize", -1},
                      {"bodySize", size_node(exchange.request_body)}});
  if (!exchange.request_body) return node;
  Node data = object({{"mimeType", media_type(exchange.request_headers)}, {"text", exchange.request_body->text}});
  set_comment(data, *exchange.request_body);
  if (exchange.request_body->is_base64) data.set("comment", "base64");
  node.set("postData", std::move(data));
  return node;
}

Node content_node(const ExchangeRecord& exchange) {
  Node node =
      object({{"size", size_node(exchange.response_body)}, {"mimeType", media_type(exchange.response_headers)}});
  if (!exchange.response_body) return node;
  node.set("text", exchange.response_body->text);
  if (exchange.response_body->is_base64) node.set("encoding", "base64");
  set_comment(node, *exchange.response_body);
  return node;
}

Node response_node(const ExchangeRecord& exchange) {
  const std::string* location = http::find_header(exchange.response_headers, "Location");
  return object({{"status", exchange.status},
                 {"statusText", exchange.reason},
                 {"httpVersion", version(exchange)},
                 {"cookies", Node::array()},
                 {"headers", headers_node(exchange.response_headers)},
                 {"content", content_node(exchange)},
                 {"redirectURL", location ? *location : std::string()},
                 {"headersSize", -1},
                 {"bodySize", -1}});
}

double in_milliseconds(http::Microseconds time) { return static_cast<double>(time.count()) / 1000.0; }

// `ssl` is part of `connect`; -1 stands for what did not happen.
Node timings_node(const http::Timing& timing) {
  const auto [lookup, connect, tls, send, wait, receive] = phases_of(timing);
  const auto optional = [](http::Microseconds time) {
    return time.count() == 0 ? Node(-1) : Node(in_milliseconds(time));
  };
  return object({{"blocked", -1},
                 {"dns", optional(lookup.time)},
                 {"connect", optional(connect.time + tls.time)},
                 {"ssl", optional(tls.time)},
                 {"send", in_milliseconds(send.time)},
                 {"wait", in_milliseconds(wait.time)},
                 {"receive", in_milliseconds(receive.time)}});
}

http::Microseconds spent(const http::Timing& timing) {
  http::Microseconds sum{0};
  for (const auto& phase : phases_of(timing)) sum += phase.time;
  return sum;
}

std::string host_of_address(const std::string& address) {
  std::string host = address.substr(0, address.rfind(':'));
  return host.size() > 2 && host.front() == '[' ? host.substr(1, host.size() - 2) : host;
}

Node entry_node(const CaseResult& result, const result::StepResult& step) {
  const ExchangeRecord& exchange = *step.exchange;
  Node node = object({{"startedDateTime", base::format_rfc3339(exchange.started_at)},
                      {"time", in_milliseconds(spent(exchange.timing))},
                      {"request", request_node(exchange)},
                      {"response", response_node(exchange)},
                      {"cache", Node::object()},
                      {"timings", timings_node(exchange.timing)}});
  if (!exchange.remote_address.empty()) node.set("serverIPAddress", host_of_address(exchange.remote_address));
  node.set("comment", fmt::format("{} :: {} :: {}", result.classname, result.name, step.name));
  return node;
}

// Viewers read a HAR file whole: it ends after this much of bodies and says so.
constexpr std::size_t max_body_bytes = 64u << 20;

class Entries {
 public:
  void append(const CaseResult& result) {
    for (const auto& step : result.steps) {
      if (step.exchange) append(result, step);
    }
  }

  std::string log_text(std::string_view tool_version) {
    Node log = object({{"version", "1.2"}, {"creator", object({{"name", "concord"}, {"version", tool_version}})}});
    log.set("entries", std::move(entries_));
    if (left_out_ != 0) log.set("comment", "cut, " + count(left_out_, "entry", "entries") + " left out");
    Node root = Node::object();
    root.set("log", std::move(log));
    return document::write_json(root, 1) + '\n';
  }

 private:
  void append(const CaseResult& result, const result::StepResult& step) {
    const auto size_of = [](const std::optional<result::Body>& body) { return body ? body->text.size() : 0; };
    body_bytes_ += size_of(step.exchange->request_body) + size_of(step.exchange->response_body);
    if (body_bytes_ > max_body_bytes) {
      ++left_out_;
    } else {
      entries_.push_back(entry_node(result, step));
    }
  }

  Node entries_ = Node::array();
  std::size_t body_bytes_ = 0;
  std::size_t left_out_ = 0;
};

}  // namespace

std::string write_har(const result::Run& run, const Options& options) {
  if (options.reproducible) return write_har(make_reproducible(run), {});
  Entries entries;
  for (const auto& one : run.cases) entries.append(one);
  return entries.log_text(run.info.tool_version);
}

std::string write_case_har(const CaseResult& result, std::string_view tool_version) {
  Entries entries;
  entries.append(result);
  return entries.log_text(tool_version);
}

}  // namespace concord::report
