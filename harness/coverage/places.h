// The names of what is covered, alike for what is described and for what is seen.
#pragma once
#include <concord/contract.h>

#include <string>
#include <vector>

namespace concord::coverage {

// "query limit"; names of headers in lower case.
std::string parameter_name(contract::ParameterIn in, const std::string& name);
// The alternatives of oneOf and anyOf and the `then` and `else` that a schema leads to, by their places in its
// document: "#/components/schemas/Pet/oneOf/1", as schema::branches_taken() calls them. At most 5,000 schemas are
// looked at.
std::vector<std::string> branches_of(const document::Node& root, const document::Pointer& at);

}  // namespace concord::coverage
