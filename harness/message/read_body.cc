#include "body_format.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace concord::message {

namespace {

constexpr std::size_t max_fields = 2000;

// The values of one name, in their order.
struct Field {
  std::string name;
  std::vector<Node> values;
};

class Fields {
 public:
  Field& of(const std::string& name) {
    const auto [known, is_new] = places_.emplace(name, fields_.size());
    if (is_new) fields_.push_back({name, {}});
    return fields_[known->second];
  }
  bool is_full() const { return fields_.size() >= max_fields; }

  Node to_object(const ValueType& type) && {
    Node object = Node::object();
    for (Field& field : fields_) {
      const bool is_list = field.values.size() > 1 || type.member(field.name).is_list();
      const bool is_whole = field.values.size() == 1 && field.values.front().is_array();
      object.members().push_back(
          {field.name, is_list && !is_whole ? Node(std::move(field.values)) : std::move(field.values.front()), {}});
    }
    return object;
  }

 private:
  std::vector<Field> fields_;
  std::map<std::string, std::size_t> places_;
};

class FormReader {
 public:
  FormReader(std::string_view bytes, const http::MediaType& given, const contract::Content* content,
             const ValueType& type)
      : bytes_(bytes), given_(given), content_(content), type_(type) {}

  ReadBody read() {
    read_.kind = body_kind(given_);
    switch (read_.kind) {
      case BodyKind::Json: read_json(); break;
      case BodyKind::Form: read_form(); break;
      case BodyKind::Multipart: read_parts(); break;
      case BodyKind::Text: judged(type_.read(bytes_)); break;
      case BodyKind::Xml:
      case BodyKind::Binary: read_.value = Node(bytes_); break;
    }
    return std::move(read_);
  }

 private:
  void judged(Node value) {
    read_.value = std::move(value);
    read_.is_judged = true;
  }

  void fault(document::Pointer at, std::string keyword, std::string expected, std::string actual, std::string message) {
    read_.faults.push_back(
        {std::move(at), std::move(keyword), std::move(expected), std::move(actual), std::move(message)});
  }

  void read_json() {
    auto parsed = document::parse_answer_json(bytes_);
    if (parsed.faults.empty() && parsed.root) return judged(std::move(*parsed.root));
    const std::string why = parsed.faults.empty() ? "no value" : parsed.faults.front().message;
    fault({}, "json", "JSON", why, "the body is not valid JSON: " + why);
  }

  void read_form() {
    std::vector<Pair> pairs = split_query(bytes_);
    if (pairs.size() >= max_pairs)
      return fault({}, "form", "fewer pairs", "", fmt::format("the form has {} pairs or more", max_pairs));
    Fields fields;
    for (const std::string& name : type_.member_names()) {
      const auto format = style_of(find_encoding(content_, name));
      if (!format) continue;
      auto value = read_query(name, pairs, *format, type_.member(name), type_.member_names());
      if (!value) continue;
      if (!value->fault.empty()) {
        fault(
            document::Pointer() / name, value->keyword, fmt::format("style {}", style_name(format->style)),
            value->fault,
            fmt::format("the field \"{}\" is not in the style {}: {}", name, style_name(format->style), value->fault));
      }
      fields.of(name).values.push_back(std::move(value->value));
    }
    std::map<std::string, ValueType> types;
    for (const Pair& pair : pairs) {
      if (pair.is_read || fields.is_full()) continue;
      fields.of(pair.name).values.push_back(value_type(pair.name, types).read(decode_query(pair.text)));
    }
    judged(std::move(fields).to_object(type_));
  }

  // Of one value: that of the items of a list.
  const ValueType& value_type(const std::string& name, std::map<std::string, ValueType>& known) const {
    const auto found = known.find(name);
    if (found != known.end()) return found->second;
    const ValueType member = type_.member(name);
    return known.emplace(name, member.is_list() ? member.item(0) : member).first->second;
  }

  void read_parts() {
    const auto boundary = std::find_if(given_.parameters.begin(), given_.parameters.end(),
                                       [](const auto& one) { return one.first == "boundary"; });
    if (boundary == given_.parameters.end()) {
      return fault({}, "multipart", "a boundary", "none", "the Content-Type of a multipart body must have a boundary");
    }
    ReadParts parts = read_multipart(bytes_, boundary->second);
    if (!parts.fault.empty()) {
      fault({}, "multipart", "multipart/form-data", parts.fault,
            "the body is not valid multipart/form-data: " + parts.fault);
      return;
    }
    Fields fields;
    std::map<std::string, ValueType> types;
    for (Part& part : parts.parts) {
      if (fields.is_full()) break;
      check_type(part);
      fields.of(part.name).values.push_back(read_part(part, value_type(part.name, types)));
      part.body.clear();
      if (part.filename) read_.files.push_back(std::move(part));
    }
    judged(std::move(fields).to_object(type_));
  }

  Node read_part(const Part& part, const ValueType& type) {
    const auto stated = http::parse_media_type(part.content_type);
    if (stated && stated->is_json()) {
      auto parsed = document::parse_answer_json(part.body);
      if (parsed.faults.empty() && parsed.root) return std::move(*parsed.root);
      const std::string why = parsed.faults.empty() ? "no value" : parsed.faults.front().message;
      fault(document::Pointer() / part.name, "json", "JSON", why,
            fmt::format("the part \"{}\" is not valid JSON: {}", part.name, why));
      return part.body;
    }
    const bool is_text = part.content_type.empty() || (stated && body_kind(*stated) == BodyKind::Text);
    return is_text && !part.filename ? type.read(part.body) : Node(part.body);
  }

  // `contentType` of an encoding is one media type, a range, or several with commas. A part without one is text.
  void check_type(const Part& part) {
    const contract::Encoding* encoding = find_encoding(content_, part.name);
    if (!encoding || encoding->content_type.empty()) return;
    const auto stated = http::parse_media_type(part.content_type.empty() ? "text/plain" : part.content_type);
    for (const std::string_view one : base::split(encoding->content_type, ',')) {
      if (stated && match_media_type(base::trim(one), *stated)) return;
    }
    fault(document::Pointer() / part.name, "media-type", encoding->content_type,
          part.content_type.empty() ? "none" : part.content_type,
          fmt::format("the Content-Type of the part \"{}\" must be {}", part.name, encoding->content_type));
  }

  std::string_view bytes_;
  const http::MediaType& given_;
  const contract::Content* content_;
  const ValueType& type_;
  ReadBody read_;
};

}  // namespace

const contract::Encoding* find_encoding(const contract::Content* content, std::string_view property) {
  if (!content) return nullptr;
  const auto found = std::find_if(content->encoding.begin(), content->encoding.end(),
                                  [&](const contract::Encoding& one) { return one.property == property; });
  return found == content->encoding.end() ? nullptr : &*found;
}

std::optional<ValueFormat> style_of(const contract::Encoding* encoding) {
  if (!encoding || encoding->style.empty()) return std::nullopt;
  return ValueFormat{parse_style(encoding->style).value_or(Style::Form), encoding->explode, encoding->allow_reserved,
                     ""};
}

BodyKind body_kind(const http::MediaType& type) {
  if (type.is_json()) return BodyKind::Json;
  if (type.essence() == "application/x-www-form-urlencoded") return BodyKind::Form;
  if (type.essence() == "multipart/form-data") return BodyKind::Multipart;
  if (type.subtype == "xml" || type.subtype.ends_with("+xml")) return BodyKind::Xml;
  return type.type == "text" ? BodyKind::Text : BodyKind::Binary;
}

ReadBody read_body(std::string_view bytes, const http::MediaType& given, const contract::Content* content,
                   const ValueType& type) {
  return FormReader(bytes, given, content, type).read();
}

}  // namespace concord::message
