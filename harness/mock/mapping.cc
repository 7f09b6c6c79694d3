#include "mapping.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::mock {

using base::error;
using document::Node;

Mapping::Mapping(const Node& node, std::string what, std::vector<std::string> known, base::Diagnostics& problems)
    : node_(node), what_(std::move(what)), problems_(problems) {
  if (!node.is_object()) {
    problems_.push_back(error("mock.type",
                              fmt::format("{} must be a mapping, not {}", what_, document::kind_name(node.kind())),
                              node.span(), "with " + base::join(known, ", ")));
    return;
  }
  for (const document::Member& member : node.members()) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    std::string hint = base::did_you_mean(member.key, known);
    if (hint.empty()) hint = "it has " + base::join(known, ", ");
    problems_.push_back(
        error("mock.unknown-key", fmt::format("unknown key \"{}\" in {}", member.key, what_), member.key_span, hint));
  }
}

void Mapping::wrong_type(std::string_view key, const Node& value, std::string_view expected) {
  problems_.push_back(
      error("mock.type",
            fmt::format("\"{}\" of {} must be {}, not {}", key, what_, expected, document::kind_name(value.kind())),
            value.span()));
}

const Node* Mapping::object(std::string_view key) {
  const Node* value = node_.find(key);
  if (!value || value->is_object()) return value;
  wrong_type(key, *value, "a mapping");
  return nullptr;
}

const Node* Mapping::array(std::string_view key) {
  const Node* value = node_.find(key);
  if (!value || value->is_array()) return value;
  wrong_type(key, *value, "a list");
  return nullptr;
}

std::optional<std::string> Mapping::text(std::string_view key) {
  const Node* value = node_.find(key);
  if (!value) return std::nullopt;
  if (value->is_string()) return value->as_string();
  wrong_type(key, *value, "a string");
  return std::nullopt;
}

std::optional<std::int64_t> Mapping::integer(std::string_view key) {
  const Node* value = node_.find(key);
  if (!value) return std::nullopt;
  if (const auto number = value->to_int64()) return number;
  wrong_type(key, *value, "an integer");
  return std::nullopt;
}

std::vector<std::string> Mapping::texts(std::string_view key) {
  const Node* value = node_.find(key);
  if (!value) return {};
  if (value->is_string()) return {value->as_string()};
  const auto& items = value->items();
  if (!value->is_array() ||
      !std::all_of(items.begin(), items.end(), [](const Node& item) { return item.is_string(); })) {
    wrong_type(key, *value, "a string or a list of strings");
    return {};
  }
  std::vector<std::string> texts;
  for (const Node& item : items) texts.push_back(item.as_string());
  return texts;
}

void Mapping::require(std::string_view key) {
  if (!node_.is_object() || node_.has(key)) return;
  problems_.push_back(error("mock.missing", fmt::format("{} needs \"{}\"", what_, key), node_.span()));
}

}  // namespace concord::mock
