// What was meant by what is no media type.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace concord::base {

// The media types that `text` was meant to be: of "json" and "application.json" {"application/json"}, of
// "application/json, text/plain" both, of "application/json; utf-8" the one before the parameters. {text} when it is
// well-formed; nothing when some part of it is near to none.
std::vector<std::string> media_types_meant(std::string_view text);

}  // namespace concord::base
