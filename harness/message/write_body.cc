#include "body_format.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::message {

namespace {

base::Diagnostic refused(std::string message, base::Span span, std::string hint = {}) {
  return base::error("message.body", std::move(message), span, std::move(hint));
}

bool is_one_text(const Node& value) { return !value.is_array() && !value.is_object(); }

// "image/png, image/jpeg": the first that is no range.
std::string first_type(std::string_view list) {
  for (const std::string_view one : base::split(list, ',')) {
    if (one.find('*') == std::string_view::npos) return std::string(base::trim(one));
  }
  return "";
}

// {filename, content | base64, content_type}: a file as a suite writes it.
bool is_file(const Node& value) {
  const auto& members = value.members();
  return (value.has("filename") || value.has("base64")) &&
         std::all_of(members.begin(), members.end(), [](const document::Member& one) {
           return one.key == "filename" || one.key == "content" || one.key == "base64" || one.key == "content_type";
         });
}

class PartWriter {
 public:
  PartWriter(const contract::Content* content, const ValueType& type) : content_(content), type_(type) {}

  void add(const document::Member& member) {
    const ValueType type = type_.member(member.key);
    const contract::Encoding* encoding = find_encoding(content_, member.key);
    if (!member.value.is_array()) return add(member.key, member.value, encoding, type);
    for (const Node& item : member.value.items()) add(member.key, item, encoding, type.item(0));
  }

  std::vector<Part> parts;
  base::Diagnostics problems;

 private:
  void add(const std::string& name, const Node& value, const contract::Encoding* encoding, const ValueType& type) {
    if (value.is_null()) return;
    Part part{name, std::nullopt, encoding ? first_type(encoding->content_type) : "", ""};
    if (value.is_object() && is_file(value) && !type.member_names().size()) return add_file(std::move(part), value);
    part.body = plain_text(value);
    if (!is_one_text(value) && part.content_type.empty()) part.content_type = "application/json";
    if (is_one_text(value) && type.is_binary()) {
      part.filename = name;
      if (part.content_type.empty()) part.content_type = "application/octet-stream";
    }
    parts.push_back(std::move(part));
  }

  void add_file(Part part, const Node& file) {
    const Node* name = file.find("filename");
    part.filename = name ? plain_text(*name) : part.name;
    if (const Node* content = file.find("content")) part.body = plain_text(*content);
    if (const Node* encoded = file.find("base64")) {
      const auto bytes = base::base64_decode(encoded->string_or_empty());
      if (!bytes) problems.push_back(refused(fmt::format("the file \"{}\" is not base64", part.name), encoded->span()));
      part.body = bytes.value_or("");
    }
    if (const Node* type = file.find("content_type")) part.content_type = plain_text(*type);
    if (part.content_type.empty()) part.content_type = "application/octet-stream";
    parts.push_back(std::move(part));
  }

  const contract::Content* content_;
  const ValueType& type_;
};

std::string write_form(const Node& value, const contract::Content* content) {
  std::vector<std::string> pairs;
  for (const document::Member& member : value.members()) {
    const auto format = style_of(find_encoding(content, member.key));
    // Lists are repeated, objects are JSON: the media types that OpenAPI takes where an encoding names none.
    const ValueFormat repeated{Style::Form, true, false, member.value.is_array() ? "" : "application/json"};
    if (member.value.is_null()) continue;
    for (std::string& pair : query_pairs(member.key, member.value, format.value_or(repeated)))
      pairs.push_back(std::move(pair));
  }
  return base::join(pairs, "&");
}

base::Result<WrittenBody> write_parts(const Node& value, std::string_view content_type, const http::MediaType& media,
                                      const contract::Content* content, const ValueType& type) {
  PartWriter writer(content, type);
  for (const document::Member& member : value.members()) writer.add(member);
  if (!writer.problems.empty()) return std::move(writer.problems);
  std::string stated(content_type), boundary;
  for (const auto& [name, text] : media.parameters) {
    if (name == "boundary") boundary = text;
  }
  if (boundary.empty()) {
    boundary = choose_boundary(writer.parts);
    stated += "; boundary=" + boundary;
  }
  return WrittenBody{write_multipart(writer.parts, boundary), std::move(stated)};
}

}  // namespace

base::Result<WrittenBody> write_body(const Node& value, std::string_view content_type, const contract::Content* content,
                                     const ValueType& type) {
  const auto media = http::parse_media_type(content_type);
  const BodyKind kind = media ? body_kind(*media) : BodyKind::Json;
  if ((kind == BodyKind::Form || kind == BodyKind::Multipart) && !value.is_string()) {
    if (!value.is_object()) {
      return refused(
          fmt::format("a body of {} must be an object, not {}", content_type, document::kind_name(value.kind())),
          value.span());
    }
    if (kind == BodyKind::Multipart) return write_parts(value, content_type, *media, content, type);
    return WrittenBody{write_form(value, content), std::string(content_type)};
  }
  return WrittenBody{kind == BodyKind::Json ? document::write_json(value) : plain_text(value),
                     std::string(content_type)};
}

}  // namespace concord::message
