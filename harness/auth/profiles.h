// The functions behind the table in profile_kinds.cc, one file a profile.
#pragma once
#include "memory.h"

#include <concord/auth.h>

namespace concord::auth {

// The text of a member; "" when it is absent. Numbers as written.
std::string member(const Node& profile, std::string_view name);
// Adds a header unless the request has one of that name.
void set_unless_given(http::Request& request, std::string_view name, std::string value);
// Adds name and value to the query, both percent-encoded.
void add_query(http::Request& request, std::string_view name, std::string_view value);
// The request as it is, with what a profile has put into it.
void finish(http::Request request, const Done& done);
void fail(http::Request request, Problem problem, const Done& done);

void apply_api_key(Memory&, const Node& profile, http::Request request, const Context&, Done done);
void apply_aws_sigv4(Memory&, const Node& profile, http::Request request, const Context&, Done done);
void apply_basic(Memory&, const Node& profile, http::Request request, const Context&, Done done);
void apply_bearer(Memory&, const Node& profile, http::Request request, const Context&, Done done);
void apply_digest(Memory&, const Node& profile, http::Request request, const Context&, Done done);
void apply_hmac(Memory&, const Node& profile, http::Request request, const Context&, Done done);
void apply_oauth2(Memory&, const Node& profile, http::Request request, const Context&, Done done);

void hide_basic(const Node& profile, const std::string& name, base::Redactor& redactor);
void hide_hmac(const Node& profile, const std::string& name, base::Redactor& redactor);
void hide_oauth2(const Node& profile, const std::string& name, base::Redactor& redactor);

void check_hmac(const Node& profile, Diagnostics& problems);
void check_oauth2(const Node& profile, Diagnostics& problems);

Reaction react_digest(Memory&, const Node& profile, const Answered& answered, const Context&);
Reaction react_oauth2(Memory&, const Node& profile, const Answered& answered, const Context&);

}  // namespace concord::auth
