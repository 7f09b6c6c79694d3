// The blocks of a page that describes its requests itself, with headings in place of what other pages say with
// headings: the endpoint in the front matter, [block:api-header] of ReadMe, <RequestExample> of Mintlify.
#pragma once
#include "page_model.h"

namespace concord::page {

std::vector<Block> described_blocks(const Source& page);

}  // namespace concord::page
