#include <concord/contract/runtime_expression.h>

#include <utility>

namespace concord::contract {

namespace {

using Of = RuntimeExpression::Of;
using Part = RuntimeExpression::Part;

bool take(std::string_view& text, std::string_view lead) {
  if (!text.starts_with(lead)) return false;
  text.remove_prefix(lead.size());
  return true;
}

// Behind "$request." or "$response.".
std::optional<RuntimeExpression> parse_source(Of of, std::string_view text) {
  constexpr std::pair<std::string_view, Part> named[] = {
      {"header.", Part::Header}, {"query.", Part::Query}, {"path.", Part::Path}};
  for (const auto& [lead, part] : named) {
    if (!take(text, lead)) continue;
    if (text.empty() || (of == Of::Response && part != Part::Header)) return std::nullopt;
    return RuntimeExpression{of, part, std::string(text)};
  }
  if (!take(text, "body") || (!text.empty() && !take(text, "#"))) return std::nullopt;
  auto at = document::Pointer::parse(text);
  if (!at) return std::nullopt;
  return RuntimeExpression{of, Part::Body, "", std::move(*at)};
}

}  // namespace

std::optional<RuntimeExpression> parse_runtime_expression(std::string_view text) {
  if (text == "$url") return RuntimeExpression{Of::Url};
  if (text == "$method") return RuntimeExpression{Of::Method};
  if (text == "$statusCode") return RuntimeExpression{Of::StatusCode};
  if (take(text, "$request.")) return parse_source(Of::Request, text);
  if (take(text, "$response.")) return parse_source(Of::Response, text);
  return std::nullopt;
}

std::optional<std::vector<ExpressionPiece>> parse_with_expressions(std::string_view text) {
  std::vector<ExpressionPiece> pieces;
  const auto add = [&pieces](std::string_view written) {
    pieces.push_back({std::string(written), parse_runtime_expression(written)});
    return pieces.back().expression.has_value();
  };
  if (text.starts_with('$')) return add(text) ? std::optional(std::move(pieces)) : std::nullopt;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    if (open != 0) pieces.push_back({std::string(text.substr(0, open))});
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos || !add(text.substr(open + 1, close - open - 1))) return std::nullopt;
    text.remove_prefix(close + 1);
  }
  return pieces;
}

}  // namespace concord::contract
