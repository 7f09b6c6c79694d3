// Answers from rules: templates filled in.
#pragma once
#include "incoming.h"
#include "rules.h"

#include <concord/templates.h>

namespace concord::mock {

// Control characters in header values are dropped: text of a request must not start a line of its own.
Result<Reply> render_reply(const Respond& respond, const templates::Scope& scope,
                           const templates::Environment& environment);

}  // namespace concord::mock
