// Times as answers write them.
#pragma once
#include <concord/base/clock.h>
#include <concord/document.h>

#include <optional>

namespace concord::check {

struct Moment {
  base::SystemTime time;
  base::Milliseconds slack{0};  // how far off it may be: a time written without an offset can be of any zone
};

// RFC 3339, the same without an offset (read as UTC, 14 h of slack), or seconds or milliseconds since 1970 as a number
// or digits, of the years 1985 to 5000. Nothing for anything else: "12/27", "2 hours", a date alone.
std::optional<Moment> read_moment(const document::Node& value);

}  // namespace concord::check
