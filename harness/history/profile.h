// What answers have looked like so far: of an operation with one status and media type, over all cases; and of one
// case. Free of values, but for the members of enums that the contract itself lists and for codes of errors.
//
// What is always so costs nothing to learn again: a night that is like those before it changes counts only.
#pragma once
#include "night.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace concord::history {

inline constexpr std::size_t most_profile_places = 2'000;
inline constexpr std::size_t most_profile_body = 256u << 10;  // bytes; a profile that is larger is not kept
inline constexpr std::string_view mixed_forms = "*";

// Of SeenType only. Integers and other numbers are one type: 12 may be 12.5 tomorrow.
std::uint8_t plain_types(std::uint8_t types);

// Null when it is not there.
const result::PlaceSeen* find_place(const result::Observations& seen, const std::string& pointer);

struct PlaceProfile {
  std::uint8_t types = 0;
  bool is_sometimes = false;  // some answers had it not
  bool varies = false;        // it came or went in one case and told nothing: chance
  int flips = 0;              // how often its going was told
  std::string form;           // of all strings; mixed_forms when they differ
  bool has_strings = false;
  std::vector<std::string> members;  // of an enum
  std::int8_t least = 1, most = 0;   // of PlaceSeen; nothing was measured where `least` > `most`

  void see(const result::PlaceSeen& place);
};

struct OperationProfile {
  std::int64_t answers = 0;
  std::int64_t since = 0;  // when the first run began that is in it
  std::map<std::string, PlaceProfile> places;
  std::map<std::string, bool> headers;  // name → whether some answers had it not

  // Another answer that looks like this, `times` times.
  void learn(const result::Observations& seen, std::int64_t times, std::int64_t when);
  std::string text() const;
  void read(std::string_view text);
};

// The answers of one case with one status from one operation.
struct CasePart {
  std::int64_t runs = 1;   // that had such an answer, up to the one in which it was last compared
  std::int64_t until = 1;  // of the case's runs the number of that one; 0: that had no such answer
  std::set<std::string> media_types;
  struct Place {
    std::uint8_t types = 0;
    bool is_sometimes = false;
    std::int64_t came = 0;  // how many of `runs` were before it was there
  };
  std::map<std::string, Place> places;
  std::map<std::string, std::set<std::string>> errors;  // pointer → codes, or digests of messages
  std::map<std::string, std::int64_t> errors_came;      // pointer → how many of `runs` were before those; mostly none

  // Brings `runs` up to the first `case_runs` runs of the case: those that were only counted were like the last.
  void count_to(std::int64_t case_runs);

  bool operator==(const CasePart& other) const;
};

// What the answers of a case were like in one run, or in all of them.
using CaseParts = std::map<std::string, std::map<int, CasePart>>;  // by operation, by status

struct CaseProfile {
  std::int64_t runs = 0;
  std::int64_t since = 0;
  std::uint64_t shape = 0;    // of the last run
  std::int64_t slowest = 0;   // milliseconds
  std::int64_t largest = 0;   // bytes of an answer; 0: not known
  CaseParts parts;

  std::string text() const;
  void read(std::string_view text);
};

// Of one case in this run. A place that only some of several answers have is there sometimes.
CaseParts parts_of(const SeenCase& one, const Night& night);

}  // namespace concord::history
