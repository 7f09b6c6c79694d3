// Answers from rules: templates filled in.
#pragma once
#include "rules.h"

#include <concord/http/server.h>
#include <concord/templates.h>

namespace concord::mock {

// Control characters in header values are dropped: text of a request must not start a line of its own.
// `media_type`: of a body, where `respond` has no Content-Type.
Result<http::Reply> render_reply(const Respond& respond, const std::string& media_type, const templates::Scope& scope,
                                 const templates::Environment& environment);

}  // namespace concord::mock
