#include "cassette.h"

#include <concord/base/file.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::traffic {

using base::error;
using document::Node;

namespace {

constexpr std::int64_t format_version = 1;
constexpr document::ParseLimits body_limits{.depth = 500};  // it stands a few levels deep in its cassette

// In the order of the enumerators.
constexpr std::array<std::string_view, 10> fault_names{
    "length-beside-chunks", "chunks-in-http-1.0", "chunked-twice",        "unknown-coding",      "body-where-none",
    "malformed-length",     "line-feed-alone",    "deflate-without-zlib", "bytes-behind-coding", "bytes-behind-body"};

// ---- writing

void set_text(Node& object, const char* key, const std::string& text) {
  if (!text.empty()) object.set(key, text);
}

std::optional<Node> same_json(const std::string& text) {
  if (text.empty() || (text.front() != '{' && text.front() != '[')) return std::nullopt;
  auto parsed = document::parse_answer_json(text, body_limits);
  if (!parsed.root || !parsed.faults.empty() || document::write_json(*parsed.root) != text) return std::nullopt;
  return std::move(parsed.root);
}

void set_body(Node& object, const std::string& body) {
  if (body.empty()) return;
  if (auto json = same_json(body)) object.set("json", std::move(*json));
  else if (base::is_utf8(body)) object.set("text", body);
  else object.set("base64", base::base64_encode(body));
}

Node node_of(const ValueForm& form) {
  Node node = Node::object();
  set_text(node, "begins", form.begins);
  if (!form.shape.empty()) node.set("like", form.shape);
  else node.set("of", form.of);
  node.set("length", std::uint64_t{form.length});
  if (form.padding != 0) node.set("padding", std::uint64_t{form.padding});
  return node;
}

Node node_of(const http::Headers& headers) {
  Node list = Node::array();
  for (const http::Header& header : headers) {
    Node one = Node::object();
    if (base::is_utf8(header.value)) one.set(header.name, header.value);
    else one.set(header.name, Node::object()).set("base64", base::base64_encode(header.value));
    list.push_back(std::move(one));
  }
  return list;
}

Node node_of(const http::Response& response, const CassetteExchange& whole) {
  Node node = Node::object();
  node.set("status", response.status);
  set_text(node, "http", response.http_version);
  set_text(node, "reason", response.reason);
  node.set("headers", node_of(response.headers));
  if (whole.not_kept != 0) node.set("not_kept", whole.not_kept);
  else set_body(node, response.body);
  if (response.wire_bytes != whole.size) node.set("wire_bytes", response.wire_bytes);
  if (whole.size != response.body.size()) node.set("size", whole.size);
  Node faults = Node::object();
  for (const http::FramingFault& fault : response.framing_faults)
    faults.set(fault_names[static_cast<std::size_t>(fault.kind)], fault.text);
  if (faults.size() > 0) node.set("framing", std::move(faults));
  return node;
}

Node node_of(const CassetteExchange& one) {
  Node request = Node::object(), node = Node::object();
  request.set("method", one.method);
  request.set("url", one.url);
  set_body(request, one.body);
  if (!one.made.empty()) {
    Node made = Node::object();
    for (const auto& [name, pointer] : one.made) made.set(name, pointer);
    request.set("made", std::move(made));
  }
  const http::Exchange& exchange = one.exchange;
  node.set("step", one.step);
  node.set("at", base::format_rfc3339(exchange.started_at));
  node.set("first_byte_us", std::int64_t{exchange.timing.first_byte.count()});
  node.set("took_us", std::int64_t{exchange.timing.total.count()});
  set_text(node, "tls", exchange.tls_version);
  if (exchange.certificate_expires)
    node.set("certificate_expires", base::format_rfc3339(*exchange.certificate_expires));
  node.set("request", std::move(request));
  node.set("response", node_of(*exchange.response, one));
  return node;
}

Node node_of(const std::map<std::string, Placeholder>& placeholders) {
  Node node = Node::object();
  for (const auto& [name, one] : placeholders) {
    Node is = Node::object();
    if (!one.is.empty()) is.set("is", one.is);
    node.set(name, one.is.empty() ? node_of(one.like) : std::move(is));
  }
  return node;
}

// ---- reading

std::string text_in(const Node& node, std::string_view key) {
  const Node* value = node.find(key);
  return value ? std::string(value->string_or_empty()) : "";
}

std::uint64_t number_of(const Node& node, std::string_view key) {
  const Node* value = node.find(key);
  const auto number = value ? value->to_int64() : std::nullopt;
  return number && *number > 0 ? static_cast<std::uint64_t>(*number) : 0;
}

std::string body_of(const Node& node) {
  if (const Node* json = node.find("json")) return document::write_json(*json);
  if (const Node* coded = node.find("base64")) return base::base64_decode(coded->string_or_empty()).value_or("");
  return text_in(node, "text");
}

ValueForm form_in(const Node& node) {
  const auto bounded = [&node](std::string_view key) {
    return static_cast<std::size_t>(std::min(number_of(node, key), largest_cassette_body));
  };
  return {text_in(node, "begins"), text_in(node, "of"), bounded("length"), text_in(node, "like"), bounded("padding")};
}

http::Headers headers_in(const Node& list) {
  http::Headers headers;
  for (const Node& one : list.items()) {
    for (const auto& [name, value, span] : one.members())
      headers.push_back({name, value.is_string() ? value.as_string() : body_of(value)});
  }
  return headers;
}

http::Response response_in(const Node& node, CassetteExchange& whole) {
  http::Response response;
  response.status = static_cast<int>(std::min<std::uint64_t>(number_of(node, "status"), 999));
  response.http_version = text_in(node, "http");
  response.reason = text_in(node, "reason");
  if (const Node* headers = node.find("headers")) response.headers = headers_in(*headers);
  response.body = body_of(node);
  whole.not_kept = number_of(node, "not_kept");
  whole.size = node.has("size") ? number_of(node, "size") : response.body.size();
  response.wire_bytes = node.has("wire_bytes") ? number_of(node, "wire_bytes") : whole.size;
  const Node* faults = node.find("framing");
  for (std::size_t i = 0; faults && i < fault_names.size(); ++i) {
    if (faults->has(fault_names[i]))
      response.framing_faults.push_back({static_cast<http::FramingFaultKind>(i), text_in(*faults, fault_names[i])});
  }
  return response;
}

std::optional<CassetteExchange> exchange_in(const Node& node) {
  const Node* request = node.find("request");
  const Node* response = node.find("response");
  const auto at = base::parse_rfc3339(text_in(node, "at"));
  if (!request || !response || !at || number_of(*response, "status") == 0) return std::nullopt;
  CassetteExchange one;
  one.step = text_in(node, "step");
  one.method = text_in(*request, "method");
  one.url = text_in(*request, "url");
  one.body = body_of(*request);
  if (const Node* made = request->find("made")) {
    for (const auto& [name, pointer, span] : made->members()) one.made[name] = pointer.string_or_empty();
  }
  one.exchange.started_at = *at;
  one.exchange.timing.first_byte = http::Microseconds(number_of(node, "first_byte_us"));
  one.exchange.timing.total = http::Microseconds(number_of(node, "took_us"));
  one.exchange.tls_version = text_in(node, "tls");
  one.exchange.certificate_expires = base::parse_rfc3339(text_in(node, "certificate_expires"));
  one.exchange.response = response_in(*response, one);
  return one;
}

}  // namespace

std::string write_cassette(const Cassette& cassette) {
  Node root = Node::object(), exchanges = Node::array();
  root.set("cassette", format_version);
  root.set("classname", cassette.classname);
  root.set("name", cassette.name);
  root.set("provider", cassette.provider);
  root.set("base_url", cassette.base_url);
  if (!cassette.placeholders.empty()) root.set("placeholders", node_of(cassette.placeholders));
  for (const CassetteExchange& one : cassette.exchanges) exchanges.push_back(node_of(one));
  root.set("exchanges", std::move(exchanges));
  return document::write_json(root, 2) + "\n";
}

base::Result<Cassette> read_cassette(const std::string& path) {
  auto text = base::read_file(path, largest_cassette);
  if (!text) return std::move(text).diagnostics();
  const auto parsed = document::parse_answer_json(*text);
  const Node* version = parsed.root ? parsed.root->find("cassette") : nullptr;
  const Node* exchanges = parsed.root ? parsed.root->find("exchanges") : nullptr;
  if (!parsed.faults.empty() || !version || !exchanges)
    return error("cassette.read", base::in_quotes(path) + " is no cassette", {}, "record it again: --record");
  if (version->to_int64() != format_version)
    return error("cassette.version", base::in_quotes(path) + " is a cassette of another version of concord", {},
                 "record it again: --record");
  Cassette cassette{text_in(*parsed.root, "classname"), text_in(*parsed.root, "name"),
                    text_in(*parsed.root, "provider"), text_in(*parsed.root, "base_url")};
  if (const Node* placeholders = parsed.root->find("placeholders")) {
    for (const auto& [name, value, span] : placeholders->members())
      cassette.placeholders[name] = {text_in(value, "is"), form_in(value)};
  }
  for (std::size_t i = 0; i < exchanges->size(); ++i) {
    auto one = exchange_in(exchanges->items()[i]);
    if (!one) return error("cassette.read", base::in_quotes(path) + ": its exchange " + std::to_string(i + 1) +
                                                " has no request, no answer or no time");
    cassette.exchanges.push_back(std::move(*one));
  }
  return cassette;
}

}  // namespace concord::traffic
