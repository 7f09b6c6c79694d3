// What a dotted name means in a scope.
#pragma once
#include <concord/templates.h>

namespace concord::templates {

// The scope is asked for the whole name, then for ever shorter beginnings whose value has the rest as members
// (of an array: by index). Null when nothing is there.
const Node* look_up(const Scope& scope, std::string_view name);

// `did you mean "body.theme"?`, or "". `others`: words beside the names of the scope.
std::string suggest(const Scope& scope, std::string_view name, std::vector<std::string> others);

}  // namespace concord::templates
