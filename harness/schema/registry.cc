#include <concord/schema.h>

#include "metaschemas.h"
#include <concord/schema/uri.h>

namespace concord::schema {

void Registry::add(std::string uri, Node document) {
  documents_.insert_or_assign(std::string(split_fragment(uri).uri), std::make_shared<const Node>(std::move(document)));
}

const Node* Registry::find(std::string_view uri) const { return share(uri).get(); }

std::shared_ptr<const Node> Registry::share(std::string_view uri) const {
  const auto found = documents_.find(split_fragment(uri).uri);
  return found == documents_.end() ? nullptr : found->second;
}

std::vector<std::string> Registry::uris() const {
  std::vector<std::string> names;
  for (const auto& entry : documents_) names.push_back(entry.first);
  return names;
}

}  // namespace concord::schema
