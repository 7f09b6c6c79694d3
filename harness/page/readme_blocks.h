// The blocks of ReadMe: JSON between [block:parameters] or [block:code] and [/block].
#pragma once
#include "page_samples.h"
#include "page_table.h"

namespace concord::page {

// The table of a "parameters" block: `{"data": {"h-0": "Name", "0-0": "id"}, "cols": 2, "rows": 1}`. Its cells have the
// places of the strings. Nothing, and a finding, when the block is not such JSON.
std::optional<Table> read_magic_table(const Source& page, const Block& block, Diagnostics& findings);

// One entry of a "code" block; what is in it has the place of its string.
struct MagicCode {
  std::string title;  // "200 OK"
  std::string language;
  FenceSamples samples;
  Diagnostics findings;
  base::Span span;
};
std::vector<MagicCode> read_magic_codes(const Source& page, const Block& block, Diagnostics& findings);

}  // namespace concord::page
