#include "fields.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::suite {

using base::error;
using document::Node;

namespace {

// `status:201` is one text.
std::string hint_of_missing_blank(std::string_view text, std::initializer_list<std::string_view> known) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon + 1 == text.size()) return {};
  const bool is_key = std::find(known.begin(), known.end(), text.substr(0, colon)) != known.end();
  return is_key ? "a blank is missing after \"" + std::string(text.substr(0, colon + 1)) + "\"" : "";
}

}  // namespace

Fields::Fields(const Node& node, std::string what, std::initializer_list<std::string_view> known,
               base::Diagnostics& problems)
    : node_(node), what_(std::move(what)), problems_(problems) {
  if (!node.is_object()) {
    std::string hint = hint_of_missing_blank(node.string_or_empty(), known);
    if (node.is_null() && node.span().begin == node.span().end) hint = "nothing is there";
    problems_.push_back(error(
        "suite.type", "a " + what_ + " must be a mapping, this is " + document::kind_with_article(node.kind()),
        node.span(), hint));
    return;
  }
  for (const auto& [key, value, span] : node.members()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::vector<std::string> names(known.begin(), known.end());
    std::string hint = hint_of_missing_blank(key, known);
    if (hint.empty()) hint = base::did_you_mean(key, names);
    if (hint.empty()) hint = "known here: " + base::join(names, ", ");
    problems_.push_back(error("suite.unknown-key", "unknown key \"" + key + "\" in a " + what_, span, hint));
  }
}

void Fields::wrong_type(std::string_view key, const Node& value, std::string_view expected) {
  problems_.push_back(error("suite.type", "\"" + std::string(key) + "\" of a " + what_ + " must be " +
                                              std::string(expected) + ", this is " +
                                              document::kind_with_article(value.kind()), value.span()));
}

const Node* Fields::object(std::string_view key) {
  const Node* value = any(key);
  if (!value || value->is_object()) return value;
  wrong_type(key, *value, "a mapping");
  return nullptr;
}

std::optional<std::string> Fields::text(std::string_view key) {
  const Node* value = any(key);
  if (!value) return std::nullopt;
  if (value->is_string()) return value->as_string();
  if (value->is_number()) return value->number_text();
  wrong_type(key, *value, "a text");
  return std::nullopt;
}

std::optional<std::string> Fields::required_text(std::string_view key) {
  if (node_.is_object() && !any(key)) {
    problems_.push_back(error("suite.missing-key", "a " + what_ + " needs \"" + std::string(key) + "\"", node_.span()));
  }
  return text(key);
}

std::optional<bool> Fields::flag(std::string_view key) {
  const Node* value = any(key);
  if (!value) return std::nullopt;
  if (value->is_boolean()) return value->as_boolean();
  wrong_type(key, *value, "true or false");
  return std::nullopt;
}

std::optional<double> Fields::number(std::string_view key, double at_least) {
  const Node* value = any(key);
  if (!value) return std::nullopt;
  if (value->is_number() && value->to_double() >= at_least) return value->to_double();
  wrong_type(key, *value, at_least > 0 ? "a number above zero" : "a number, zero or above");
  return std::nullopt;
}

std::vector<std::string> Fields::texts(std::string_view key) {
  const Node* value = any(key);
  if (!value) return {};
  if (value->is_string()) return {value->as_string()};
  std::vector<std::string> result;
  for (const Node& item : value->items()) {
    if (item.is_string()) result.push_back(item.as_string());
    else wrong_type(key, item, "a list of texts");
  }
  if (!value->is_array()) wrong_type(key, *value, "a text or a list of texts");
  return result;
}

}  // namespace concord::suite
