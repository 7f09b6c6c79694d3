#include "keyword_shapes.h"

#include "program.h"

#include <concord/base/text.h>

#include <array>
#include <set>

namespace concord::schema {
namespace {

using document::Kind;
using Problem = std::optional<ShapeProblem>;

constexpr std::array<std::string_view, 7> kTypeNames = {"null",   "boolean", "integer", "number",
                                                        "string", "array",   "object"};

Problem wanted(std::string_view what, const Node& value) {
  return ShapeProblem{"must be " + std::string(what) + ", not " + std::string(with_article(value.kind())), &value};
}

Problem kind_problem(const Node& value, Kind kind, std::string_view what) {
  return value.kind() == kind ? Problem() : wanted(what, value);
}

bool is_schema(const Node& value) { return value.is_object() || value.is_boolean(); }

Problem schema_problem(const Node& value) {
  return is_schema(value) ? Problem() : wanted("a schema (an object or a boolean)", value);
}

Problem number_problem(const Node& value) { return kind_problem(value, Kind::Number, "a number"); }

Problem positive_problem(const Node& value) {
  if (!value.is_number()) return wanted("a number above 0", value);
  if (document::compare_numbers(value, Node(0)) > 0) return std::nullopt;
  return ShapeProblem{"must be above 0, not " + value.number_text(), &value};
}

Problem count_problem(const Node& value) {
  if (!value.is_number()) return wanted("a whole number, 0 or more", value);
  if (value.is_integer() && document::compare_numbers(value, Node(0)) >= 0) return std::nullopt;
  return ShapeProblem{"must be a whole number, 0 or more, not " + value.number_text(), &value};
}

Problem strings_problem(const Node& value, bool unique) {
  if (!value.is_array()) return wanted("an array of strings", value);
  std::set<std::string_view> seen;
  for (const Node& item : value.items()) {
    if (!item.is_string()) return wanted("an array of strings", item);
    if (!seen.insert(item.as_string()).second && unique) {
      return ShapeProblem{"names \"" + item.as_string() + "\" twice", &item};
    }
  }
  return std::nullopt;
}

Problem type_name_problem(const Node& value) {
  if (!value.is_string()) return wanted("the name of a type", value);
  if (type_bit(value.as_string()) != 0) return std::nullopt;
  const std::vector<std::string> known(kTypeNames.begin(), kTypeNames.end());
  const std::string hint = base::did_you_mean(value.as_string(), known);
  return ShapeProblem{"\"" + value.as_string() + "\" is no type" + (hint.empty() ? "" : "; " + hint), &value};
}

Problem type_names_problem(const Node& value) {
  if (value.is_string()) return type_name_problem(value);
  if (!value.is_array()) return wanted("the name of a type or an array of names", value);
  if (value.items().empty()) return ShapeProblem{"must not be empty", &value};
  for (const Node& item : value.items()) {
    if (auto problem = type_name_problem(item)) return problem;
  }
  return strings_problem(value, true);
}

Problem schemas_problem(const Node& value) {
  if (!value.is_array()) return wanted("an array of schemas", value);
  if (value.items().empty()) return ShapeProblem{"must not be empty", &value};
  for (const Node& item : value.items()) {
    if (auto problem = schema_problem(item)) return problem;
  }
  return std::nullopt;
}

Problem schema_or_schemas_problem(const Node& value) {
  if (is_schema(value)) return std::nullopt;
  if (!value.is_array()) return wanted("a schema or an array of schemas", value);
  return value.items().empty() ? Problem() : schemas_problem(value);
}

template <class ProblemOf>
Problem map_problem(const Node& value, std::string_view what, ProblemOf problem_of) {
  if (!value.is_object()) return wanted(what, value);
  for (const auto& member : value.members()) {
    if (Problem problem = problem_of(member.value)) {
      problem->message = "member \"" + member.key + "\" " + problem->message;
      return problem;
    }
  }
  return std::nullopt;
}

Problem dependency_problem(const Node& value) {
  if (value.is_array()) return strings_problem(value, true);
  return is_schema(value) ? Problem() : wanted("a schema or an array of strings", value);
}

Problem anchor_problem(const Node& value) {
  if (!value.is_string()) return wanted("a string", value);
  const std::string& name = value.as_string();
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool starts = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool continues = (c >= '0' && c <= '9') || c == '-' || c == '.';
    if (!starts && !(i > 0 && continues)) return ShapeProblem{"\"" + name + "\" is no name for an anchor", &value};
  }
  if (name.empty()) return ShapeProblem{"must not be empty", &value};
  return std::nullopt;
}

Problem bound_problem(const Node& value) {
  if (value.is_number() || value.is_boolean()) return std::nullopt;
  return wanted("a number", value);
}

}  // namespace

std::string_view with_article(Kind kind) {
  switch (kind) {
    case Kind::Null: return "null";
    case Kind::Boolean: return "a boolean";
    case Kind::Number: return "a number";
    case Kind::String: return "a string";
    case Kind::Array: return "an array";
    case Kind::Object: return "an object";
  }
  return "";
}

std::uint32_t type_bit(std::string_view name) {
  constexpr std::array<std::uint32_t, 7> kBits = {kNullBit,   kBooleanBit, kIntegerBit, kNumberBit,
                                                  kStringBit, kArrayBit,   kObjectBit};
  for (std::size_t i = 0; i < kTypeNames.size(); ++i) {
    if (kTypeNames[i] == name) return kBits[i];
  }
  return 0;
}

std::optional<ShapeProblem> find_shape_problem(Shape shape, const Node& value) {
  switch (shape) {
    case Shape::Any: return std::nullopt;
    case Shape::Boolean: return kind_problem(value, Kind::Boolean, "a boolean");
    case Shape::String:
    case Shape::UriReference:
    case Shape::Regex: return kind_problem(value, Kind::String, "a string");
    case Shape::Number: return number_problem(value);
    case Shape::BooleanOrNumber: return bound_problem(value);
    case Shape::PositiveNumber: return positive_problem(value);
    case Shape::Count: return count_problem(value);
    case Shape::Strings: return strings_problem(value, false);
    case Shape::UniqueStrings: return strings_problem(value, true);
    case Shape::TypeNames: return type_names_problem(value);
    case Shape::Array: return kind_problem(value, Kind::Array, "an array");
    case Shape::Object: return kind_problem(value, Kind::Object, "an object");
    case Shape::Schema: return schema_problem(value);
    case Shape::Schemas: return schemas_problem(value);
    case Shape::SchemaOrSchemas: return schema_or_schemas_problem(value);
    case Shape::SchemaMap:
    case Shape::PatternMap: return map_problem(value, "an object of schemas", schema_problem);
    case Shape::StringsMap:
      return map_problem(value, "an object of arrays of strings",
                         [](const Node& names) { return strings_problem(names, false); });
    case Shape::DependencyMap:
      return map_problem(value, "an object of schemas or arrays of strings", dependency_problem);
    case Shape::AnchorName: return anchor_problem(value);
  }
  return std::nullopt;
}

}  // namespace concord::schema
