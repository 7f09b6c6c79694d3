// One tree for YAML and JSON, with a span on every key and value.
#pragma once
#include <concord/base/result.h>
#include <concord/base/source.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace concord::document {

using base::Diagnostic;
using base::Diagnostics;
using base::Result;
using base::Source;
using base::Span;

class Node;
struct Member;

// An exact JSON number that neither int64_t, uint64_t nor double keeps: its source text.
struct Decimal {
  std::string lexeme;
};

enum class Kind : std::uint8_t { Null, Boolean, Number, String, Array, Object };
std::string kind_with_article(Kind kind);      // "an array", "null"
std::string_view kind_name(Kind kind);  // "null", "boolean", "number", "string", "array", "object"

// A JSON value with value semantics. Objects keep the order of the text; keys are unique.
// Copying and destroying do not recurse deeper than the depth limit of the parsers (ParseLimits::depth).
class Node {
 public:
  using Array = std::vector<Node>;
  using Object = std::vector<Member>;

  Node() = default;  // null
  Node(bool value);  // NOLINT: implicit by design, so that tables of values read well
  Node(int value);
  Node(std::int64_t value);
  Node(std::uint64_t value);
  Node(double value);
  Node(Decimal value);
  Node(std::string value);
  Node(std::string_view value);
  Node(const char* value);
  Node(Array value);
  Node(Object value);
  static Node array();
  static Node object();

  Kind kind() const;
  bool is_null() const { return kind() == Kind::Null; }
  bool is_boolean() const { return kind() == Kind::Boolean; }
  bool is_number() const { return kind() == Kind::Number; }
  bool is_string() const { return kind() == Kind::String; }
  bool is_array() const { return kind() == Kind::Array; }
  bool is_object() const { return kind() == Kind::Object; }

  // The as_ functions throw std::bad_variant_access on another kind: that marks a bug. Ask first.
  bool as_boolean() const { return std::get<bool>(value_); }
  const std::string& as_string() const { return std::get<std::string>(value_); }
  std::string& as_string() { return std::get<std::string>(value_); }
  // The string, or "" when this is none.
  std::string_view string_or_empty() const;

  // Numbers. A number is an integer when its fraction is zero: 1.0 and 1e2 are (JSON Schema 2020-12, 4.2.3).
  bool is_integer() const;
  std::optional<std::int64_t> to_int64() const;  // only when an integer and in range
  double to_double() const;                      // nearest; infinite when out of range; 0 when no number
  std::string number_text() const;               // as JSON; "1.0" stays "1.0", a Decimal its lexeme
  using Value =
      std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, Decimal, std::string, Array, Object>;
  const Value& value() const { return value_; }  // for those who need the exact alternative

  // Arrays. items() of another kind is empty.
  const Array& items() const;
  Array& items() { return std::get<Array>(value_); }
  void push_back(Node item);

  // Objects. members() of another kind is empty; find returns null when absent or when this is no object.
  const Object& members() const;
  Object& members() { return std::get<Object>(value_); }
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  const Member* find_member(std::string_view key) const;
  bool has(std::string_view key) const { return find(key) != nullptr; }
  // Null becomes an object first. Replaces in place or appends; returns the stored value.
  Node& set(std::string_view key, Node value);
  bool remove(std::string_view key);  // whether it was there

  std::size_t size() const;  // items or members; 0 for scalars

  Span span() const { return span_; }
  void set_span(Span span) { span_ = span; }
  Node with_span(Span span) &&;

 private:
  static const Array& no_items();
  static const Object& no_members();

  Value value_;
  Span span_;
};

struct Member {
  std::string key;
  Node value;
  Span key_span;
};

// Not in the class: they need the destructor, and it needs a whole Member (clang insists).
inline Node::Node(int value) : Node(static_cast<std::int64_t>(value)) {}
inline Node::Node(std::string_view value) : Node(std::string(value)) {}
inline Node::Node(const char* value) : Node(std::string(value)) {}
inline Node Node::array() { return Node(Array{}); }
inline void Node::push_back(Node item) { items().push_back(std::move(item)); }
inline Node Node::with_span(Span span) && {
  span_ = span;
  return std::move(*this);
}

// Asked of every value of every answer: in the header, so that asking costs no call.
inline Kind Node::kind() const {
  constexpr std::array<Kind, std::variant_size_v<Value>> kinds = {
      Kind::Null,   Kind::Boolean, Kind::Number, Kind::Number, Kind::Number,
      Kind::Number, Kind::String,  Kind::Array,  Kind::Object};
  return kinds[value_.index()];
}
inline std::string_view Node::string_or_empty() const {
  const auto* text = std::get_if<std::string>(&value_);
  return text ? std::string_view(*text) : std::string_view();
}
inline const Node::Array& Node::items() const {
  const auto* items = std::get_if<Array>(&value_);
  return items ? *items : no_items();
}
inline const Node::Object& Node::members() const {
  const auto* members = std::get_if<Object>(&value_);
  return members ? *members : no_members();
}
inline const Member* Node::find_member(std::string_view key) const {
  const auto* all = std::get_if<Object>(&value_);
  if (!all) return nullptr;
  // By size first, which most keys differ in: no call.
  const auto found = std::find_if(all->begin(), all->end(), [&](const Member& member) {
    return member.key.size() == key.size() && member.key == key;
  });
  return found == all->end() ? nullptr : &*found;
}
inline const Node* Node::find(std::string_view key) const {
  const Member* member = find_member(key);
  return member ? &member->value : nullptr;
}
inline Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }
inline std::size_t Node::size() const {
  if (const auto* members = std::get_if<Object>(&value_)) return members->size();
  const auto* items = std::get_if<Array>(&value_);
  return items ? items->size() : 0;
}

// A double stands for its shortest decimal text, which is what it was read from: 1e23 equals 100000000000000000000000.
// JSON equality (JSON Schema 2020-12, 4.2.2): numbers by exact mathematical value, objects without order. Spans do not
// count.
bool equal(const Node& a, const Node& b);
// Exact, also between int64, uint64, double and Decimal: negative, 0, positive. Both must be numbers.
int compare_numbers(const Node& a, const Node& b);

struct ParseLimits {
  std::size_t depth = 512;
  std::size_t nodes = 5'000'000;  // counts what aliases expand to, so an alias bomb ends here
  std::size_t bytes = 64u << 20;
};

// RFC 8259, strict: UTF-8, no BOM, nothing trailing, no NaN, no lone surrogates. A duplicate key is a Diagnostic
// "json.duplicate-key"; the first hundred are listed. Kinds: "json." and the rules of JsonFault.
// All mistakes have spans in `source`. Spans of nodes point into `source`, which must outlive them.
Result<Node> parse_json(const Source& source, const ParseLimits& limits = {});

// For answers from servers: no spans, no Source. Every fault is listed, and `root` is what could be read in spite of
// duplicate keys, whose last value wins in the place of the first, or a BOM (not in spite of anything else). Reading
// ends where base::Patience does.
struct JsonFault {
  // "syntax", "utf8", "bom", "duplicate-key", "depth", "size", "empty", "trailing"; "interrupted": base::Patience ended
  std::string rule;
  std::string message;  // e.g. `line 3, column 12: expected ',' or '}' but found 'x'`
  std::size_t offset = 0;
  // The text may be JSON, but was not read to its end, since it is past one of the ParseLimits: "depth" or "size".
  bool is_over_bound() const { return rule == "depth" || rule == "size"; }
};
struct ParsedJson {
  std::optional<Node> root;
  std::vector<JsonFault> faults;
  // Whether it is not known what the text says: no fault of who wrote it.
  bool is_over_bound() const { return !faults.empty() && faults.back().is_over_bound(); }
};
ParsedJson parse_answer_json(std::string_view text, const ParseLimits& limits = {});

// YAML with the scalars of YAML 1.2's core schema (true/false/null/ints/floats; `no`, `on`, 2020-01-01, 14:00 and 0123
// stay strings as written; a hint is no error), anchors, aliases, merge keys, integer keys (kept as written: "200").
// One document a file; a second one is an error. All mistakes at once as far as yaml-cpp can go on.
// Duplicate keys are errors naming the first place. JSON texts are read too.
Result<Node> parse_yaml(const Source& source, const ParseLimits& limits = {});
// A part of a source, e.g. the fence of a Markdown page: [begin, end) in bytes; spans are those of the whole source.
Result<Node> parse_yaml_part(const Source& source, std::size_t begin, std::size_t end, const ParseLimits& limits = {});

// Whether a diagnostic of these functions is about a bound of ours (ParseLimits), and not about a mistake in the text.
bool is_over_bound(const base::Diagnostic& diagnostic);

// JSON text. indent 0: one line without blanks. Invalid UTF-8 in strings becomes U+FFFD. Iterative or bounded depth.
std::string write_json(const Node& node, int indent = 0);
// YAML block style, deterministic; strings are quoted whenever YAML 1.1 or 1.2 could read them otherwise;
// strings with line feeds as literal blocks. parse_yaml(write_yaml(x)) equals x.
std::string write_yaml(const Node& node);

}  // namespace concord::document
