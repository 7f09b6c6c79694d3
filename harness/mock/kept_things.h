// What requests have created, as it is now. Bounded: past a bound the oldest is thrown away.
#pragma once
#include <concord/document.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace concord::mock {

// Which thing: of what resource (a number of the owner's), below what (the values of the collection's path), and its
// id.
struct ThingName {
  std::size_t resource = 0;
  std::string below;
  std::string id;
  friend auto operator<=>(const ThingName&, const ThingName&) = default;
};

struct Thing {
  document::Node value;       // an object: all members that any answer shows
  std::uint64_t version = 1;  // raised by each change
};

class KeptThings {
 public:
  explicit KeptThings(std::size_t most = 10'000, std::size_t most_bytes = 64u << 20)
      : most_(most), most_bytes_(most_bytes) {}

  // Null when there is none. Good until the next change.
  const Thing* find(const ThingName& name) const;
  bool was_deleted(const ThingName& name) const { return deleted_.contains(name); }
  // Adds it, or changes it and raises its version. Returns how many others were thrown away for it.
  std::size_t keep(const ThingName& name, document::Node value);
  bool remove(const ThingName& name);  // whether it was there
  // Of one resource and place, the oldest first.
  std::vector<const Thing*> all(std::size_t resource, const std::string& below) const;
  std::size_t size() const { return things_.size(); }

  // All of it, the oldest first, to be kept over a restart; and back again, into an empty one.
  struct Saved {
    ThingName name;
    Thing thing;
  };
  std::vector<Saved> saved() const;
  const std::set<ThingName>& deleted() const { return deleted_; }
  void restore(Saved one);
  void restore_deleted(ThingName name) { deleted_.insert(std::move(name)); }

 private:
  struct Entry {
    Thing thing;
    std::uint64_t born = 0;
    std::size_t bytes = 0;
  };
  void forget(const ThingName& name);

  std::size_t most_, most_bytes_;
  std::size_t bytes_ = 0;
  std::uint64_t births_ = 0;
  std::map<ThingName, Entry> things_;
  std::map<std::uint64_t, ThingName> by_age_;
  std::set<ThingName> deleted_;
};

}  // namespace concord::mock
