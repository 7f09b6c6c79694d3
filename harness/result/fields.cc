#include "fields.h"

namespace concord::result {

using document::CompactMember;
using document::CompactValue;
using document::KeyRecord;
using Type = CompactValue::Type;

namespace {

std::string_view with_article(Type type) {
  switch (type) {
    case Type::Null: return "null";
    case Type::Boolean: return "a boolean";
    case Type::Integer:
    case Type::Real: return "a number";
    case Type::String: return "a string";
    case Type::Array: return "an array";
    case Type::Object: break;
  }
  return "an object";
}

}  // namespace

Fields::Fields(const Value& value, std::string path, std::string& fault)
    : value_(&value), path_(std::move(path)), fault_(&fault) {
  if (value.type() != Type::Object) note_kind(path_.empty() ? "the value" : path_, value, "an object");
}

const CompactValue* Fields::find(std::string_view key) const {
  if (value_->type() != Type::Object) return nullptr;
  const KeyRecord wanted = KeyRecord::of(key);
  for (const CompactMember& member : value_->members()) {
    if (member.key == wanted) return &member.value;
  }
  return nullptr;
}

std::string Fields::text(std::string_view key) const {
  const Value* value = find(key);
  return value ? text_of(*value, join(key)) : std::string();
}

std::string Fields::required_text(std::string_view key) const {
  if (!has(key)) note(join(key) + " is missing");
  return text(key);
}

bool Fields::flag(std::string_view key) const {
  const Value* value = find(key);
  if (value && value->type() != Type::Boolean) note_kind(join(key), *value, "a boolean");
  return value && value->type() == Type::Boolean && value->as_boolean();
}

base::SystemTime Fields::time(std::string_view key) const {
  if (!has(key)) return {};
  const std::string written = text(key);
  const auto time = base::parse_rfc3339(written);
  if (!time) note(join(key) + " is no RFC 3339 time: \"" + base::escape_line(base::ellipsize(written, 40)) + "\"");
  return time.value_or(base::SystemTime{});
}

std::vector<std::string> Fields::texts(std::string_view key) const {
  return list<std::string>(
      key, [this](const Value& item, const std::string& path, std::string&) { return text_of(item, path); });
}

std::string Fields::text_of(const Value& value, const std::string& path) const {
  if (value.type() == Type::String) return std::string(value.text());
  if (value.type() == Type::Object) {
    std::string ignored;
    const Value* encoded = Fields(value, path, ignored).find("base64");
    if (encoded && encoded->type() == Type::String) {
      if (auto bytes = base::base64_decode(encoded->text())) return std::move(*bytes);
      note(path + " is no base64");
      return {};
    }
  }
  note_kind(path, value, "a string");
  return {};
}

void Fields::note(std::string text) const {
  if (fault_->empty()) *fault_ = std::move(text);
}

std::string Fields::join(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + '.' + std::string(key);
}

const CompactValue* Fields::array(std::string_view key) const {
  const Value* value = find(key);
  if (!value) return nullptr;
  if (value->type() == Type::Array) return value;
  note_kind(join(key), *value, "an array");
  return nullptr;
}

std::uint64_t Fields::whole(std::string_view key, std::int64_t least, std::uint64_t most) const {
  const Value* value = find(key);
  if (!value) return 0;
  if (value->type() != Type::Integer && value->type() != Type::Real) {
    note_kind(join(key), *value, "a number");
    return 0;
  }
  if (value->type() == Type::Integer) {
    const bool is_negative = value->is_int64() && value->as_int64() < 0;
    if (is_negative ? value->as_int64() >= least : value->as_uint64() <= most) return value->as_uint64();
  }
  note(join(key) + " is " + base::ellipsize(document::to_node(*value).number_text(), 40) + ", out of range");
  return 0;
}

void Fields::note_kind(const std::string& path, const Value& value, std::string_view expected) const {
  if (fault_->empty())
    note(path + " is " + std::string(with_article(value.type())) + ", " + std::string(expected) + " is expected");
}

void Fields::note_unknown(std::string_view key, const std::string& name) const {
  note(join(key) + " is unknown: \"" + base::escape_line(base::ellipsize(name, 40)) + "\"");
}

}  // namespace concord::result
