// RFC 7617.
#include "profiles.h"

#include <concord/base/text.h>

namespace concord::auth {

namespace {

std::string credentials(const Node& profile) { return member(profile, "username") + ':' + member(profile, "password"); }

}  // namespace

void apply_basic(Memory&, const Node& profile, http::Request request, const Context&, Done done) {
  set_unless_given(request, "Authorization", "Basic " + base::base64_encode(credentials(profile)));
  finish(std::move(request), done);
}

void hide_basic(const Node& profile, const std::string& name, base::Redactor& redactor) {
  redactor.add_basic(name, member(profile, "username"), base::Secret(member(profile, "password")));
}

}  // namespace concord::auth
