#include <concord/templates.h>

namespace concord::templates {

const Node* ObjectScope::find(std::string_view name) const {
  if (const Node* found = object_.find(name)) return found;
  return outer_ ? outer_->find(name) : nullptr;
}

std::vector<std::string> ObjectScope::names() const {
  std::vector<std::string> names;
  for (const document::Member& member : object_.members()) names.push_back(member.key);
  if (!outer_) return names;
  for (std::string& name : outer_->names()) names.push_back(std::move(name));
  return names;
}

}  // namespace concord::templates
