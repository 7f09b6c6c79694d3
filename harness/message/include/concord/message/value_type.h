// Parameters, headers and fields of forms are text; a schema can speak of numbers, booleans, null, lists and objects.
#pragma once
#include <concord/schema.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace concord::message {

using document::Kind;
using document::Node;

// What a schema lets the text of a value be read as. Cheap to copy; may be used from any thread.
class ValueType {
 public:
  ValueType() = default;  // text stays text
  explicit ValueType(const schema::Schema& schema, const document::Pointer& at = {});

  // Whether the schema speaks of this kind: in `type`, or by keywords that mean it (`items`, `minimum`, an enum of
  // numbers), also within allOf, anyOf, oneOf and behind references.
  bool wants(Kind kind) const { return kinds_[static_cast<std::size_t>(kind)]; }
  bool is_list() const { return wants(Kind::Array); }
  bool is_object() const { return wants(Kind::Object) && !is_list(); }
  bool is_binary() const { return is_binary_; }  // text whose `format` is binary, or with a contentMediaType

  ValueType item(std::size_t index) const;
  ValueType member(std::string_view name) const;
  const std::vector<std::string>& member_names() const { return names_; }  // of `properties`

  // A number, boolean or null where the schema speaks of them and the text is one (a number as JSON writes it); text
  // where it lists the text itself or nothing else fits. Null is "null", or "" where the schema has no word of text.
  // The text of a list or object is read as JSON where it is that.
  Node read(std::string_view text) const;

 private:
  void add(const Node& schema);
  void add_kinds(const Node& type);
  void add_constant(const Node& value);
  void add_kind(Kind kind) { kinds_[static_cast<std::size_t>(kind)] = true; }

  std::optional<schema::Schema> schema_;
  document::Pointer at_;
  bool kinds_[6] = {};
  bool is_binary_ = false;
  std::vector<std::string> names_;
  std::set<std::string, std::less<>> texts_;  // of const and enum
};

}  // namespace concord::message
