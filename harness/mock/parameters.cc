#include "parameters.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::mock {

using document::Node;

namespace {

std::string decode_form(std::string_view text) {
  std::string blanks(text);
  std::replace(blanks.begin(), blanks.end(), '+', ' ');
  return base::percent_decode(blanks);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> query_parameters(std::string_view target) {
  std::vector<std::pair<std::string, std::string>> parameters;
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return parameters;
  for (const std::string_view pair : base::split(target.substr(mark + 1), '&')) {
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = equals < pair.size() ? pair.substr(equals + 1) : std::string_view();
    parameters.emplace_back(decode_form(pair.substr(0, equals)), decode_form(value));
  }
  return parameters;
}

std::optional<std::string> query_value(std::string_view target, std::string_view name) {
  for (auto& [key, value] : query_parameters(target)) {
    if (key == name) return std::move(value);
  }
  return std::nullopt;
}

std::optional<std::string> cookie_value(const http::Headers& headers, std::string_view name) {
  for (const std::string_view field : http::header_values(headers, "Cookie")) {
    for (const std::string_view pair : base::split(field, ';')) {
      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos || base::trim(pair.substr(0, equals)) != name) continue;
      return std::string(base::trim(pair.substr(equals + 1)));
    }
  }
  return std::nullopt;
}

ParameterType::ParameterType(const schema::Schema& schema) {
  for (const Node* each : schema.subschemas_at({})) {
    const Node* type = each->find("type");
    if (!type) continue;
    const auto speaks_of = [type](std::string_view name) {
      const auto& items = type->items();
      return type->string_or_empty() == name || std::any_of(items.begin(), items.end(), [name](const Node& item) {
               return item.string_or_empty() == name;
             });
    };
    is_number_ = is_number_ || speaks_of("integer") || speaks_of("number");
    is_boolean_ = is_boolean_ || speaks_of("boolean");
    is_array_ = is_array_ || speaks_of("array");
  }
}

Node ParameterType::read(std::string_view text) const {
  if (is_boolean_ && (text == "true" || text == "false")) return text == "true";
  if (is_number_ && text.size() <= 64) {
    const auto parsed = document::parse_answer_json(text);
    if (parsed.root && parsed.faults.empty() && parsed.root->is_number()) return *parsed.root;
  }
  return text;
}

}  // namespace concord::mock
