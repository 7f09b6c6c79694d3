// Which credentials a request goes with.
#pragma once
#include <concord/suite.h>

#include <string>

namespace concord::run {

struct ChosenProfile {
  std::string name;                         // "default", "admin"; "auth" for one that the request declares itself
  const document::Node* profile = nullptr;  // with templates; null: none
};
// What `auth` of the rendered request says: a profile of its own, the name of one of the provider's, "none"; without it
// that of suite::profile_of. None where a header of the command line goes in its place. A Diagnostic for an unknown
// name.
base::Result<ChosenProfile> choose_profile(const suite::Provider& provider, const contract::Operation& operation,
                                           const document::Node& request);

}  // namespace concord::run
