// A body as lines for people: JSON is laid out, and the lines that something is said of are marked.
#pragma once
#include <concord/result.h>

#include <string>
#include <string_view>
#include <vector>

namespace concord::report {

// Wrong: a check complains of it. Beside: what stands there in an answer beside such a one. OnlyHere: the answer beside
// it has not got it, or has it of another type.
enum class Mark : std::uint8_t { None, OnlyHere, Beside, Wrong };

struct ViewLine {
  std::string text;  // not escaped
  Mark mark = Mark::None;
  bool is_note = false;  // says what was left out
};

// A JSON Pointer into the body. Wrong: one to something that is missing marks the nearest value around it. OnlyHere
// marks all lines of a value.
struct MarkedPlace {
  std::string pointer;
  Mark mark = Mark::Wrong;
};

// At most `max_lines` lines: the first ones and those around each mark.
std::vector<ViewLine> view_body(const result::Body& body, const std::vector<MarkedPlace>& places,
                                std::size_t max_lines = 240);

// JSON Pointers to what one of two answers has and the other has not, or has of another JSON type; at most 200 each.
// Items of arrays are compared by their positions, as far as both go; other values of one type are no difference.
struct Differences {
  std::vector<std::string> only_first, only_second;
};
Differences compare_bodies(const result::Body& first, const result::Body& second);

}  // namespace concord::report
