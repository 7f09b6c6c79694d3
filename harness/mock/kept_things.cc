#include "kept_things.h"

namespace concord::mock {

const Thing* KeptThings::find(const ThingName& name) const {
  const auto found = things_.find(name);
  return found == things_.end() ? nullptr : &found->second.thing;
}

std::size_t KeptThings::keep(const ThingName& name, document::Node value) {
  const std::size_t bytes = document::write_json(value).size() + name.below.size() + name.id.size();
  const auto [place, is_new] = things_.try_emplace(name);
  Entry& entry = place->second;
  if (is_new) {
    entry.born = ++births_;
    by_age_.emplace(entry.born, name);
  } else {
    ++entry.thing.version;
  }
  bytes_ += bytes - entry.bytes;
  entry.bytes = bytes;
  entry.thing.value = std::move(value);
  deleted_.erase(name);
  std::size_t thrown = 0;
  for (; things_.size() > 1 && (things_.size() > most_ || bytes_ > most_bytes_); ++thrown) {
    auto oldest = by_age_.begin();
    if (oldest->second == name) ++oldest;
    forget(ThingName(oldest->second));
  }
  return thrown;
}

void KeptThings::forget(const ThingName& name) {
  const auto found = things_.find(name);
  if (found == things_.end()) return;
  bytes_ -= found->second.bytes;
  by_age_.erase(found->second.born);
  things_.erase(found);
}

bool KeptThings::remove(const ThingName& name) {
  if (!things_.contains(name)) return false;
  forget(name);
  if (deleted_.size() >= most_) deleted_.erase(deleted_.begin());
  deleted_.insert(name);
  return true;
}

std::vector<const Thing*> KeptThings::all(std::size_t resource, const std::string& below) const {
  std::map<std::uint64_t, const Thing*> by_age;
  for (auto at = things_.lower_bound({resource, below, ""}); at != things_.end(); ++at) {
    if (at->first.resource != resource || at->first.below != below) break;
    by_age.emplace(at->second.born, &at->second.thing);
  }
  std::vector<const Thing*> found;
  for (const auto& [born, thing] : by_age) found.push_back(thing);
  return found;
}

std::vector<KeptThings::Saved> KeptThings::saved() const {
  std::vector<Saved> all;
  for (const auto& [born, name] : by_age_) all.push_back({name, things_.at(name).thing});
  return all;
}

void KeptThings::restore(Saved one) {
  keep(one.name, std::move(one.thing.value));
  const auto found = things_.find(one.name);
  if (found != things_.end()) found->second.thing.version = one.thing.version;
}

}  // namespace concord::mock
