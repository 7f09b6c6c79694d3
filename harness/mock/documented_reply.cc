#include "documented_reply.h"

#include <concord/base/text.h>
#include <concord/document/xml.h>
#include <concord/message/body.h>
#include <concord/message/response_headers.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace concord::mock {

using document::Node;

namespace {

// What the server says itself, or what it would break.
bool is_of_the_server(std::string_view name) {
  static constexpr auto names =
      std::to_array<std::string_view>({"Content-Type", "Content-Length", "Transfer-Encoding", "Connection", "Date"});
  return std::any_of(names.begin(), names.end(), [&](auto one) { return base::equals_ignoring_case(one, name); });
}

bool is_redirection(int status) { return status >= 300 && status < 400 && status != 304; }

// RFC 9110, 15.3.5 and 15.4.5: whatever is documented for them.
bool has_no_body(int status) { return status == 204 || status == 304; }

bool is_range(std::string_view media_type) { return media_type.find('*') != std::string_view::npos; }

std::string without_controls(std::string text) {
  std::erase_if(text, [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7F'; });
  return text;
}

bool is_xml(const std::string& media_type) {
  const auto type = http::parse_media_type(media_type);
  return type && type->is_xml();
}

// No specimen is XML; one element is what every client of XML can read.
void set_xml(http::Reply& reply, const Node& value, const std::string& media_type) {
  const bool is_document = value.is_string() && !document::find_xml_fault(value.as_string());
  reply.body = is_document ? value.as_string() : "<specimen/>";
  reply.headers.push_back({"Content-Type", media_type});
}

void set_body(http::Reply& reply, const Node& value, const contract::Content& content) {
  if (is_xml(content.media_type)) return set_xml(reply, value, content.media_type);
  const bool is_text = value.is_string() && content.media_type.starts_with("text/");
  const std::string type = !is_range(content.media_type) ? content.media_type
                           : is_text                     ? "text/plain"
                                                         : "application/json";
  auto written = message::write_body(value, type, &content, message::ValueType());
  if (!written) written = message::WrittenBody{document::write_json(value), "application/json"};
  reply.body = std::move(written->bytes);
  reply.headers.push_back({"Content-Type", std::move(written->content_type)});
}

// Of the statuses that are stated as such: the lowest of 200 to 299, of 300 to 399.
std::optional<int> lowest_stated(const contract::Operation& operation, int kind) {
  std::optional<int> lowest;
  for (const contract::Response& one : operation.responses) {
    int status = 0;
    const char* end = one.status.data() + one.status.size();
    const auto [rest, failure] = std::from_chars(one.status.data(), end, status);
    const bool is_of_kind = failure == std::errc() && rest == end && one.status.size() == 3 && status / 100 == kind;
    if (is_of_kind && (!lowest || status < *lowest)) lowest = status;
  }
  return lowest;
}

std::string header_value(const contract::DocumentedHeader& header, Specimens& specimens, base::SystemTime now,
                         base::Random& random) {
  const Node value = specimens.header(header, now, random);
  return without_controls(message::header_text(value, message::format_of(header)).value_or(""));
}

}  // namespace

void add_documented_headers(http::Reply& reply, const contract::Response& answer, Specimens& specimens,
                            base::SystemTime now, base::Random& random) {
  for (const contract::DocumentedHeader& header : answer.headers) {
    const bool is_location = base::equals_ignoring_case(header.name, "Location") && is_redirection(reply.status);
    if ((!header.is_required && !is_location) || is_of_the_server(header.name)) continue;
    if (!http::find_header(reply.headers, header.name))
      reply.headers.push_back({header.name, header_value(header, specimens, now, random)});
  }
  if (is_redirection(reply.status) && !http::find_header(reply.headers, "Location"))
    reply.headers.push_back({"Location", "/"});
}

http::Reply documented_content(const contract::Content& content, Specimens& specimens, base::SystemTime now,
                               base::Random& random) {
  http::Reply made;
  set_body(made, specimens.body(content, now, random), content);
  return made;
}

http::Reply documented_reply(const contract::Response& answer, int status, Specimens& specimens, base::SystemTime now,
                             base::Random& random) {
  http::Reply reply;
  reply.status = status;
  if (!answer.contents.empty() && !has_no_body(status)) {
    const contract::Content& content = answer.contents.front();
    set_body(reply, specimens.answer(content, status, now, random), content);
  }
  add_documented_headers(reply, answer, specimens, now, random);
  return reply;
}

std::optional<http::Reply> example_reply(const contract::Response& answer, int status, const std::string& example,
                                         Specimens& specimens, base::SystemTime now, base::Random& random) {
  for (const contract::Content& content : answer.contents) {
    const auto found = std::find_if(content.examples.begin(), content.examples.end(),
                                    [&](const contract::Example& one) { return one.name == example; });
    if (found == content.examples.end()) continue;
    http::Reply reply;
    reply.status = status;
    set_body(reply, found->value, content);
    add_documented_headers(reply, answer, specimens, now, random);
    return reply;
  }
  return std::nullopt;
}

std::optional<int> success_status(const contract::Operation& operation) {
  for (const int kind : {2, 3}) {  // a range counts as its first status that means something, if nothing else
    if (const auto lowest = lowest_stated(operation, kind)) return lowest;
    const int usual = kind == 2 ? 200 : 302;
    const contract::Response* range = operation.find_response(usual);
    if (range && range->status != "default") return usual;
  }
  return operation.find_response(200) ? std::optional(200) : std::nullopt;
}

std::string json_media_type(const contract::Response* answer) {
  static const std::vector<contract::Content> none;
  for (const contract::Content& content : answer ? answer->contents : none) {
    const auto type = http::parse_media_type(content.media_type);
    if (type && type->is_json() && !is_range(content.media_type)) return content.media_type;
  }
  return "application/json";
}

}  // namespace concord::mock
