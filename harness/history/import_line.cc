#include "import_line.h"

#include <fmt/format.h>

namespace concord::history {

using document::Node;

namespace {

std::string range_text(std::int64_t least, std::int64_t most) {
  if (most != std::numeric_limits<std::int64_t>::max()) return fmt::format("whole number from {} to {}", least, most);
  if (least != std::numeric_limits<std::int64_t>::min()) return fmt::format("whole number from {} on", least);
  return "whole number";
}

}  // namespace

void LinePart::lacks(std::string_view what, const std::string& name) const {
  if (fault_.empty()) fault_ = fmt::format("{} has no {} as {}", what_, what, name);
}

const Node* LinePart::find(std::size_t place) const {
  const Node::Array& items = node_.items();
  return place < items.size() ? &items[place] : nullptr;
}

std::string LinePart::name_of(std::size_t place) { return fmt::format("item {}", place + 1); }
std::string LinePart::name_of(std::string_view key) { return fmt::format("\"{}\"", key); }

bool LinePart::flag(std::string_view key) const {
  const Node* value = find(key);
  if (value && value->is_boolean()) return value->as_boolean();
  lacks("true or false", name_of(key));
  return false;
}

LinePart LinePart::part(std::string_view key, std::string what) const {
  static const Node none;
  const Node* found = find(key);
  return {found ? *found : none, std::move(what), fault_};
}

std::string LinePart::text_of(const Node* value, const std::string& name) const {
  if (value && value->is_string()) return std::string(value->string_or_empty());
  lacks("text", name);
  return {};
}

std::string LinePart::name_in(const Node* value, const std::string& name) const {
  std::string text = text_of(value, name);
  if (text.empty()) lacks("text", name);
  return text;
}

std::int64_t LinePart::number_of(const Node* value, const std::string& name, std::int64_t least,
                                 std::int64_t most) const {
  const auto number = value && value->is_number() ? value->to_int64() : std::nullopt;
  if (number && *number >= least && *number <= most) return *number;
  lacks(range_text(least, most), name);
  return 0;
}

const Node::Array& LinePart::list_of(const Node* value, const std::string& name) const {
  static const Node none = Node::array();
  if (value && value->is_array()) return value->items();
  lacks("list", name);
  return none.items();
}

}  // namespace concord::history
