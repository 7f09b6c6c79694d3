// Where in a page the description of each request begins, and what it is about.
#pragma once
#include "page_model.h"

namespace concord::page {

struct Start {
  std::size_t block = 0;
  Endpoint endpoint;
  bool is_in_line = false;  // named by a line that says other things, too
};
// Where the page names its endpoints. Each way is tried when those before it find nothing.
enum class NamedIn {
  Lines,      // by itself, in a heading, a tag or a box; and at the start of lines in sections that have no such
  Samples,
  Sentences,  // in code, anywhere in a line
};
// In the order of the page.
std::vector<Start> find_starts(const Source& page, const std::vector<Block>& blocks, NamedIn way);

// Whether the page names a method and a URL, be it in a sample only. A line that names one among other words counts
// when something is said of it below: a sample, a table, a status.
bool names_endpoint(const Source& page, const std::vector<Block>& blocks);

}  // namespace concord::page
