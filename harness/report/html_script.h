#pragma once
#include <string>
#include <string_view>

namespace concord::report {

// The one script of the page: filters cases by verdict, provider, tag and text. Without it all of them are there.
std::string_view html_script();
// What a content security policy names it by: "sha256-…".
std::string html_script_digest();

}  // namespace concord::report
