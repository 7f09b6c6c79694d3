// The objects of an answer with their places and with what the names of their members say: walked once for all checks
// that go by names. One that no name in the whole answer says anything to ends at once.
#pragma once
#include "name_meanings.h"

#include <concord/check.h>
#include <concord/document/pointer.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace concord::check {

// In document order, outer before inner. What is walked must outlive it. A walk that base::Patience ends has what it
// had come to.
class BodyWalk {
  struct Container {  // an object, or a list
    const Node* node = nullptr;
    const document::Member* member = nullptr;  // whose value it is; null for an item and the whole
    std::size_t item = 0;                      // of a list: which
    std::size_t above = 0;                     // the number of what it stands in
    std::size_t first = 0;                     // of its members among names_
    Meanings names = 0;
    bool is_object = false, is_in_list = false, has_flags = false;
    std::string token() const;
  };

 public:
  explicit BodyWalk(const Node& body);

  // An object and where it stands.
  class Place {
   public:
    Place(const BodyWalk& walk, std::size_t number) : walk_(walk), number_(number) {}
    const Node& object() const { return *own().node; }
    bool is_in_list() const { return own().is_in_list; }  // it, or what it is in, is an item of one
    bool has_flags() const { return own().has_flags; }    // members that are true or false
    Meanings names() const { return own().names; }        // of all its members
    Meanings name(std::size_t member) const { return walk_.names_[own().first + member]; }
    std::string_view key() const { return own().member ? own().member->key : std::string_view(); }  // its own; or ""
    document::Pointer pointer() const;
    std::size_t depth() const;                         // how many tokens that has
    bool is_at(const document::Pointer& place) const;  // without making one

   private:
    const Container& own() const { return walk_.containers_[number_]; }
    const BodyWalk& walk_;
    std::size_t number_;
  };

  // Of all members there are.
  Meanings names() const { return names_of_all_; }

  // Calls visit(place) for each object that has one of `wanted` among its names; with meaning::any for all objects,
  // but for empty ones below the top.
  template <class Visit>
  void for_each_object(Meanings wanted, const Visit& visit) const {
    if (wanted != meaning::any && (names_of_all_ & wanted) == 0) return;
    for (std::size_t i = 0; i < containers_.size(); ++i) {
      const Container& one = containers_[i];
      if (one.is_object && (wanted == meaning::any || (one.names & wanted) != 0)) visit(Place(*this, i));
    }
  }

  // Calls visit(place, member) for each member whose name says one of `wanted`.
  template <class Visit>
  void for_each_member(Meanings wanted, const Visit& visit) const {
    for_each_object(wanted, [&](const Place& place) {
      const auto& members = place.object().members();
      for (std::size_t i = 0; i < members.size(); ++i) {
        if ((place.name(i) & wanted) != 0) visit(place, members[i]);
      }
    });
  }

 private:
  void enter(Container container);

  std::vector<Container> containers_;
  std::vector<Meanings> names_;  // of members, those of an object beside each other
  Meanings names_of_all_ = 0;
};

// That of the answer's body, which must be there.
const BodyWalk& walk_of(const CheckContext& answer);

}  // namespace concord::check
