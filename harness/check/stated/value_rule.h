// What a suite states of one value: a constant, or a JSON Schema with the vocabulary of check.h beside it.
#pragma once
#include <concord/check.h>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace concord::check {

// A value of the suite, or a place in the answer's body.
struct Operand {
  Node value;
  std::optional<document::JsonPath> path;
};

// A time: of the answer, with an offset; of a place in the body; or a fixed one.
struct TimeOperand {
  std::string text;  // as written
  base::Milliseconds offset{0};  // from now
  std::optional<document::JsonPath> path;
  std::optional<base::SystemTime> time;
};

struct ValueRule {
  std::optional<Node> constant;  // also of `equals`
  std::optional<schema::Schema> schema;
  std::vector<Node> one_of;
  std::optional<Operand> differs_from, same_as;
  std::optional<TimeOperand> after, before;
  base::Milliseconds tolerance{0};
  std::string host, scheme;
  Node query;
  bool non_empty = false;
  std::optional<std::size_t> count;  // of the elements of a list, or the members of an object
  std::optional<document::JsonPath> sorted_by;  // in each element of a list
  bool is_descending = false;
  bool is_unrendered = false;  // a template is left in it
  base::Span span;
};

// All mistakes at once.
Result<ValueRule> parse_value_rule(const Node& value);

// A value with its place: a JSON Pointer, or "header Location".
struct Subject {
  std::string place;
  const Node& value;
  bool is_optional = false;  // what it is compared with may be absent too
};
// Adds what does not hold, of the given type.
void apply(const ValueRule& rule, const CheckContext& answer, const Subject& subject, std::string_view type,
           Findings& findings);

// Whether "{{" is somewhere in it.
bool has_template_left(const Node& node);

}  // namespace concord::check
