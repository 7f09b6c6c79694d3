#include "lookup.h"

#include <concord/base/text.h>

#include <charconv>

namespace concord::templates {
namespace {

const Node* child(const Node& parent, std::string_view token) {
  if (!parent.is_array()) return parent.find(token);
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (error != std::errc() || end != token.data() + token.size()) return nullptr;
  return index < parent.items().size() ? &parent.items()[index] : nullptr;
}

// Members may have dots in their names, so the longest beginning wins here too.
const Node* descend(const Node& from, std::string_view rest) {
  for (std::size_t end = rest.size(); end != std::string_view::npos && end > 0; end = rest.rfind('.', end - 1)) {
    const Node* next = child(from, rest.substr(0, end));
    if (next && end == rest.size()) return next;
    if (next) return descend(*next, rest.substr(end + 1));
  }
  return nullptr;
}

// All names beside `name`: for "body.thme" the members of body.
std::vector<std::string> siblings(const Scope& scope, std::string_view name) {
  std::vector<std::string> names;
  const std::size_t dot = name.rfind('.');
  const Node* parent = dot == std::string_view::npos ? nullptr : look_up(scope, name.substr(0, dot));
  if (!parent) return names;
  for (const document::Member& member : parent->members())
    names.push_back(std::string(name.substr(0, dot + 1)) + member.key);
  return names;
}

}  // namespace

const Node* look_up(const Scope& scope, std::string_view name) {
  if (const Node* whole = scope.find(name)) return whole;
  for (std::size_t dot = name.rfind('.'); dot != std::string_view::npos && dot > 0; dot = name.rfind('.', dot - 1)) {
    const Node* first = scope.find(name.substr(0, dot));
    if (first) return descend(*first, name.substr(dot + 1));
  }
  return nullptr;
}

std::string suggest(const Scope& scope, std::string_view name, std::vector<std::string> others) {
  for (std::string& known : scope.names()) others.push_back(std::move(known));
  for (std::string& known : siblings(scope, name)) others.push_back(std::move(known));
  return base::did_you_mean(name, others);
}

}  // namespace concord::templates
