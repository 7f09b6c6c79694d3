#include "har.h"

#include "facts.h"
#include "reproducible.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/document/json_writer.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::report {
namespace {

using document::JsonWriter;
using result::CaseResult;
using result::ExchangeRecord;

constexpr std::size_t indent = 1;

void write_pair(JsonWriter& json, std::string_view name, std::string_view value) {
  json.begin_object().key("name").text(name).key("value").text(value).end_object();
}

void write_headers(JsonWriter& json, const http::Headers& headers) {
  json.begin_array();
  for (const auto& header : headers) write_pair(json, header.name, header.value);
  json.end_array();
}

void write_query(JsonWriter& json, const std::string& url) {
  json.begin_array();
  const std::size_t question = url.find('?');
  if (question != std::string::npos) {
    const std::string_view query = std::string_view(url).substr(question + 1, url.find('#', question) - question - 1);
    for (const auto pair : base::split(query, '&')) {
      if (pair.empty()) continue;
      const std::size_t equals = std::min(pair.find('='), pair.size());
      const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
      write_pair(json, base::percent_decode(pair.substr(0, equals)), base::percent_decode(value));
    }
  }
  json.end_array();
}

std::string media_type(const http::Headers& headers) {
  const std::string* type = http::find_header(headers, "Content-Type");
  return type ? *type : "";
}

std::string version(const ExchangeRecord& exchange) {
  return exchange.http_version.empty() ? "HTTP/1.1" : "HTTP/" + exchange.http_version;
}

std::int64_t size_of(const std::optional<result::Body>& body) {
  return static_cast<std::int64_t>(body ? body->size : 0);
}

void write_comment(JsonWriter& json, const result::Body& body) {
  if (body.is_cut) json.key("comment").text(fmt::format("cut, {} in all", count_bytes(body.size)));
}

void write_request(JsonWriter& json, const ExchangeRecord& exchange) {
  json.begin_object().key("method").text(exchange.method).key("url").text(exchange.url);
  json.key("httpVersion").text(version(exchange)).key("cookies").begin_array().end_array();
  write_headers(json.key("headers"), exchange.request_headers);
  write_query(json.key("queryString"), exchange.url);
  json.key("headersSize").number(-1).key("bodySize").number(size_of(exchange.request_body));
  if (const auto& body = exchange.request_body) {
    json.key("postData").begin_object().key("mimeType").text(media_type(exchange.request_headers));
    json.key("text").text(body->text);
    if (body->is_base64) json.key("comment").text("base64");
    else write_comment(json, *body);
    json.end_object();
  }
  json.end_object();
}

void write_content(JsonWriter& json, const ExchangeRecord& exchange) {
  json.begin_object().key("size").number(size_of(exchange.response_body));
  json.key("mimeType").text(media_type(exchange.response_headers));
  if (const auto& body = exchange.response_body) {
    json.key("text").text(body->text);
    if (body->is_base64) json.key("encoding").text("base64");
    write_comment(json, *body);
  }
  json.end_object();
}

void write_response(JsonWriter& json, const ExchangeRecord& exchange) {
  const std::string* location = http::find_header(exchange.response_headers, "Location");
  json.begin_object().key("status").number(exchange.status).key("statusText").text(exchange.reason);
  json.key("httpVersion").text(version(exchange)).key("cookies").begin_array().end_array();
  write_headers(json.key("headers"), exchange.response_headers);
  write_content(json.key("content"), exchange);
  json.key("redirectURL").text(location ? *location : std::string());
  json.key("headersSize").number(-1).key("bodySize").number(-1).end_object();
}

document::Node in_milliseconds(http::Microseconds time) {
  return document::Node(static_cast<double>(time.count()) / 1000.0);
}

// `ssl` is part of `connect`; -1 stands for what did not happen.
void write_timings(JsonWriter& json, const http::Timing& timing) {
  const auto [lookup, connect, tls, send, wait, receive] = phases_of(timing);
  const auto optional = [&json](std::string_view key, http::Microseconds time) {
    json.key(key).node(time.count() == 0 ? document::Node(-1) : in_milliseconds(time));
  };
  json.begin_object().key("blocked").number(-1);
  optional("dns", lookup.time);
  optional("connect", connect.time + tls.time);
  optional("ssl", tls.time);
  json.key("send").node(in_milliseconds(send.time));
  json.key("wait").node(in_milliseconds(wait.time));
  json.key("receive").node(in_milliseconds(receive.time)).end_object();
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

void write_entry(JsonWriter& json, const CaseResult& result, const result::StepResult& step) {
  const ExchangeRecord& exchange = *step.exchange;
  json.begin_object().key("startedDateTime").text(base::format_rfc3339(exchange.started_at));
  json.key("time").node(in_milliseconds(spent(exchange.timing)));
  write_request(json.key("request"), exchange);
  write_response(json.key("response"), exchange);
  json.key("cache").begin_object().end_object();
  write_timings(json.key("timings"), exchange.timing);
  if (!exchange.remote_address.empty()) json.key("serverIPAddress").text(host_of_address(exchange.remote_address));
  json.key("comment").text(fmt::format("{} :: {} :: {}", result.classname, result.name, step.name)).end_object();
}

// Viewers read a HAR file whole: it ends after this much of bodies and says so.
constexpr std::size_t max_body_bytes = 64u << 20;

class HarLog {
 public:
  HarLog(std::string_view tool_version, std::ostream& to) : to_(to) {
    json_.begin_object().key("log").begin_object().key("version").text("1.2");
    json_.key("creator").begin_object().key("name").text("concord").key("version").text(tool_version).end_object();
    json_.key("entries").begin_array();
  }

  void append(const CaseResult& result) {
    for (const auto& step : result.steps) {
      if (step.exchange) append(result, step);
    }
  }

  void end() {
    json_.end_array();
    if (left_out_ != 0) json_.key("comment").text("cut, " + base::counted(left_out_, "entry", "entries") + " left out");
    json_.end_object().end_object();
    to_ << text_ << '\n';
  }

 private:
  void append(const CaseResult& result, const result::StepResult& step) {
    const auto bytes = [](const std::optional<result::Body>& body) { return body ? body->text.size() : 0; };
    body_bytes_ += bytes(step.exchange->request_body) + bytes(step.exchange->response_body);
    if (body_bytes_ > max_body_bytes) {
      ++left_out_;
      return;
    }
    write_entry(json_, result, step);
    to_ << text_;
    text_.clear();
  }

  std::ostream& to_;
  std::string text_;
  JsonWriter json_{text_, indent};
  std::size_t body_bytes_ = 0;
  std::size_t left_out_ = 0;
};

}  // namespace

void write_har(const result::RunSource& run, const Options& options, std::ostream& to) {
  if (options.reproducible) return write_har(Reproducible(run), {}, to);
  HarLog log(run.info().tool_version, to);
  for (std::size_t i = 0; i < run.size(); ++i) log.append(run.read(i));
  log.end();
}

void write_case_har(const CaseResult& result, std::string_view tool_version, std::ostream& to) {
  HarLog log(tool_version, to);
  log.append(result);
  log.end();
}

}  // namespace concord::report
