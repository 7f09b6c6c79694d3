// What an answer looked like, free of values: for coverage, and for the memory that sees drift. Taken before redaction,
// so nothing in here may come from a value of the answer but its kind, its form, and members that the contract itself
// names.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace concord::result {

// The kinds of JSON values, as bits.
enum class SeenType : std::uint8_t {
  Null = 1,
  Boolean = 2,
  Integer = 4,
  Number = 8,  // with a fraction or an exponent
  String = 16,
  Array = 32,
  Object = 64,
};

inline constexpr std::int8_t largest_magnitude = 100;
// 0 for 0, 1 below ten, 2 below a hundred, …; negative numbers as -1, -2, …
std::int8_t magnitude_of(double number);

// Orders of magnitude, never values: what magnitude_of() gives.
struct Magnitudes {
  std::int8_t least = 1, most = 0;

  bool is_empty() const { return least > most; }
  void measure(std::int8_t magnitude) {
    const bool is_first = is_empty();
    if (is_first || magnitude < least) least = magnitude;
    if (is_first || magnitude > most) most = magnitude;
  }
  bool operator==(const Magnitudes&) const = default;
};

struct PlaceSeen {
  std::string pointer;     // JSON Pointer into the body; positions in arrays and keys of maps are "*"
  std::uint8_t types = 0;  // of SeenType
  std::string form;        // of strings: "uuid", "date-time", …; "" when none was recognised or they differ
  std::vector<std::string> members;   // of an enum in the contract, as JSON: "\"active\""
  std::vector<std::string> branches;  // of the schema: "oneOf/1"
  // Of numbers, and of the lengths of arrays and maps; of one kind where the types are.
  Magnitudes sizes{};

  void add(SeenType type) { types = static_cast<std::uint8_t>(types | static_cast<std::uint8_t>(type)); }
  bool has(SeenType type) const { return (types & static_cast<std::uint8_t>(type)) != 0; }
  bool operator==(const PlaceSeen&) const = default;
};

// Of one exchange.
struct Observations {
  std::string operation;   // "knot/create-session"
  int status = 0;
  std::string media_type;  // of the answer, without parameters, lower case; "" for none
  std::vector<std::string> headers;  // names of the answer's headers, lower case, sorted, each once
  std::vector<PlaceSeen> places;     // sorted by pointer, each once
  bool is_cut = false;               // there were more places than are kept

  bool operator==(const Observations&) const = default;
};

}  // namespace concord::result
