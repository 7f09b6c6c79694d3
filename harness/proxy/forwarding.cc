#include "forwarding.h"

#include <concord/base/problem_media_type.h>
#include <concord/base/text.h>
#include <concord/document.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::proxy {

namespace {

using base::equals_ignoring_case;

// By what others will know in Via who passed this on.
constexpr std::string_view pseudonym = "concord";

// The members of a list, over all lines of the field (RFC 9110, 5.6.1).
std::vector<std::string_view> list_of(const http::Headers& fields, std::string_view name) {
  std::vector<std::string_view> all;
  for (const std::string_view line : http::header_values(fields, name)) {
    for (const std::string_view one : base::split(line, ',')) {
      if (const auto trimmed = base::trim(one); !trimmed.empty()) all.push_back(trimmed);
    }
  }
  return all;
}

bool has_member(const std::vector<std::string_view>& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(), [name](auto one) { return equals_ignoring_case(one, name); });
}

bool is_of_one_hop(std::string_view name) {
  static constexpr std::array<std::string_view, 6> names{"Connection", "Keep-Alive", "Proxy-Connection",
                                                         "TE",         "Upgrade",    "Transfer-Encoding"};
  return std::any_of(names.begin(), names.end(), [name](auto one) { return equals_ignoring_case(one, name); });
}

void append_field(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append(": ").append(value).append("\r\n");
}

void append_fields(std::string& text, const http::Headers& fields) {
  for (const http::Header& one : fields) append_field(text, one.name, one.value);
}

void append_framing(std::string& text, Framing framing) {
  if (framing == Framing::Chunked) append_field(text, "Transfer-Encoding", "chunked");
}

void append_upgrade(std::string& text, const std::string& protocol) {
  if (protocol.empty()) return;
  append_field(text, "Connection", "Upgrade");
  append_field(text, "Upgrade", protocol);
}

document::Node problem_of(const std::string& title, int status, const std::string& detail) {
  document::Node problem = document::Node::object();
  problem.set("type", "about:blank");
  problem.set("title", title);
  problem.set("status", status);
  problem.set("detail", detail);
  return problem;
}

http::Reply reply_of(int status, const document::Node& problem) {
  http::Reply reply;
  reply.status = status;
  reply.headers = {{"Content-Type", base::problem_media_type}};
  reply.body = document::write_json(problem) + '\n';
  return reply;
}

}  // namespace

base::Result<Target> Target::parse(const std::string& url) {
  const auto parts = http::parse_url(url);
  if (!parts || !parts->query.empty())
    return base::error("proxy.to", "--to: " + base::in_quotes(url) + " is no http URL of a server", {},
                       "e.g. https://sandbox.shop.com or http://127.0.0.1:8080/v1");
  Target target;
  target.url_ = *parts;
  while (target.url_.path.ends_with('/')) target.url_.path.pop_back();
  const bool is_v6 = parts->host.find(':') != std::string::npos;
  target.host_field_ = is_v6 ? '[' + parts->host + ']' : parts->host;
  const std::uint16_t usual = target.is_secure() ? 443 : 80;
  if (parts->port != usual) target.host_field_ += ':' + std::to_string(parts->port);
  return target;
}

Target::Place Target::place_of(const Head& request) const {
  if (request.method == "CONNECT")
    return {{}, "this proxy passes requests on to " + host_field_ + " and makes no tunnels", 501};
  if (request.target == "*") return {url_.path.empty() ? "*" : url_.path, {}, 0};
  if (request.target.starts_with('/')) return {url_.path + request.target, {}, 0};
  const auto asked = http::parse_url(request.target);
  if (!asked) return {{}, "the target of the request is neither a path nor an http URL", 400};
  std::string path = asked->path.empty() ? "/" : asked->path;
  if (!asked->query.empty()) path += '?' + asked->query;
  if (asked->host == url_.host && asked->port == url_.port) return {path, {}, 0};
  return {{}, "this proxy passes requests on to " + host_field_ + " alone, not to " + asked->host, 421};
}

http::Headers forwarded_fields(const Head& head) {
  const auto named = list_of(head.fields, "Connection");
  http::Headers fields;
  fields.reserve(head.fields.size() + 2);
  for (const http::Header& one : head.fields) {
    // Where its content ends is not for Connection to say.
    const bool is_length = equals_ignoring_case(one.name, "Content-Length");
    if (!is_of_one_hop(one.name) && (is_length || !has_member(named, one.name))) fields.push_back(one);
  }
  fields.push_back({"Via", std::string(head.is_http_1_0 ? "1.0 " : "1.1 ").append(pseudonym)});
  return fields;
}

std::string wanted_upgrade(const Head& head) {
  if (head.is_http_1_0 || !has_member(list_of(head.fields, "Connection"), "upgrade")) return {};
  const auto wanted = list_of(head.fields, "Upgrade");
  std::string protocols;
  for (const std::string_view one : wanted) {
    if (!equals_ignoring_case(one, "h2c")) protocols.append(protocols.empty() ? "" : ", ").append(one);
  }
  return protocols;
}

std::string request_text(const Head& request, const std::string& path, const Target& target, Framing framing) {
  std::string text;
  text.reserve(1024);
  text.append(request.method).append(" ").append(path).append(" HTTP/1.1\r\n");
  append_field(text, "Host", target.host_field());
  for (const http::Header& one : forwarded_fields(request)) {
    if (!equals_ignoring_case(one.name, "Host")) append_field(text, one.name, one.value);
  }
  append_framing(text, framing);
  append_upgrade(text, wanted_upgrade(request));
  return text += "\r\n";
}

std::string answer_text(const Head& answer, Framing framing, bool keeps_alive) {
  std::string text;
  text.reserve(1024);
  text.append("HTTP/1.1 ").append(std::to_string(answer.status)).append(" ").append(answer.reason).append("\r\n");
  append_fields(text, forwarded_fields(answer));
  append_framing(text, framing);
  // 426 says what to upgrade to.
  if (answer.status == 101 || answer.status == 426) append_upgrade(text, wanted_upgrade(answer));
  else if (!keeps_alive && answer.status >= 200) append_field(text, "Connection", "close");
  return text += "\r\n";
}

void append_content(std::string& text, std::string_view content, Framing framing) {
  if (content.empty()) return;
  if (framing == Framing::Chunked) fmt::format_to(std::back_inserter(text), "{:x}\r\n", content.size());
  text.append(content);
  if (framing == Framing::Chunked) text.append("\r\n");
}

void append_end(std::string& text, const http::Headers& trailers, Framing framing) {
  if (framing != Framing::Chunked) return;
  text.append("0\r\n");
  append_fields(text, trailers);
  text.append("\r\n");
}

http::Reply problem_reply(int status, const std::string& detail, const std::string& error) {
  http::Reply reply = reply_of(status, problem_of(std::string(http::reason_phrase(status)), status, detail));
  if (!error.empty()) reply.headers.push_back({"Proxy-Status", std::string(pseudonym) + "; error=" + error});
  return reply;
}

http::Reply broken_reply(const std::string& operation, int status, document::Node failures) {
  const std::string detail =
      fmt::format("concord proxy: the answer of {} with status {} is not as documented", operation, status);
  document::Node problem = problem_of("The answer breaks its contract", 502, detail);
  problem.set("operation", operation);
  problem.set("failures", std::move(failures));
  return reply_of(502, problem);
}

std::string reply_text(const http::Reply& reply, bool is_to_head, bool keeps_alive) {
  std::string text = fmt::format("HTTP/1.1 {} {}\r\n", reply.status, http::reason_phrase(reply.status));
  append_fields(text, reply.headers);
  append_field(text, "Content-Length", std::to_string(reply.body.size()));
  if (!keeps_alive) append_field(text, "Connection", "close");
  text += "\r\n";
  if (!is_to_head) text += reply.body;
  return text;
}

}  // namespace concord::proxy
