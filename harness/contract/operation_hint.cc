#include <concord/contract/operation_hint.h>

#include <concord/base/file_slug.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::contract {

namespace {

std::string name_in(std::string_view id) { return std::string(id.substr(id.rfind('/') + 1)); }

std::string meant(const std::string& id) { return "did you mean " + base::in_quotes(id) + "?"; }

std::string list_of(const std::vector<std::string>& ids) {
  constexpr std::size_t most_shown = 10;
  if (ids.empty()) return "there are none";
  const std::vector<std::string> shown(ids.begin(),
                                       ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), most_shown)));
  const std::string more =
      ids.size() > shown.size() ? " and " + std::to_string(ids.size() - shown.size()) + " more" : std::string();
  return "there are " + base::join(shown, ", ") + more;
}

}  // namespace

std::string operation_hint(std::string_view wanted, const std::vector<std::string>& ids) {
  const std::string name = base::file_slug(name_in(wanted));  // of an operationId: "listItems" is called list-items
  std::vector<std::string> names;
  for (const std::string& id : ids) names.push_back(name_in(id));
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (!name.empty() && names[i] == name) return meant(ids[i]);
  if (std::string near = base::did_you_mean(wanted, ids); !near.empty()) return near;
  const auto nearest = base::nearest_word(name, names);
  for (std::size_t i = 0; nearest && i < ids.size(); ++i)
    if (names[i] == *nearest) return meant(ids[i]);
  return list_of(ids);
}

}  // namespace concord::contract
