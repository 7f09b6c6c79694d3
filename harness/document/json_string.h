#pragma once
#include <concord/document.h>

namespace concord::document {

// In quotes. Invalid UTF-8 becomes U+FFFD.
void append_json_string(std::string& to, std::string_view text);
// The same where no byte of it needs more than the quotes; whether that is so.
bool append_plain_json_string(std::string& to, std::string_view text);

}  // namespace concord::document
