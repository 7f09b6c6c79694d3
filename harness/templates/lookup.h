// What is said of a name that means nothing.
#pragma once
#include <concord/templates.h>

namespace concord::templates {

// `did you mean "body.theme"?`, or "". `others`: words beside the names of the scope.
std::string suggest(const Scope& scope, std::string_view name, std::vector<std::string> others);

}  // namespace concord::templates
