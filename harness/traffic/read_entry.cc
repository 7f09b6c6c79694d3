// What browsers and tools write differently, all of it taken here:
//   - HTTP/2 pseudo header fields (":method") among the headers (Chrome)
//   - bodies as base64 (`encoding`), left out though there was one (`size` without `text`), or in a file beside
//   (`_file`,
//     Playwright); cut, as `comment` says (Firefox)
//   - "h2", "HTTP/2.0", "http/2.0" for the version
//   - status 0 or -1 for a request that was blocked or broke off
//   - forms as `params` without `text`
// Those that we write (write_recording.cc) have `redacted`, the names of secrets that were taken out, and `operation`.
#include "read_entry.h"

#include <concord/base/text.h>
#include <concord/http.h>
#include <concord/message/body.h>

#include <algorithm>
#include <array>

namespace concord::traffic {

namespace {

using document::Node;

std::string text_of(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value == nullptr ? std::string() : std::string(value->string_or_empty());
}

double number_of(const Node& object, std::string_view key, double otherwise) {
  const Node* value = object.find(key);
  return value != nullptr && value->is_number() ? value->to_double() : otherwise;
}

std::string scalar_text(const Node& value) {
  return value.is_string() ? value.as_string() : document::write_json(value);
}

// [{name, value}], or {name: value}.
http::Headers read_headers(const Node* written) {
  http::Headers headers;
  if (written == nullptr) return headers;
  const auto add = [&headers](std::string name, std::string value) {
    if (!name.empty() && !name.starts_with(':')) headers.push_back({std::move(name), std::move(value)});
  };
  for (const Node& item : written->items()) add(text_of(item, "name"), text_of(item, "value"));
  for (const auto& member : written->members()) {
    for (const Node& one : member.value.items()) add(member.key, scalar_text(one));
    if (!member.value.is_array()) add(member.key, scalar_text(member.value));
  }
  return headers;
}

std::string version_of(std::string_view written) {
  const std::string version = base::to_lower_ascii(written);
  if (version.starts_with("h3") || version.find("/3") != std::string::npos) return "3";
  if (version.starts_with("h2") || version.find("/2") != std::string::npos) return "2";
  return version.ends_with("1.0") ? "1.0" : "1.1";
}

// "a=1&b=2" of [{name, value}].
std::string form_of(const Node& params) {
  std::vector<std::string> pairs;
  for (const Node& one : params.items()) {
    pairs.push_back(base::percent_encode(text_of(one, "name")) + '=' + base::percent_encode(text_of(one, "value")));
  }
  return base::join(pairs, "&");
}

struct ReadBody {
  std::optional<std::string> text;
  Lack lack = Lack::None;
};

bool says_cut(const Node& content) {
  return base::to_lower_ascii(text_of(content, "comment")).find("truncat") != std::string::npos;
}

// `content` of an answer, `postData` of a request.
ReadBody read_content(const Node& content) {
  ReadBody body;
  const Node* text = content.find("text");
  if (text != nullptr && text->is_string()) {
    body.text = text->as_string();
    if (text_of(content, "encoding") == "base64") {
      body.text = base::base64_decode(base::replace_all(*body.text, "\n", ""));
      if (!body.text) body.lack = Lack::Missing;
    }
    if (says_cut(content)) body.lack = Lack::Cut;
    return body;
  }
  const bool is_elsewhere = content.has("_file") || says_cut(content);
  if (is_elsewhere || number_of(content, "size", 0) > 0) body.lack = Lack::Missing;
  return body;
}

ReadBody read_form(const Node& post) {
  const Node* params = post.find("params");
  const bool has_params = params != nullptr && params->size() > 0;
  ReadBody body = read_content(post);
  if (body.text && (!body.text->empty() || !has_params)) return body;
  if (!has_params) return body;
  const auto type = http::parse_media_type(text_of(post, "mimeType"));
  if (type && message::body_kind(*type) != message::BodyKind::Form) return {std::nullopt, Lack::Missing};
  return {form_of(*params), Lack::None};
}

// The short form: a text, or any value, which is JSON then.
ReadBody read_plain(const Node& body) {
  if (body.is_null()) return {};
  return {scalar_text(body), Lack::None};
}

ReadBody request_body(const Node& request) {
  if (const Node* post = request.find("postData"); post != nullptr && post->is_object()) return read_form(*post);
  if (const Node* body = request.find("body")) return read_plain(*body);
  return {std::nullopt, number_of(request, "bodySize", 0) > 0 ? Lack::Missing : Lack::None};
}

bool is_without_body(const http::Request& request, int status) {
  return request.method == "HEAD" || status < 200 || status == 204 || status == 304;
}

ReadBody response_body(const Node& response, const http::Request& request, int status, const std::string* length) {
  if (const Node* content = response.find("content"); content != nullptr && content->is_object()) {
    ReadBody body = read_content(*content);
    const bool is_told =
        body.text || body.lack != Lack::None || content->has("size") || is_without_body(request, status);
    if (!is_told && (length == nullptr || *length != "0")) body.lack = Lack::Missing;
    // -1: not known.
    if (!body.text && number_of(*content, "size", 0) < 0 && !is_without_body(request, status))
      body.lack = Lack::Missing;
    return body;
  }
  if (const Node* body = response.find("body")) return read_plain(*body);
  return {};
}

http::Microseconds microseconds(double milliseconds) {
  constexpr double day = 86'400'000;
  if (!(milliseconds > 0)) return http::Microseconds(0);
  return http::Microseconds(static_cast<std::int64_t>(std::min(milliseconds, day) * 1000));
}

// Phases of HAR are durations, -1 where they do not apply; `ssl` is part of `connect`.
http::Timing read_timing(const Node& entry) {
  http::Timing timing;
  timing.total = microseconds(number_of(entry, "time", number_of(entry, "duration_ms", 0)));
  const Node* phases = entry.find("timings");
  if (phases == nullptr) return timing;
  const auto phase = [phases](const char* name) { return microseconds(number_of(*phases, name, 0)); };
  timing.name_lookup = phase("blocked") + phase("dns");
  const http::Microseconds connected = timing.name_lookup + phase("connect");
  timing.tls = phase("ssl").count() > 0 ? connected : http::Microseconds(0);
  timing.connect = connected - (timing.tls.count() > 0 ? phase("ssl") : http::Microseconds(0));
  timing.sent = connected + phase("send");
  timing.first_byte = timing.sent + phase("wait");
  timing.total = std::max(timing.total, timing.first_byte + phase("receive"));
  return timing;
}

bool speaks_of_wire(const http::Header& header) {
  static constexpr std::array names{"Content-Encoding", "Content-Length", "Transfer-Encoding"};
  return std::any_of(names.begin(), names.end(),
                     [&](const char* name) { return base::equals_ignoring_case(header.name, name); });
}

void read_response(const Node& written, Recorded& recorded) {
  const double given = number_of(written, "status", 0);
  if (!(given >= 100 && given <= 999)) return;
  http::Response response;
  response.status = static_cast<int>(given);
  response.reason = text_of(written, "statusText");
  response.http_version = version_of(text_of(written, "httpVersion"));
  response.headers = read_headers(written.find("headers"));
  const std::string* length = http::find_header(response.headers, "Content-Length");
  ReadBody body = response_body(written, recorded.exchange.request, response.status, length);
  recorded.response_lacks = body.lack;
  response.body = std::move(body.text).value_or("");
  response.wire_bytes = response.body.size();
  std::erase_if(response.headers, speaks_of_wire);
  recorded.exchange.response = std::move(response);
}

}  // namespace

std::optional<Recorded> read_entry(const Node& entry) {
  const Node* request = entry.find("request");
  if (request == nullptr || text_of(*request, "method").empty() || text_of(*request, "url").empty())
    return std::nullopt;
  Recorded recorded;
  http::Exchange& exchange = recorded.exchange;
  exchange.request.method = text_of(*request, "method");
  exchange.request.url = text_of(*request, "url");
  exchange.request.headers = read_headers(request->find("headers"));
  ReadBody body = request_body(*request);
  recorded.request_lacks = body.lack;
  exchange.request.body = std::move(body.text);
  // Some tools leave out the header, and say the type beside the body.
  const Node* post = request->find("postData");
  const std::string type = post == nullptr ? std::string() : text_of(*post, "mimeType");
  if (exchange.request.body && !type.empty() && http::find_header(exchange.request.headers, "Content-Type") == nullptr)
    exchange.request.headers.push_back({"Content-Type", type});
  const std::string started = text_of(entry, entry.has("startedDateTime") ? "startedDateTime" : "time");
  exchange.started_at = base::parse_rfc3339(started).value_or(base::SystemTime{});
  exchange.timing = read_timing(entry);
  exchange.remote_address = text_of(entry, "serverIPAddress");
  if (const Node* response = entry.find("response")) read_response(*response, recorded);
  recorded.operation = text_of(entry, "operation");
  recorded.is_of_mock = text_of(entry, "by") == "mock";
  if (const Node* names = entry.find("redacted")) {  // in recordings of ours
    for (const Node& name : names->items()) recorded.hidden.push_back('[' + std::string(name.string_or_empty()) + ']');
  }
  return recorded;
}

}  // namespace concord::traffic
