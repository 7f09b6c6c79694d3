// Rows of `each` that stand in a file: {csv: cards.csv}, {json: cards.json}, {jsonl: cards.jsonl}, with `types` for
// CSV.
#pragma once
#include "each.h"
#include "project_file.h"

#include <string>

namespace concord::suite {

bool names_file(const document::Node& each);
// Objects, one a row; at most max_rows. Mistakes are reported, each with its line, and give no row.
std::vector<document::Node> read_row_file(const document::Node& each, const FilePlace& place,
                                          base::Diagnostics& problems);

}  // namespace concord::suite
