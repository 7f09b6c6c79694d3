#include "flow_yaml.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::explore {

using document::Kind;
using document::Node;

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Words that YAML 1.1 or 1.2 reads as something else than text.
bool is_reserved(std::string_view text) {
  static constexpr std::array words{"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
  const std::string lower = base::to_lower_ascii(text);
  return std::find(words.begin(), words.end(), lower) != words.end();
}

bool is_plain(std::string_view text) {
  if (text.empty() || !(is_letter(text.front()) || text.front() == '/') || text.back() == ' ' || is_reserved(text))
    return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || std::string_view(" _-./()<>=+;").find(c) != std::string_view::npos;
  });
}

// Where double quotes would all have to be escaped.
bool is_single_quotable(std::string_view text) {
  return text.find('"') != std::string_view::npos && text.find('\'') == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7F'; });
}

}  // namespace

std::string flow_text(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  return is_single_quotable(text) ? "'" + std::string(text) + "'" : document::write_json(Node(text));
}

std::string flow(const Node& value) {
  if (value.kind() == Kind::String) return flow_text(value.as_string());
  std::string text;
  if (value.kind() == Kind::Array) {
    for (const Node& item : value.items()) text += (text.empty() ? "" : ", ") + flow(item);
    return '[' + text + ']';
  }
  if (value.kind() != Kind::Object) return document::write_json(value);
  for (const auto& [key, member, span] : value.members())
    text += (text.empty() ? "" : ", ") + flow_text(key) + ": " + flow(member);
  return '{' + text + '}';
}

}  // namespace concord::explore
