// Text from outside, made safe for reports that programs and CI logs read.
//
// XML 1.0 cannot hold most control characters in any spelling, one of them loses a whole report; and a runner that
// prints a report obeys lines such as `::error::` or `##vso[`. So what is forbidden becomes a visible escape, and what
// is a command is broken by a backslash, which leaves it readable.
#pragma once
#include <string>
#include <string_view>

namespace concord::base {

std::string clean_block(std::string_view text);  // several lines; CR LF becomes LF
std::string clean_line(std::string_view text);   // one line
// As clean_line, without characters above U+FFFF, and at most `limit` characters.
std::string clean_name(std::string_view text, std::size_t limit);

// Breaks `::` at the start of a line, `##[`, `##vso[`, `##teamcity[`, `---`, `+++`, `~~~` and `^^^` at the start of a
// line, and `[[ATTACHMENT|`. A line starts behind a carriage return too, and behind blanks of any kind and colours.
// Part of the functions above.
std::string break_commands(std::string_view text);

// At most `limit` bytes: head and tail, and between them a line that says how much was cut. Never tears a character.
std::string cut_middle(std::string text, std::size_t limit);
// The same at the end only.
std::string cut_end(std::string text, std::size_t limit);

// Each line with `prefix` before it; ends with a line feed unless empty.
std::string prefix_lines(std::string_view text, std::string_view prefix);

// One line of Markdown in which nothing is markup, at most `limit` characters before escaping.
std::string markdown_line(std::string_view text, std::size_t limit);
// `text` between fences that are longer than every run of backticks within; ends with a line feed.
std::string markdown_fence(std::string_view text);

// [a-z0-9_], of the first 128 bytes: for names that other characters break. "unnamed" when nothing is left. Names of
// files and folders are made by file_slug().
std::string slug(std::string_view text);

}  // namespace concord::base
