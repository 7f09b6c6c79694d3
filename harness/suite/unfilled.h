// What is left of templates that are mistakes, see fill_in_what_can_be(): that a text with one of them cannot stand
// where it does is no mistake of its own.
#pragma once
#include <concord/suite.h>

namespace concord::suite {

// Takes those of `problems` away, from `first` on, that tell of a text of `node` with a template in it.
void drop_what_is_told_of_templates(const Node& node, std::size_t first, Diagnostics& problems);

// Whether the way to `pointer` ends at such a text, whose value may have more.
bool ends_at_template(const Node& node, std::string_view pointer);

}  // namespace concord::suite
