// Runtime expressions (OpenAPI 3.1, 4.8.20.4): where in an exchange a value is. Links and callbacks have them.
#pragma once
#include <concord/document/pointer.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::contract {

struct RuntimeExpression {
  enum class Of { Url, Method, StatusCode, Request, Response };
  enum class Part { Header, Query, Path, Body };  // of a request; an answer has the first and the last
  Of of = Of::Url;
  Part part = Part::Body;
  std::string name{};      // of a header or parameter
  document::Pointer at{};  // in a body; the root: the whole
};

// "$request.body#/id", "$url". Nothing when it is none.
std::optional<RuntimeExpression> parse_runtime_expression(std::string_view text);

// Text, or an expression.
struct ExpressionPiece {
  std::string text;  // as written: of an expression without braces
  std::optional<RuntimeExpression> expression{};
};
// "https://host/{$request.body#/id}" piece by piece; what begins with "$" is one expression. Nothing when something in
// braces is none.
std::optional<std::vector<ExpressionPiece>> parse_with_expressions(std::string_view text);

}  // namespace concord::contract
