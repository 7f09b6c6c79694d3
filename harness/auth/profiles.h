// The functions behind the table in profile_kinds.cc, one file a profile.
#pragma once
#include <concord/auth.h>

namespace concord::auth {

// The text of a member; "" when it is absent. Numbers as written.
std::string member(const Node& profile, std::string_view name);
// Adds a header unless the request has one of that name.
void set_unless_given(http::Request& request, std::string_view name, std::string value);

void apply_api_key(const Node& profile, http::Request& request, const Context& context, Applied done);
void apply_basic(const Node& profile, http::Request& request, const Context& context, Applied done);
void apply_bearer(const Node& profile, http::Request& request, const Context& context, Applied done);

void hide_basic(const Node& profile, const std::string& name, base::Redactor& redactor);

}  // namespace concord::auth
