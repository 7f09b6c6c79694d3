// JSONPaths that a suite states something about.
#pragma once
#include <concord/check.h>

#include <optional>
#include <string>
#include <vector>

namespace concord::check {

struct StatedPath {
  std::string text;                        // as written
  std::optional<document::JsonPath> path;  // nothing while a template is left in it
  base::Span span;
};

// Adds what is wrong with the text to `mistakes`; then there is no path.
StatedPath compile_path(const std::string& text, base::Span span, Diagnostics& mistakes);
// `expect.absent` and `expect.unique`: a list of JSONPaths, or one.
std::vector<StatedPath> compile_paths(std::string_view key, const Node& value, Diagnostics& mistakes);
// What it selects. A template that is left is reported.
std::vector<document::JsonPath::Match> select(const StatedPath& stated, const CheckContext& answer, Findings& findings);
// The pointer that a path of plain names would have: "$.data['token']" gives "/data/token". Nothing for other paths.
std::optional<document::Pointer> pointer_of(std::string_view path);
// Fills in of a failure about what a path selected: what was found, where, and which line says so.
void say_what_was_found(CheckFailure& failure, const StatedPath& stated, const document::JsonPath::Match& match,
                        const CheckContext& answer);
// A failure about a path that should have selected something.
void report_nothing(const StatedPath& stated, const CheckContext& answer, Findings& findings);

}  // namespace concord::check
