// What an error answer says of itself.
#pragma once
#include <concord/document.h>

#include <string>

namespace concord::check {

// `the answer says "no such customer"`: the quickest explanation of a wrong status. "": it has no words. `body` may be
// null.
std::string explanation_in(const document::Node* body);

}  // namespace concord::check
