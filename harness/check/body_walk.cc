#include "body_walk.h"

#include "walk.h"

#include <algorithm>
#include <string>

namespace concord::check {

BodyWalk::BodyWalk(const Node& body) {
  // As many as most answers have.
  containers_.reserve(8);
  names_.reserve(32);
  Container whole;
  whole.node = &body;
  enter(whole);
}

void BodyWalk::enter(Container container) {
  const Node& node = *container.node;
  if (!may_enter(node)) return;
  const auto& members = node.members();
  container.is_object = node.is_object();
  container.first = names_.size();
  for (const document::Member& member : members) {
    names_.push_back(meanings_of(member.key));
    container.names = static_cast<Meanings>(container.names | names_.back());
    container.has_flags = container.has_flags || member.value.is_boolean();
  }
  names_of_all_ = static_cast<Meanings>(names_of_all_ | container.names);
  Container below;
  below.above = containers_.size();
  below.is_in_list = container.is_in_list || node.is_array();
  containers_.push_back(container);
  const auto enter_below = [&](const Node& value) {
    if (value.size() == 0) return;
    below.node = &value;
    enter(below);
  };
  for (const document::Member& member : members) {
    below.member = &member;
    enter_below(member.value);
  }
  for (const Node& item : node.items()) {
    enter_below(item);
    ++below.item;
  }
}

std::string BodyWalk::Container::token() const { return member ? member->key : std::to_string(item); }

document::Pointer BodyWalk::Place::pointer() const {
  std::vector<std::string> tokens;
  for (std::size_t at = number_; at != 0; at = walk_.containers_[at].above)
    tokens.push_back(walk_.containers_[at].token());
  std::reverse(tokens.begin(), tokens.end());
  return document::Pointer(std::move(tokens));
}

std::size_t BodyWalk::Place::depth() const {
  std::size_t depth = 0;
  for (std::size_t at = number_; at != 0; at = walk_.containers_[at].above) ++depth;
  return depth;
}

bool BodyWalk::Place::is_at(const document::Pointer& place) const {
  std::size_t at = number_;
  for (auto token = place.tokens().rbegin(); token != place.tokens().rend(); ++token) {
    const Container& one = walk_.containers_[at];
    if (at == 0 || (one.member ? *token != one.member->key : *token != one.token())) return false;
    at = one.above;
  }
  return at == 0;
}

}  // namespace concord::check
