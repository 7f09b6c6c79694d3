#include "named_texts.h"

#include <concord/templates.h>

#include <algorithm>

namespace concord::run {

using document::Node;

namespace {

// Null for anything else than a text; "run.id" may be the member of "run".
const std::string* find_text(const Node& names, const std::string& name) {
  const Node* value = names.find(name);
  const std::size_t dot = name.find('.');
  if (!value && dot != std::string::npos) {
    const Node* outer = names.find(std::string_view(name).substr(0, dot));
    value = outer ? outer->find(std::string_view(name).substr(dot + 1)) : nullptr;
  }
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
