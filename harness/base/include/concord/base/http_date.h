// Dates as HTTP writes them: RFC 9110, section 5.6.7.
#pragma once
#include <concord/base/clock.h>

#include <array>
#include <string>
#include <string_view>

namespace concord::base {

inline constexpr std::array<std::string_view, 7> http_days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
inline constexpr std::array<std::string_view, 12> http_months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// "Sun, 01 Mar 2026 10:00:00 GMT". Of years from 0 to 9999.
std::string format_http_date(SystemTime time);

}  // namespace concord::base
