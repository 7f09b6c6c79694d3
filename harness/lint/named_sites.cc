#include "named_sites.h"

#include <concord/base/text.h>

#include <algorithm>
#include <set>

namespace concord::lint {

std::vector<NamedSite> named_sites(const Sites& sites) {
  std::vector<NamedSite> all;
  for (SiteId id = 0; id < sites.schemas.size(); ++id) {
    const Node* properties = sites.schemas[id].node->find("properties");
    if (properties == nullptr) continue;
    for (const Member& member : properties->members()) {
      const auto found = sites.schema_of.find(&member.value);
      if (found == sites.schema_of.end()) continue;
      const base::Span key = member.key_span.is_known() ? member.key_span : member.value.span();
      all.push_back({member.key, found->second, key, nullptr, {}});
    }
  }
  std::set<const Node*> seen;
  for (const OperationSite& operation : sites.operations) {
    for (const ParameterSite& one : operation.parameters) {
      const Node* schema = one.node->find("schema");
      const auto found = sites.schema_of.find(schema == nullptr ? one.node : schema);
      if (found != sites.schema_of.end() && seen.insert(one.node).second)
        all.push_back({one.name, found->second, one.node->find("name")->span(), one.node, one.in});
    }
  }
  return all;
}

std::string plain_name(std::string_view name) {
  std::string out;
  for (const char c : base::to_lower_ascii(name)) {
    if (c != '_' && c != ' ' && c != '-') out += c;
  }
  return out;
}

NameStyle style_of(std::string_view name) {
  const auto has = [&](auto is) { return std::any_of(name.begin(), name.end(), is); };
  const bool has_upper = has([](char c) { return c >= 'A' && c <= 'Z'; });
  const bool has_lower = has([](char c) { return c >= 'a' && c <= 'z'; });
  const bool has_bar = has([](char c) { return c == '_'; });
  const bool has_hyphen = has([](char c) { return c == '-'; });
  const bool is_plain = !has([](char c) {
    return !((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-');
  });
  if (!is_plain || !has_lower || name.front() == '_' || (has_bar && has_hyphen)) return NameStyle::Other;
  if (has_hyphen) return NameStyle::Kebab;
  if (has_bar) return has_upper ? NameStyle::Other : NameStyle::Snake;
  if (!has_upper) return NameStyle::Neutral;
  return name.front() >= 'a' && name.front() <= 'z' ? NameStyle::Camel : NameStyle::Other;
}

}  // namespace concord::lint
