// Dates as HTTP writes them: RFC 9110, section 5.6.7.
#pragma once
#include <concord/base/clock.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace concord::base {

inline constexpr std::array<std::string_view, 7> http_days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
inline constexpr std::array<std::string_view, 12> http_months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// "Sun, 01 Mar 2026 10:00:00 GMT". Of years from 0 to 9999.
std::string format_http_date(SystemTime time);
// That form, and the two that are obsolete and must be understood: "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6
// 08:49:37 1994". Nothing for any other text, and for days that do not exist; the day of the week is not looked at.
std::optional<SystemTime> parse_http_date(std::string_view text);

}  // namespace concord::base
