// What the receiver reads of a value, by writing it as message/ does and reading it back.
#include <concord/generate.h>
#include <concord/message/body.h>
#include <concord/message/response_headers.h>
#include <concord/message/value_format.h>

#include <concord/base/text.h>

#include <algorithm>

namespace concord::generate {

namespace {

using contract::ParameterIn;
using message::ReadValue;
using message::ValueFormat;
using message::ValueType;

ValueType type_of(const contract::SchemaRef& ref) {
  if (!ref) return {};
  const auto compiled = contract::compile(ref, schema::Direction::Request);
  return compiled ? ValueType(*compiled) : ValueType();
}

// "." and ".." are steps of a path and not values in it (RFC 3986, section 5.2.4), and "" leads to another path.
bool is_segment(const std::string& text) { return !text.empty() && text != "." && text != ".."; }

bool is_field_value(const std::string& text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7F'; });
}

struct ParameterWire {
  std::string name;
  ParameterIn in;
  ValueFormat format;
  ValueType type;

  std::optional<Node> operator()(const Node& value) const {
    const auto read = read_back(value);
    return read && read->fault.empty() ? std::optional(read->value) : std::nullopt;
  }

  std::optional<ReadValue> read_back(const Node& value) const {
    switch (in) {
      case ParameterIn::Path: return through_path(value);
      case ParameterIn::Query: return through_query(value);
      case ParameterIn::Header: return through_header(value);
      case ParameterIn::Cookie: return through_cookie(value);
    }
    return std::nullopt;
  }

  std::optional<ReadValue> through_path(const Node& value) const {
    const auto text = message::path_text(name, value, format);
    if (!text || !is_segment(*text)) return std::nullopt;
    return message::read_path_text(name, *text, format, type);
  }

  std::optional<ReadValue> through_query(const Node& value) const {
    const std::string query = base::join(message::query_pairs(name, value, format), "&");
    auto pairs = message::split_query(query);
    return message::read_query(name, pairs, format, type);
  }

  // White space around a value is no part of it (RFC 9110, section 5.5).
  std::optional<ReadValue> through_header(const Node& value) const {
    const auto text = message::header_text(value, format);
    if (!text || !is_field_value(*text)) return std::nullopt;
    return message::read_header_text(base::trim(*text), format, type);
  }

  std::optional<ReadValue> through_cookie(const Node& value) const {
    const std::string field = base::join(message::cookie_pairs(name, value, format), "; ");
    if (!is_field_value(field)) return std::nullopt;
    auto pairs = message::split_cookies(field);
    return message::read_cookie(name, pairs, format, type);
  }
};

struct HeaderWire {
  contract::DocumentedHeader header;
  ValueType type;

  std::optional<Node> operator()(const Node& value) const {
    const auto text = message::header_text(value, message::format_of(header));
    if (!text || !is_field_value(*text)) return std::nullopt;
    auto read = message::read_header({{header.name, std::string(base::trim(*text))}}, header, type);
    return read.size() == 1 && read.front().fault.empty() ? std::optional(std::move(read.front().value)) : std::nullopt;
  }
};

struct BodyWire {
  contract::Content content;
  http::MediaType media;
  ValueType type;

  std::optional<Node> operator()(const Node& value) const {
    const auto written = message::write_body(value, content.media_type, &content, type);
    const auto sent = written ? http::parse_media_type(written->content_type) : std::nullopt;
    if (!sent) return std::nullopt;
    auto read = message::read_body(written->bytes, *sent, &content, type);
    return read.faults.empty() ? std::move(read.value) : std::nullopt;
  }
};

}  // namespace

std::function<std::optional<Node>(const Node&)> wire_of(const contract::Parameter& parameter) {
  return ParameterWire{parameter.name, parameter.in, message::format_of(parameter), type_of(parameter.schema)};
}

// The schema of XML and of bytes is not applied to what is read of them: they are judged as they were made.
std::function<std::optional<Node>(const Node&)> wire_of(const contract::Content& content) {
  const auto media = http::parse_media_type(content.media_type);
  const message::BodyKind kind = media ? message::body_kind(*media) : message::BodyKind::Json;
  using enum message::BodyKind;
  if (kind == Json || kind == Xml || kind == Binary) return [](const Node& value) { return std::optional(value); };
  return BodyWire{content, *media, type_of(content.schema)};
}

std::function<std::optional<Node>(const Node&)> wire_of(const contract::DocumentedHeader& header) {
  return HeaderWire{header, type_of(header.schema)};
}

}  // namespace concord::generate
