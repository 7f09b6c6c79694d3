// Stories about one resource: cases of several steps that must be true of an API that keeps things. What each expects
// is a row of check::state_rules().
#pragma once
#include "story_writer.h"

#include <span>

namespace concord::explore {

struct StoryKind {
  std::string_view name;  // of the case: "what was created can be read"
  std::string_view rule;  // that it is about; "order": what that check says of every answer
  // Whether the contract has what it takes.
  bool (*applies)(const contract::Resource& resource);
  void (*tell)(StoryWriter& writer);
};
std::span<const StoryKind> story_kinds();

// Those that the contract has what it takes for, in the order of the table; none where nothing creates the resource, or
// it stands below something that cannot be created.
std::vector<const StoryKind*> stories_of(const std::vector<contract::Resource>& resources, std::size_t which);

}  // namespace concord::explore
