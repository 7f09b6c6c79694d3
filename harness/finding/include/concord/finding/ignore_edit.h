// Changes to files of accepted findings that leave everything else of the file as it is: comments, order, spelling.
#pragma once
#include <concord/base/result.h>
#include <concord/document.h>
#include <concord/finding/ignore_file.h>

#include <map>
#include <span>
#include <string>
#include <vector>

namespace concord::finding {

// The text of the file with entries added at its end; `added` is an array of objects. `head` begins a file that is
// empty. A list that is written with brackets is refused.
base::Result<std::string> with_entries(const base::Source& source, const document::Node& added, std::string_view head);

// The text of the file with other values in some entries: by the number of an entry an object of texts. Members that
// are not there yet are added to it.
base::Result<std::string> with_values(const base::Source& source,
                                      const std::map<std::size_t, document::Node>& changed);

// The text of the file without the entries of these numbers, and without the comment lines directly above each.
// `entries` are all of the file, in order, as parse_ignore_file() gave them.
std::string without_entries(const base::Source& source, std::span<const IgnoreEntry> entries,
                            const std::vector<std::size_t>& removed);

}  // namespace concord::finding
