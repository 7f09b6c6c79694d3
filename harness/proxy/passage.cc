#include "passage.h"

#include <utility>

namespace concord::proxy {

namespace {

bool is_event_stream(const http::Headers& fields) {
  const std::string* type = http::find_header(fields, "Content-Type");
  const auto media = type == nullptr ? std::nullopt : http::parse_media_type(*type);
  return media && media->type == "text" && media->subtype == "event-stream";
}

}  // namespace

void Passage::begin(const Head& request, std::string url) {
  release();
  passed_ = {};
  request_body_.clear();
  has_request_body_ = false;
  passed_.exchange.request = {request.method, std::move(url), request.fields, std::nullopt};
  passed_.exchange.started_at = base::system_clock().now();
  began_ = std::chrono::steady_clock::now();
}

void Passage::keep_request(std::string_view content) {
  has_request_body_ = has_request_body_ || !content.empty();
  if (!keep(request_body_, content)) passed_.is_request_cut = true;
}

void Passage::note_answer(const Head& answer) {
  http::Response& response = passed_.exchange.response.emplace();
  response.status = answer.status;
  response.http_version = answer.is_http_1_0 ? "1.0" : "1.1";
  response.reason = answer.reason;
  response.headers = answer.fields;
  passed_.is_stream = is_event_stream(answer.fields);
  passed_.exchange.timing.first_byte =
      std::chrono::duration_cast<http::Microseconds>(std::chrono::steady_clock::now() - began_);
}

void Passage::keep_answer(std::string_view content) {
  http::Response& response = *passed_.exchange.response;
  response.wire_bytes += content.size();
  if (!passed_.is_stream && !keep(response.body, content)) passed_.is_response_cut = true;
}

void Passage::fail(http::ErrorKind kind, std::string why) {
  passed_.exchange.error = http::TransportError{kind, std::move(why), "response headers"};
  passed_.exchange.response.reset();
}

Passed Passage::take() {
  if (has_request_body_) passed_.exchange.request.body = std::move(request_body_);
  passed_.exchange.timing.total =
      std::chrono::duration_cast<http::Microseconds>(std::chrono::steady_clock::now() - began_);
  release();
  return std::exchange(passed_, {});
}

bool Passage::keep(std::string& body, std::string_view content) {
  const std::size_t room =
      std::min(most_ - std::min(most_, body.size()), most_of_all_ - std::min(most_of_all_, all_kept_));
  const std::string_view kept = content.substr(0, room);
  body.append(kept);
  kept_ += kept.size();
  all_kept_ += kept.size();
  return kept.size() == content.size();
}

void Passage::release() { all_kept_ -= std::exchange(kept_, 0); }

}  // namespace concord::proxy
