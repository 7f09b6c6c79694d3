// Blocks of a page → what it says about requests and answers. Headings, tabs and tags say what tables and samples are.
#pragma once
#include "page_model.h"

namespace concord::page {

// Nothing is lost in silence: what is not read is in `findings`. No calls: the page names no method and URL.
PageModel read_page(const Source& page, const std::vector<Block>& blocks, Diagnostics& findings);

}  // namespace concord::page
