// What is known of the places of answers by one schema: kept from one answer to the next, since most are like the last.
#pragma once
#include <concord/document/pointer.h>
#include <concord/result/observations.h>
#include <concord/schema.h>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::check {

// One step of the way to a value: the key of a member, or the position of an item.
struct WayStep {
  std::string_view key;
  std::size_t index = 0;
  bool is_item = false;
};

// The places by their folded pointers, each with what the schema says of it, which is asked once a place and not once
// an answer. Not thread-safe.
class ObservedPlaces {
 public:
  using Index = std::uint32_t;
  static constexpr Index root = 0;
  static constexpr Index none = UINT32_MAX;

  struct Place {
    std::string pointer;  // as result::PlaceSeen has it
    Index parent = none;
    bool is_any = false;  // the items of a list, the keys of a map
    std::vector<const document::Node*> lists = {};  // of `enum`
  };

  // `schema`: null when there is none.
  explicit ObservedPlaces(const schema::Schema* schema);
  ObservedPlaces(const ObservedPlaces&) = delete;  // entries point into themselves
  ObservedPlaces& operator=(const ObservedPlaces&) = delete;

  const Place& operator[](Index place) const { return entries_[place].place; }
  std::size_t size() const { return entries_.size(); }
  bool has_branches() const { return has_branches_; }

  // To be called when an answer comes to a place for the first time: what the schema says is asked by the way to this
  // value, since under "*" it may be another thing than in the answer before.
  void enter(Index place, std::span<const WayStep> way);
  // The place of a member, which stands at `position` in its object, or of the items; `none` when it is not known yet
  // and `may_add` is false.
  Index member(Index of, const std::string& key, std::size_t position, bool may_add);
  Index item(Index of, bool may_add);

 private:
  using Members = std::map<std::string, Index, std::less<>>;
  struct Entry {
    Place place;
    bool is_shifting = false;       // under "*"
    bool is_known = false;
    document::Pointer asked = {};   // where, when it is shifting
    std::vector<const document::Node*> schemas = {};
    bool is_map = false;            // of its keys, those that the schema does not name
    Members members = {};
    std::vector<const Members::value_type*> in_order = {};  // of `members`, by where they stood last
    Index any = none;
  };

  void ask(Entry& entry, const document::Pointer& location);
  static bool is_map_key(const Entry& entry, const std::string& key);
  Index add(Index parent, const std::string& token, bool is_any);

  std::optional<schema::Schema> schema_;  // which keeps what it is made of
  bool has_branches_ = false;
  std::vector<Entry> entries_;
};

}  // namespace concord::check
