#include <concord/base/http_date.h>

#include <fmt/format.h>

namespace concord::base {

std::string format_http_date(SystemTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     http_days[std::chrono::weekday(day).iso_encoding() - 1], static_cast<unsigned>(date.day()),
                     http_months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace concord::base
