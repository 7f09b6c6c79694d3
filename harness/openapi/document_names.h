// Names within one document: members of large objects, and the anchors and identifiers of its schemas.
#pragma once
#include <concord/openapi.h>

#include <string>
#include <string_view>
#include <unordered_map>

namespace concord::openapi {

// Looks up fast what Node::find would search for: thousands of references lead into one `components` object.
// The document must outlive this and stay as it is. Not thread-safe.
struct Child {
  const Node* node = nullptr;
  base::Span place;  // its key, else itself
};

class DocumentNames {
 public:
  explicit DocumentNames(const Node& root) : root_(root) {}

  // The item or member of `holder`, a node of the document; empty when there is none.
  Child child(const Node& holder, const std::string& token);
  // The schema with this `$anchor` or `$dynamicAnchor`; null when there is none.
  const Pointer* anchor(std::string_view name);
  // The schema with this `$id`, as it is written.
  const Pointer* identifier(std::string_view id);

 private:
  using Index = std::unordered_map<std::string_view, const document::Member*>;

  const document::Member* find_member(const Node& holder, const std::string& key);
  void read_names();
  void read_names(const Node& node, const Pointer& at, bool is_map);

  const Node& root_;
  std::unordered_map<const Node*, Index> members_;
  bool is_read_ = false;
  std::unordered_map<std::string, Pointer> anchors_;
  std::unordered_map<std::string, Pointer> identifiers_;
};

}  // namespace concord::openapi
