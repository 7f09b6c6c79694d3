// The header Link (RFC 8288).
#pragma once
#include <concord/http.h>

#include <optional>
#include <string>

namespace concord::run {

// The target of the first link with that relation, as it is written; nothing when there is none. Links with another
// context (`anchor`) do not count.
std::optional<std::string> link_target(const http::Headers& headers, std::string_view relation);

}  // namespace concord::run
