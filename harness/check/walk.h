// Visiting the members of an answer with their places. Depth is bounded by the parser's limit.
#pragma once
#include <concord/base/patience.h>
#include <concord/document.h>
#include <concord/document/pointer.h>

#include <string>
#include <string_view>
#include <vector>

namespace concord::check {

// Where a walk stands. Texts are made only for what is reported.
class Trail {
 public:
  void push(std::string token) { tokens_.push_back(std::move(token)); }
  void pop() { tokens_.pop_back(); }
  document::Pointer pointer() const { return document::Pointer(tokens_); }
  std::string text() const { return pointer().text(); }

 private:
  std::vector<std::string> tokens_;
};

// Whether the children of `node` are still to be looked at.
inline bool may_enter(const document::Node& node) { return base::Patience::spend(1 + node.size()); }

// Calls visit(object, trail, in_array) for every object of `node`, outer before inner, in document order, as long as
// base::Patience lasts.
template <class Visit>
void for_each_object(const document::Node& node, Trail& trail, bool in_array, const Visit& visit) {
  if (!may_enter(node)) return;
  if (node.is_object()) visit(node, trail, in_array);
  for (const auto& member : node.members()) {
    if (member.value.size() == 0) continue;
    trail.push(member.key);
    for_each_object(member.value, trail, in_array, visit);
    trail.pop();
  }
  for (std::size_t i = 0; i < node.items().size(); ++i) {
    if (node.items()[i].size() == 0) continue;
    trail.push(std::to_string(i));
    for_each_object(node.items()[i], trail, true, visit);
    trail.pop();
  }
}

template <class Visit>
void for_each_object(const document::Node& root, const Visit& visit) {
  Trail trail;
  for_each_object(root, trail, false, visit);
}

}  // namespace concord::check
