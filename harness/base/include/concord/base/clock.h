// Time, behind an interface so that tests can turn it.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace concord::base {

using SystemTime = std::chrono::sys_time<std::chrono::milliseconds>;
using Milliseconds = std::chrono::milliseconds;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual SystemTime now() const = 0;                             // UTC
  virtual std::chrono::steady_clock::time_point steady() const = 0;  // for durations
};

// The machine's clock. Thread-safe.
const Clock& system_clock();

// "2026-03-01T10:00:00.120Z": RFC 3339, UTC, milliseconds.
std::string format_rfc3339(SystemTime time);
// "2026-03-01", the full-date of RFC 3339: the day in UTC.
std::string format_date(SystemTime time);
// RFC 3339 date-time (any offset, optional fraction of any length, 'T'/'t'/' ' separators), else nothing.
// A leap second is read as the last second before it.
std::optional<SystemTime> parse_rfc3339(std::string_view text);
// "2026-03-01", the full-date of RFC 3339; nothing for any other text, and for days that do not exist.
std::optional<std::chrono::sys_days> parse_date(std::string_view text);
// "500ms", "5s", "2m", "1h", "1d", also sums such as "1h30m" (large to small); nothing when malformed or over 10 years.
std::optional<Milliseconds> parse_duration(std::string_view text);
// "391 ms", "1.22 s", "2 min 3 s".
std::string describe_duration(Milliseconds duration);

}  // namespace concord::base
