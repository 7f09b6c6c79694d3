// RFC 6750, 2.1.
#include "profiles.h"

namespace concord::auth {

void apply_bearer(Memory&, const Node& profile, http::Request request, const Context&, Done done) {
  set_unless_given(request, "Authorization", "Bearer " + member(profile, "token"));
  finish(std::move(request), done);
}

}  // namespace concord::auth
