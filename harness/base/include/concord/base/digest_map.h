// What is known by digests of 64 bits, where there may be a million.
#pragma once
#include <concord/base/small_number.h>

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace concord::base {

// Open addressing in as many parts as a byte has values, which grow by themselves and by a quarter: what is free, and
// what is there twice while it grows, stays small. Each place has the seven bytes of a digest that do not say its part,
// and the value. All bits of a digest must be as good as drawn by lot; two that differ in the lowest only are one.
template <class Value>
class DigestMap {
 public:
  // The value of a digest, and whether there was none: then it is now `value`. Valid until the next call.
  std::pair<Value*, bool> try_emplace(std::uint64_t digest, Value value) {
    Part& part = parts_[digest >> 56];
    if (5 * (part.count + 1) > 4 * part.places.size()) grow(part);
    const std::uint64_t rest = (digest & Rest::most) | 1;
    Place& place = place_of(part.places, rest);
    const bool is_new = place.rest == 0;
    if (is_new) place = {rest, std::move(value)}, ++part.count;
    return {&place.value, is_new};
  }

 private:
  using Rest = SmallNumber<7>;
  struct Place {
    Rest rest;  // 0: free
    [[no_unique_address]] Value value;
  };
  struct Part {
    std::vector<Place> places;
    std::size_t count = 0;
  };

  // Where it is, or where it would be: a place is free.
  static Place& place_of(std::vector<Place>& places, std::uint64_t rest) {
    std::size_t at = ((rest >> 24) * places.size()) >> 32;
    while (places[at].rest != 0 && places[at].rest != rest) at = at + 1 == places.size() ? 0 : at + 1;
    return places[at];
  }

  static void grow(Part& part) {
    std::vector<Place> larger(part.places.size() + part.places.size() / 4 + 16);
    for (Place& place : part.places) {
      if (place.rest != 0) place_of(larger, place.rest) = std::move(place);
    }
    part.places = std::move(larger);
  }

  std::array<Part, 256> parts_;
};

}  // namespace concord::base
