#pragma once
#include <concord/document.h>

namespace concord::document {

// In quotes. Invalid UTF-8 becomes U+FFFD.
void append_json_string(std::string& to, std::string_view text);

}  // namespace concord::document
