// What headings, titles of tabs and lines before a sample say about what follows.
#pragma once
#include "page_model.h"

namespace concord::page {

// "The `content` object" and "content object" are "content"; "" for other headings.
std::string object_name(std::string_view heading);

Part part_of(std::string_view heading);

// What a heading within `parent` is about: "Body" within "Response" is the answer's, "Example" is what its parent is.
Part part_within(Part parent, std::string_view heading);

// "HTTP Request", "URL", "Endpoint": headings over the method and URL, below the heading of what is described.
bool is_over_endpoint(std::string_view heading);

// "> The above command returns JSON like this:", "Request body:": a line that says what the sample behind it is.
Part part_of_sentence(std::string_view line);

// "The body takes these fields:", "Query parameters": a line that says what the table behind it is.
Part part_of_table_line(std::string_view line);

// Lower case, letters and digits only: how "Billing address" and `billing_address` are the same.
std::string bare_name(std::string_view name);

}  // namespace concord::page
