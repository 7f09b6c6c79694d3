// Properties and parameters by their names: what is called the same, or nearly, should be the same.
#pragma once
#include "sites.h"

#include <string>

namespace concord::lint {

struct NamedSite {
  std::string_view name;
  SiteId schema = none;
  base::Span place;            // of the name
  const Node* node = nullptr;  // of a parameter: the whole; null for a property
  std::string_view in;         // "" for a property
};
// In the order of the documents; a parameter that several operations share stands once.
std::vector<NamedSite> named_sites(const Sites& sites);

// "user_id", "userId" and "User-ID" are one name.
std::string plain_name(std::string_view name);

enum class NameStyle : std::uint8_t { Neutral, Snake, Camel, Kebab, Other };
// Neutral: one word in lower case.
NameStyle style_of(std::string_view name);

}  // namespace concord::lint
