// Pieces of HTML. All text is made visible and escaped, so that no body can become markup.
#pragma once
#include <concord/result.h>

#include <string>
#include <string_view>
#include <vector>

namespace concord::report {

std::string html_text(std::string_view text);                            // several lines
std::string html_line(std::string_view text, std::size_t limit = 2000);  // one line, at most `limit` characters
// A word with a sign, so that no verdict is told by colour alone.
std::string html_badge(result::Verdict verdict, std::string_view word = {});  // `word` instead of the verdict's own
std::string_view verdict_class(result::Verdict verdict);  // "failed", …, "unsent" for skipped, blocked, not run
// The colour of a verdict where styles are not allowed: "#a8231c".
std::string_view verdict_fill(std::string_view verdict_class);
// What stands on an element of a case for the filter: its verdict and its tags.
std::string html_filter_data(result::Verdict verdict, const std::vector<std::string>& tags);
// The id of the part of the page about the case with this index.
std::string html_anchor(std::size_t index);

}  // namespace concord::report
