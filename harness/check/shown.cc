#include "shown.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/http.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::check {

using document::Node;

namespace {

constexpr std::size_t max_shown_items = 8;

bool is_scalar(const Node& node) { return !node.is_array() && !node.is_object(); }

bool is_small(const Node& node) {
  const auto fits = [](const Node& item) { return is_scalar(item) && item.string_or_empty().size() <= 60; };
  if (node.size() > max_shown_items) return false;
  return std::all_of(node.items().begin(), node.items().end(), fits) &&
         std::all_of(node.members().begin(), node.members().end(), [&](const auto& m) { return fits(m.value); });
}

}  // namespace

std::string cut(std::string_view text, std::size_t limit) {
  // Cut first: escaping a whole body to show sixty characters of it would be work without bound.
  return base::escape_line(base::ellipsize(text, limit));
}

bool is_tidy(std::string_view text, std::size_t limit) {
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7F; };
  return text.size() <= limit && std::all_of(text.begin(), text.end(), is_plain);
}

std::string in_quotes(std::string_view text) {
  return base::escape_line(document::write_json(Node(base::ellipsize(text, 60))));
}

std::string beginning(std::string_view body) { return "begins with " + in_quotes(body); }

std::string shown(const Node& value) {
  if (value.is_string()) return in_quotes(value.as_string());
  if (is_scalar(value)) return cut(document::write_json(value));
  if (is_small(value)) return cut(document::write_json(value));
  return value.is_array() ? "an array of " + base::counted(value.size(), "item")
                          : "an object of " + base::counted(value.size(), "member");
}

std::string shown_with_kind(const Node& value) {
  if (value.is_null()) return "null";
  const auto kind = value.is_integer() ? "integer" : document::kind_name(value.kind());
  return fmt::format("{} ({})", shown(value), kind);
}

std::string at(std::string_view location, std::string_view message) {
  return fmt::format("{}: {}", location.empty() ? "body" : cut(location, 200), message);
}

std::string alternatives(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::string status_text(int status) {
  const auto phrase = http::reason_phrase(status);
  return phrase.empty() ? fmt::format("{}", status) : fmt::format("{} {}", status, phrase);
}

}  // namespace concord::check
