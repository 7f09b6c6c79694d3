// Whether the value of a keyword is what the dialect allows.
#pragma once
#include "keywords.h"

#include <optional>
#include <string>

namespace concord::schema {

struct ShapeProblem {
  std::string message;          // `must be a string, not a number`
  const Node* where = nullptr;  // the value or a part of it
};
std::optional<ShapeProblem> find_shape_problem(Shape shape, const Node& value);

// The bit of a name of `type`, or 0.
std::uint32_t type_bit(std::string_view name);
// `a string`, `an array`, `null`.
std::string_view with_article(document::Kind kind);

}  // namespace concord::schema
