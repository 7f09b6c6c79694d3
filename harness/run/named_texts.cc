#include "named_texts.h"

#include <concord/templates.h>

#include <algorithm>

namespace concord::run {

using document::Node;

namespace {

// Null for anything else than a text.
const std::string* find_text(const Node& names, const std::string& name) {
  const Node* value = templates::look_up(templates::ObjectScope(names), name);
  return value && value->is_string() ? &value->as_string() : nullptr;
}

}  // namespace

std::optional<NamedTexts> NamedTexts::of(const Node& written, const Node& names) {
  NamedTexts all;
  for (std::string& name : templates::names_mentioned(written)) {
    const std::string* text = find_text(names, name);
    if (!text) return std::nullopt;
    all.texts_.emplace_back(std::move(name), *text);
  }
  return all;
}

bool NamedTexts::are_those_of(const Node& names) const {
  return std::all_of(texts_.begin(), texts_.end(), [&names](const auto& one) {
    const std::string* text = find_text(names, one.first);
    return text && *text == one.second;
  });
}

}  // namespace concord::run
