// Rows of `each` that stand in a file: {csv: cards.csv}, {json: cards.json}, {jsonl: cards.jsonl}, with `types` for
// CSV.
#pragma once
#include "each.h"

#include <concord/base/source.h>

#include <string>

namespace concord::suite {

// Where the files of a suite are looked for.
struct RowPlace {
  base::SourceSet* sources = nullptr;  // keeps what is read, for the places of values; must outlive the rows
  std::string suite;                   // path of the suite: files are relative to its folder
  std::string provider;  // path of its provider.yaml: no file stands above its folder, but in the current one
};

bool names_file(const document::Node& each);
// Objects, one a row; at most max_rows. Mistakes are reported, each with its line, and give no row.
std::vector<document::Node> read_row_file(const document::Node& each, const RowPlace& place,
                                          base::Diagnostics& problems);

}  // namespace concord::suite
