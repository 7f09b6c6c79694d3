// What is said of a name in a template that nothing has.
#pragma once
#include <concord/suite.h>

namespace concord::suite {

// `cases` of its suite (null: none) may capture it, for their own steps alone. `suggestion`: a name that is spelt
// nearly the same, as a did-you-mean, or "".
std::string hint_of_unknown_name(const Node* cases, std::string_view name, const std::string& suggestion);

}  // namespace concord::suite
