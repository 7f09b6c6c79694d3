#include <concord/base/http_date.h>

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace concord::base {

namespace {

std::optional<unsigned> number(std::string_view text, std::size_t least_digits, std::size_t most_digits) {
  unsigned value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_number = failure == std::errc{} && end == text.data() + text.size();
  if (!is_number || text.size() < least_digits || text.size() > most_digits) return std::nullopt;
  return value;
}

struct DateWords {
  std::string_view day, month, year, time;
};

// Words are parted by blanks, those of a date by hyphens too; the day of the week goes before them.
std::optional<DateWords> date_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(" -,"); at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" -,", at), text.size());
    words.push_back(text.substr(at, end - at));
    at = std::min(text.find_first_not_of(" -,", end), text.size());
  }
  if (words.size() == 6 && words[5] == "GMT") return DateWords{words[1], words[2], words[3], words[4]};
  if (words.size() == 5 && words[3].size() == 8) return DateWords{words[2], words[1], words[4], words[3]};
  return std::nullopt;
}

// Two digits are a year from 1970 on.
std::optional<int> year_of(std::string_view text) {
  const auto year = number(text, 2, 4);
  if (!year || text.size() == 3) return std::nullopt;
  if (text.size() == 4) return static_cast<int>(*year);
  return static_cast<int>(*year) + (*year < 70 ? 2000 : 1900);
}

std::optional<std::chrono::seconds> time_of_day(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto hours = number(text.substr(0, 2), 2, 2), minutes = number(text.substr(3, 2), 2, 2);
  const auto seconds = number(text.substr(6), 2, 2);
  if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) + std::chrono::seconds(*seconds);
}

}  // namespace

std::optional<SystemTime> parse_http_date(std::string_view text) {
  const auto words = date_words(text);
  if (!words) return std::nullopt;
  const auto month = std::find(http_months.begin(), http_months.end(), words->month);
  const auto day = number(words->day, 1, 2);
  const auto year = year_of(words->year);
  const auto time = time_of_day(words->time);
  if (month == http_months.end() || !day || !year || !time) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(month - http_months.begin()) + 1),
                                         std::chrono::day(*day));
  if (!date.ok()) return std::nullopt;
  return SystemTime(std::chrono::sys_days(date)) + *time;
}

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
