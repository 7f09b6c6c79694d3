#include "unknown_names.h"

#include "captures.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::suite {

namespace {

bool captures(const Node& entry, std::string_view name) {
  std::vector<CapturedName> captured;
  for (const char* list : {"before", "steps", "after"}) collect_captures(entry.find(list), captured);
  const Node* own = entry.find("capture");
  return (own && own->has(name)) ||
         std::any_of(captured.begin(), captured.end(), [name](const CapturedName& one) { return one.name == name; });
}

// The first that does, or null.
const Node* case_that_captures(const Node* cases, std::string_view name) {
  if (!cases) return nullptr;
  const auto& items = cases->items();
  const auto found = std::find_if(items.begin(), items.end(), [name](const Node& one) { return captures(one, name); });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

std::string hint_of_unknown_name(const Node* cases, std::string_view name, const std::string& suggestion) {
  const std::string_view first = name.substr(0, name.find('.'));  // the rest may be a member of it
  if (const Node* other = case_that_captures(cases, first)) {
    const Node* title = other->find("name");
    const std::string which = title && title->is_string() ? " " + base::in_quotes(title->as_string()) : "";
    return "case" + which +
           " captures it, for its own steps alone: \"before\" or \"shared\" of the suite capture for several cases";
  }
  if (!suggestion.empty()) return suggestion;
  const std::string variable(first == name ? name : "NAME");
  return "a variable is declared in provider.yaml: variables: {" + variable + ": {about: …}}";
}

}  // namespace concord::suite
