// A body as lines for people: JSON is laid out, and the line that a finding is about is marked.
#pragma once
#include <concord/result.h>

#include <string>
#include <string_view>
#include <vector>

namespace concord::report {

struct ViewLine {
  std::string text;  // not escaped
  bool is_marked = false;
  bool is_note = false;  // says what was left out
};

// `pointers` are JSON Pointers into the body; one to something that is missing marks the nearest value around it.
// At most `max_lines` lines: the first ones and those around each mark.
std::vector<ViewLine> view_body(const result::Body& body, const std::vector<std::string>& pointers,
                                std::size_t max_lines = 240);

}  // namespace concord::report
