// Where in a page the description of each request begins, and what it is about.
#pragma once
#include "page_model.h"

namespace concord::page {

struct Start {
  std::size_t block = 0;
  Endpoint endpoint;
};
// In the order of the page. `in_samples`: by the samples, for a page that names its endpoints nowhere else.
std::vector<Start> find_starts(const Source& page, const std::vector<Block>& blocks, bool in_samples);

// Whether the page names a method and a URL, be it in a sample only.
bool names_endpoint(const Source& page, const std::vector<Block>& blocks);

}  // namespace concord::page
