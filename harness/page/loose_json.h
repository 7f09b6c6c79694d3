// JSON as people write it in pages: trailing commas, comments, single quotes, bare keys, `...` where something was left
// out. Read as far as it goes, and every kind of fault is named, so that a page can say so.
#pragma once
#include <concord/page.h>

#include <optional>
#include <string>

namespace concord::page {

struct LooseJson {
  Node value;           // with spans in the page
  std::size_t end = 0;  // behind the value, blanks and comments included
  std::string faults;   // "a comment, a trailing comma"; "" when it is JSON
  base::Span first_fault;
  bool is_whole = true;  // nothing was left out: no `...`, no placeholder, no missing end
};
// The value that starts at `begin`; nothing when there is none: [begin, end) starts with neither an object nor an
// array. Depth is bounded by document::ParseLimits, time is linear. Of members that stand twice, the last one counts.
std::optional<LooseJson> read_loose_json(const Source& page, std::size_t begin, std::size_t end);

}  // namespace concord::page
