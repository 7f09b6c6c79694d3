// How values and places are told in the phrases of what was made.
#pragma once
#include <concord/document/pointer.h>

#include <string>

namespace concord::generate {

// `"gold"`, `12.5`, `{"a":1}`: as JSON, cut to a readable length.
std::string shown(const document::Node& value);
// `/amount ` in front of what is said of it; nothing at the root.
std::string at_place(const document::Pointer& at, const std::string& said);

}  // namespace concord::generate
