// Pieces of HTML. All text is made visible and escaped, so that no body can become markup.
#pragma once
#include <concord/result.h>

#include <string>
#include <string_view>

namespace concord::report {

std::string html_text(std::string_view text);                            // several lines
std::string html_line(std::string_view text, std::size_t limit = 2000);  // one line, at most `limit` characters
// A word with a sign, so that no verdict is told by colour alone.
std::string html_badge(result::Verdict verdict);
std::string_view verdict_class(result::Verdict verdict);  // "failed", …, "unsent" for skipped, blocked, not run
// The id of the part of the page about the case with this index.
std::string html_anchor(std::size_t index);

}  // namespace concord::report
