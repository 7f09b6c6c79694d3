// Many looks into one object.
#pragma once
#include <concord/document.h>

#include <unordered_map>

namespace concord::document {

// Finds members as Node::find does, which reads through the object: of a large one that is asked often an index is
// made. The object must outlive this and stay as it is. Not for several threads at once.
class Lookup {
 public:
  explicit Lookup(const Node& object) : object_(object) {}

  const Node* find(std::string_view key) {
    constexpr std::size_t few_members = 32, few_looks = 16;
    if (object_.size() <= few_members || ++looks_ <= few_looks) return object_.find(key);
    if (index_.empty()) {
      for (const Member& member : object_.members()) index_.emplace(member.key, &member.value);
    }
    const auto found = index_.find(key);
    return found == index_.end() ? nullptr : found->second;
  }

 private:
  const Node& object_;
  std::size_t looks_ = 0;
  std::unordered_map<std::string_view, const Node*> index_;
};

}  // namespace concord::document
