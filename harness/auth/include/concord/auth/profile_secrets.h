// What of a profile nobody else may see.
#pragma once
#include <concord/auth.h>

namespace concord::auth {

// The secret members of a rendered profile that hold something, by the names that hide() shows: "key.value".
std::vector<DerivedSecret> secrets_of(const Node& profile, const std::string& name);

}  // namespace concord::auth
