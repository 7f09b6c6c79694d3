#include "trail.h"

#include <algorithm>

namespace concord::lint {

TrailId Trails::root(const openapi::Document& document) {
  const auto [known, is_new] = numbers_.emplace(&document, static_cast<std::uint32_t>(documents_.size()));
  if (is_new) documents_.push_back(&document);
  steps_.push_back({none, known->second, {}, none});
  return static_cast<TrailId>(steps_.size() - 1);
}

TrailId Trails::member(TrailId parent, std::string_view key) {
  steps_.push_back({parent, steps_[parent].document, key, none});
  return static_cast<TrailId>(steps_.size() - 1);
}

TrailId Trails::item(TrailId parent, std::size_t index) {
  steps_.push_back({parent, steps_[parent].document, {}, static_cast<std::uint32_t>(index)});
  return static_cast<TrailId>(steps_.size() - 1);
}

TrailId Trails::at(const openapi::Document& document, const document::Pointer& pointer) {
  TrailId id = root(document);
  for (const std::string& token : pointer.tokens()) id = member(id, kept_.emplace_back(token));
  return id;
}

document::Pointer Trails::between(TrailId ancestor, TrailId id) const {
  std::vector<std::string> tokens;
  for (; id != ancestor && steps_[id].parent != none; id = steps_[id].parent) {
    const Step& step = steps_[id];
    tokens.push_back(step.index == none ? std::string(step.key) : std::to_string(step.index));
  }
  std::reverse(tokens.begin(), tokens.end());
  return document::Pointer(std::move(tokens));
}

std::string Trails::pointer(TrailId id) const { return id == none ? std::string{} : between(none, id).text(); }

}  // namespace concord::lint
