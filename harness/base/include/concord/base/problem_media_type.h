// The media type of problem details (RFC 9457, 3): for those who write them and those who look for them.
#pragma once
#include <concord/base/media_type.h>

namespace concord::base {

inline constexpr const char* problem_media_type = "application/problem+json";

inline bool is_problem(const MediaType& type) { return type.essence() == problem_media_type; }

}  // namespace concord::base
