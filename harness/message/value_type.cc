#include <concord/message/value_type.h>

#include <algorithm>
#include <array>

namespace concord::message {

using document::Pointer;

namespace {

constexpr std::size_t max_names = 1000;
constexpr std::size_t max_texts = 1000;
constexpr std::size_t max_number = 400;  // bytes

struct Word {
  std::string_view keyword;
  Kind kind;
};
// What a schema without `type` means by its keywords.
constexpr auto words = std::to_array<Word>({{"minimum", Kind::Number}, {"maximum", Kind::Number},
                                            {"exclusiveMinimum", Kind::Number}, {"exclusiveMaximum", Kind::Number},
                                            {"multipleOf", Kind::Number}, {"items", Kind::Array},
                                            {"prefixItems", Kind::Array}, {"minItems", Kind::Array},
                                            {"maxItems", Kind::Array}, {"properties", Kind::Object},
                                            {"pattern", Kind::String}, {"format", Kind::String},
                                            {"minLength", Kind::String}, {"maxLength", Kind::String}});

std::optional<Kind> kind_of_type(std::string_view type) {
  if (type == "integer") return Kind::Number;
  for (const Kind kind : {Kind::Null, Kind::Boolean, Kind::Number, Kind::String, Kind::Array, Kind::Object}) {
    if (document::kind_name(kind) == type) return kind;
  }
  return std::nullopt;
}

// JSON without blanks around it.
std::optional<Node> read_json(std::string_view text) {
  if (text.empty() || text.front() <= ' ' || text.back() <= ' ') return std::nullopt;
  auto parsed = document::parse_answer_json(text);
  if (!parsed.faults.empty()) return std::nullopt;
  return std::move(parsed.root);
}

bool may_be_number(std::string_view text) {
  return !text.empty() && text.size() <= max_number && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
}

}  // namespace

ValueType::ValueType(const schema::Schema& schema, const Pointer& at) : schema_(schema), at_(at) {
  for (const Node* each : schema.subschemas_at(at)) {
    if (each) add(*each);
  }
}

void ValueType::add(const Node& schema) {
  const Node* type = schema.find("type");
  if (type) add_kinds(*type);
  for (const Word& word : words) {
    if (!type && schema.has(word.keyword)) add_kind(word.kind);
  }
  if (const Node* constant = schema.find("const")) add_constant(*constant);
  if (const Node* values = schema.find("enum")) {
    for (const Node& value : values->items()) add_constant(value);
  }
  if (const Node* format = schema.find("format")) is_binary_ = is_binary_ || format->string_or_empty() == "binary";
  is_binary_ = is_binary_ || (schema.has("contentMediaType") && !schema.has("contentEncoding"));
  const Node* properties = schema.find("properties");
  if (!properties) return;
  for (const document::Member& property : properties->members()) {
    if (names_.size() < max_names) names_.push_back(property.key);
  }
}

void ValueType::add_kinds(const Node& type) {
  if (const auto kind = kind_of_type(type.string_or_empty())) add_kind(*kind);
  for (const Node& one : type.items()) {
    if (const auto kind = kind_of_type(one.string_or_empty())) add_kind(*kind);
  }
}

void ValueType::add_constant(const Node& value) {
  add_kind(value.kind());
  if (value.is_string() && texts_.size() < max_texts) texts_.insert(value.as_string());
}

ValueType ValueType::item(std::size_t index) const {
  return schema_ ? ValueType(*schema_, at_ / index) : ValueType();
}

ValueType ValueType::member(std::string_view name) const {
  return schema_ ? ValueType(*schema_, at_ / std::string(name)) : ValueType();
}

Node ValueType::read(std::string_view text) const {
  if (texts_.contains(text)) return text;
  if (wants(Kind::Boolean) && (text == "true" || text == "false")) return text == "true";
  if (wants(Kind::Number) && may_be_number(text)) {
    if (auto number = read_json(text); number && number->is_number()) return std::move(*number);
  }
  if (wants(Kind::String)) return text;
  if (wants(Kind::Null) && (text.empty() || text == "null")) return {};
  if ((wants(Kind::Array) && text.starts_with('[')) || (wants(Kind::Object) && text.starts_with('{'))) {
    if (auto value = read_json(text)) return std::move(*value);
  }
  return text;
}

}  // namespace concord::message
