// Which credentials go with a request that names none.
#pragma once
#include <concord/suite.h>

namespace concord::suite {

// The profile of requests of the operation that name none, where it asks for credentials: "default", else the first
// that is called like a scheme which is enough by itself (`security: [{key: []}]`: "key"). Null: none is, and they have
// none, or that of a header of the command line (replaced_auth).
const document::Member* profile_of(const Provider& provider, const contract::Operation& operation);

// The profile that a request names; null for "none", an unknown one, and "default" where a header goes in its place.
const Node* named_profile(const Provider& provider, const std::string& name);

// Of variables and captures in all profiles that requests may go with.
std::set<std::string> names_in_profiles(const Provider& provider);

// Notes the profiles in whose place a header of the command line goes, with requests that have no `auth` or "default":
// such a profile is not filled in, so nothing has to be there for it. `has_header` may be empty.
void leave_to_headers(Provider& provider, const HasHeader& has_header);

}  // namespace concord::suite
