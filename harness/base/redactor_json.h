// What writers of JSON make of the characters of a secret.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace concord::base::redaction {

// `secret` in a JSON string, without the quotes, in every way that a writer in use has: some more than once.
std::vector<std::string> json_texts(std::string_view secret);

}  // namespace concord::base::redaction
