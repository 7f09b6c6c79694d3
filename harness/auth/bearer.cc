// RFC 6750, 2.1.
#include "profiles.h"

namespace concord::auth {

void apply_bearer(const Node& profile, http::Request& request, const Context&, Applied done) {
  set_unless_given(request, "Authorization", "Bearer " + member(profile, "token"));
  done({});
}

}  // namespace concord::auth
