// The parts of provider and suite files that several of them share, checked while loading.
#pragma once
#include <concord/suite.h>

namespace concord::suite {

// Whether a request may have a member of that name.
bool is_request_part(std::string_view name);
// {path, query, headers, cookies, body | raw, auth, content_type}: known keys, mappings where they must be.
void check_request_shape(const Node& request, Diagnostics& problems);
// {type: api_key | basic | bearer, …} with the members that the type needs.
void check_auth_profile(const Node& profile, Diagnostics& problems);
// {connect, tls, first_byte, total}, and `otherwise` where it says nothing. Null: nothing at all.
http::Timeouts read_timeouts(const Node* node, const http::Timeouts& otherwise, Diagnostics& problems);
// check id → fail | warn | off.
check::Levels read_levels(const Node* node, Diagnostics& problems);
// Those of them that are of kinds of drift; what `own` says wins.
result::DriftLevels drift_levels_of(const check::Levels& own, const check::Levels& of_provider);

}  // namespace concord::suite
