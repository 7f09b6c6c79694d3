#include "har.h"

#include "facts.h"
#include "json_stream.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::report {
namespace {

using result::CaseResult;
using result::ExchangeRecord;

Json pair_of(std::string_view name, std::string_view value) { return {{"name", name}, {"value", value}}; }

Json headers_of(const http::Headers& headers) {
  Json list = Json::array();
  for (const auto& header : headers) list.push_back(pair_of(header.name, header.value));
  return list;
}

Json query_of(const std::string& url) {
  Json list = Json::array();
  const std::size_t question = url.find('?');
  if (question == std::string::npos) return list;
  const std::string_view query = std::string_view(url).substr(question + 1, url.find('#', question) - question - 1);
  for (const auto pair : base::split(query, '&')) {
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    list.push_back(pair_of(base::percent_decode(pair.substr(0, equals)), base::percent_decode(value)));
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

std::int64_t size_of(const std::optional<result::Body>& body) {
  return static_cast<std::int64_t>(body ? body->size : 0);
}

void add_comment(Json& to, const result::Body& body) {
  if (body.is_cut) to["comment"] = fmt::format("cut, {} in all", count_bytes(body.size));
}

Json request_of(const ExchangeRecord& exchange) {
  Json request{{"method", exchange.method},
               {"url", exchange.url},
               {"httpVersion", version(exchange)},
               {"cookies", Json::array()},
               {"headers", headers_of(exchange.request_headers)},
               {"queryString", query_of(exchange.url)},
               {"headersSize", -1},
               {"bodySize", size_of(exchange.request_body)}};
  if (const auto& body = exchange.request_body) {
    Json& data = request["postData"] = {{"mimeType", media_type(exchange.request_headers)}, {"text", body->text}};
    if (body->is_base64) data["comment"] = "base64";
    else add_comment(data, *body);
  }
  return request;
}

Json content_of(const ExchangeRecord& exchange) {
  Json content{{"size", size_of(exchange.response_body)}, {"mimeType", media_type(exchange.response_headers)}};
  if (const auto& body = exchange.response_body) {
    content["text"] = body->text;
    if (body->is_base64) content["encoding"] = "base64";
    add_comment(content, *body);
  }
  return content;
}

Json response_of(const ExchangeRecord& exchange) {
  const std::string* location = http::find_header(exchange.response_headers, "Location");
  return {{"status", exchange.status},
          {"statusText", exchange.reason},
          {"httpVersion", version(exchange)},
          {"cookies", Json::array()},
          {"headers", headers_of(exchange.response_headers)},
          {"content", content_of(exchange)},
          {"redirectURL", location ? *location : std::string()},
          {"headersSize", -1},
          {"bodySize", -1}};
}

double in_milliseconds(http::Microseconds time) { return static_cast<double>(time.count()) / 1000.0; }

// `ssl` is part of `connect`; -1 stands for what did not happen.
Json timings_of(const http::Timing& timing) {
  const auto [lookup, connect, tls, send, wait, receive] = phases_of(timing);
  const auto optional = [](http::Microseconds time) { return Json(time.count() == 0 ? -1.0 : in_milliseconds(time)); };
  return {{"blocked", -1.0},
          {"dns", optional(lookup.time)},
          {"connect", optional(connect.time + tls.time)},
          {"ssl", optional(tls.time)},
          {"send", in_milliseconds(send.time)},
          {"wait", in_milliseconds(wait.time)},
          {"receive", in_milliseconds(receive.time)}};
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

Json entry_of(const ExchangeRecord& exchange, std::string comment) {
  Json entry{{"startedDateTime", base::format_rfc3339(exchange.started_at)},
             {"time", in_milliseconds(spent(exchange.timing))},
             {"request", request_of(exchange)},
             {"response", response_of(exchange)},
             {"cache", Json::object()},
             {"timings", timings_of(exchange.timing)}};
  if (!exchange.remote_address.empty()) entry["serverIPAddress"] = host_of_address(exchange.remote_address);
  entry["comment"] = std::move(comment);
  return entry;
}

// Viewers read a HAR file whole: it ends after so many bytes and says so.
constexpr std::size_t max_bytes = 64u << 20;

class HarLog : public CaseWriter {
 public:
  HarLog(std::string_view tool_version, std::ostream& to) : json_(to) {
    json_.begin_object("log");
    json_.member("version", "1.2");
    json_.member("creator", {{"name", "concord"}, {"version", tool_version}});
    json_.begin_list("entries");
  }

  void add(const CaseResult& one) override {
    for (const auto& step : one.steps) {
      const std::string comment = fmt::format("{} :: {} :: {}", one.classname, one.name, step.name);
      std::size_t poll = 0;
      for (const auto& earlier : step.polls) append(earlier, fmt::format("{} (asked before, {})", comment, ++poll));
      if (step.exchange) append(*step.exchange, comment);
    }
  }

  void end() override {
    json_.end_list();
    if (left_out_ != 0) json_.member("comment", "cut, " + base::counted(left_out_, "entry", "entries") + " left out");
    json_.end();
  }

 private:
  void append(const ExchangeRecord& exchange, std::string comment) {
    if (json_.written() > max_bytes) ++left_out_;
    else json_.item(entry_of(exchange, std::move(comment)));
  }

  JsonStream json_;
  std::size_t left_out_ = 0;
};

}  // namespace

std::unique_ptr<CaseWriter> begin_har(const result::RunSource& run, const Options&, std::ostream& to) {
  return std::make_unique<HarLog>(run.info().tool_version, to);
}

void write_case_har(const CaseResult& result, std::string_view tool_version, std::ostream& to) {
  HarLog log(tool_version, to);
  log.add(result);
  log.end();
}

}  // namespace concord::report
