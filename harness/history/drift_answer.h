// What the parts of the comparison share: how much must have been seen, one answer beside what is known, and words.
#pragma once
#include "drift.h"
#include "store.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::history {

inline constexpr std::int64_t enough_runs = 2;        // of a case
inline constexpr std::int64_t enough_runs_alone = 3;  // where the operation says little, or other cases have it not
inline constexpr std::int64_t enough_answers = 5;     // of an operation
inline constexpr std::int64_t enough_for_lists = 20;

// How much more than ever a case must have taken or answered with, at least.
inline constexpr std::int64_t latency_floor_ms = 1'000;
inline constexpr std::int64_t size_floor = 64 << 10;  // bytes

// ---- places

std::string parent_of(const std::string& pointer);
std::string_view leaf_of(std::string_view pointer);
// A member with a name of its own: not the whole, and neither a position nor a key of a map.
bool is_member(std::string_view pointer);

// ---- words

std::string types_in_words(std::uint8_t types);
// "/session/note, a string (uuid)"
std::string described(const std::string& pointer, std::uint8_t types, const PlaceProfile* known);
// "3 earlier runs of this case since 2026-11-01"
std::string runs_text(const CaseProfile& profile);
// The same where all of them had it, else "the last 2 of 4 earlier runs of this case since 2026-11-01": of what came
// when `came` runs of the part had been.
std::string runs_text(const CaseProfile& profile, const CasePart& part, std::int64_t came);
// "12 earlier answers since 2026-11-01"
std::string answers_text(const OperationProfile& profile);

template <class Texts>
std::string joined(const Texts& texts) {
  return base::join(std::vector<std::string>(texts.begin(), texts.end()), ", ");
}

struct Drifting::Answer {
  const KnownCase& one;
  const CaseProfile& profile;  // as it was before this run
  const std::string& operation;
  int status;
  Operation& known;

  Drift drift(std::string kind, std::string pointer) const {
    Drift drift;
    drift.kind = std::move(kind);
    drift.operation = operation;
    drift.status = status;
    drift.pointer = std::move(pointer);
    return drift;
  }
  // Of the operation; null when no answer had it.
  PlaceProfile* place(const std::string& pointer) const {
    const auto at = known.profile.places.find(pointer);
    return at == known.profile.places.end() ? nullptr : &at->second;
  }
  // Something failed there, and that has been said.
  bool is_broken(const std::string& pointer) const {
    const auto& broken = one.seen->broken();
    return std::any_of(broken.begin(), broken.end(), [&](const std::string& place) {
      return place == pointer || (is_member(pointer) && place == parent_of(pointer) && !place.empty());
    });
  }
};

}  // namespace concord::history
