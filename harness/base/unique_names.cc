#include <concord/base/unique_names.h>

#include <concord/base/clean_text.h>
#include <concord/base/text.h>

#include <functional>
#include <utility>

namespace concord::base {
namespace {

constexpr std::size_t fewest_places = 64;

// Never 0.
std::uint64_t name_hash(std::string_view name) { return std::hash<std::string_view>()(name) | 1u; }

// Where it is in a table that has a free place, or where it would be.
std::uint64_t& place_of(std::vector<std::uint64_t>& taken, std::uint64_t hash) {
  std::size_t at = hash >> 1;
  for (;; ++at) {
    std::uint64_t& place = taken[at & (taken.size() - 1)];
    if (place == 0 || place == hash) return place;
  }
}

}  // namespace

void UniqueNames::grow() {
  std::vector<std::uint64_t> larger(taken_.empty() ? fewest_places : 2 * taken_.size());
  for (const std::uint64_t hash : taken_) {
    if (hash != 0) place_of(larger, hash) = hash;
  }
  taken_ = std::move(larger);
}

bool UniqueNames::is_new(std::string_view name) {
  if (4 * count_ >= 3 * taken_.size()) grow();
  const std::uint64_t hash = name_hash(name);
  const bool is_new = std::exchange(place_of(taken_, hash), hash) == 0;
  count_ += is_new;
  return is_new;
}

std::string UniqueNames::take(std::string_view wanted, std::size_t limit) {
  std::string first = clean_name(trim(wanted), limit);
  if (first.empty()) first = "unnamed";
  std::string name = first;
  while (!is_new(name)) {
    const std::string suffix = " (" + std::to_string(++again_[name_hash(first)] + 1) + ')';
    name = ellipsize(first, limit - suffix.size()) + suffix;
  }
  return name;
}

}  // namespace concord::base
