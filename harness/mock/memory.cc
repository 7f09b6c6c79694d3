#include "memory.h"

#include <algorithm>

namespace concord::mock {

const document::Node* Memory::find(const std::string& key, base::SystemTime now) const {
  const auto found = entries_.find(key);
  return found == entries_.end() || found->second.until <= now ? nullptr : &found->second.values;
}

const document::Node& Memory::keep(const std::string& key, document::Node values, base::SystemTime until) {
  if (entries_.find(key) == entries_.end() && entries_.size() >= capacity_) make_room();
  return entries_.insert_or_assign(key, Entry{std::move(values), until}).first->second.values;
}

// A tenth at once, so that a full memory does not search at every request.
void Memory::make_room() {
  std::vector<base::SystemTime> times;
  for (const auto& [key, entry] : entries_) times.push_back(entry.until);
  const auto last = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 10);
  std::nth_element(times.begin(), last, times.end());
  const base::SystemTime limit = *last;
  std::erase_if(entries_, [limit](const auto& item) { return item.second.until <= limit; });
}

}  // namespace concord::mock
