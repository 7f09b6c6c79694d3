// Bodies by media type: from a value to bytes and back.
#pragma once
#include <concord/message/content_choice.h>
#include <concord/message/multipart.h>
#include <concord/message/value_type.h>

namespace concord::message {

// Xml is text whose schema is not applied to it; Binary is all that nothing is known of.
enum class BodyKind { Json, Form, Multipart, Text, Xml, Binary };
BodyKind body_kind(const http::MediaType& type);

// One thing that is wrong with the syntax of a body.
struct BodyFault {
  document::Pointer at;   // within the value; of a form the member
  std::string keyword;    // "json", "form", "multipart", "media-type"
  std::string expected;   // phrases
  std::string actual;
  std::string message;    // a sentence
};

struct ReadBody {
  BodyKind kind = BodyKind::Binary;
  std::optional<Node> value;     // as far as it could be read
  bool is_judged = false;        // whether the schema speaks of `value`: not of XML, nor of bytes
  std::vector<BodyFault> faults;
  std::vector<Part> files;       // of multipart: parts with a file name, without their bodies
};

// `given`: what the message says it is. `content`: what is documented, or null; `type` of its schema.
//   Form       an object: a member a name, by `encoding`; a name that comes several times is a list
//   Multipart  the same of its parts: text by the type of the member, application/json parsed, all else (files) as text
//   Text       a scalar by its type
ReadBody read_body(std::string_view bytes, const http::MediaType& given, const contract::Content* content,
                   const ValueType& type);

struct WrittenBody {
  std::string bytes;
  std::string content_type;  // as given, with a boundary when it is multipart and has none
};
// A value as `content_type`. For forms it must be an object: null members are left out, lists are repeated, objects are
// JSON, unless `encoding` says otherwise. A member of a multipart body is a file when its schema says `format: binary`,
// or when it is {filename, content | base64, content_type}. What is no form is text as it is, or JSON.
// Diagnostics (kind "message.body") when a form is no object, or base64 is none.
base::Result<WrittenBody> write_body(const Node& value, std::string_view content_type, const contract::Content* content,
                                     const ValueType& type);

}  // namespace concord::message
