// RFC 3339: date-time, date, time; ISO 8601 durations as RFC 3339, appendix A, has them.
#include "formats.h"

#include <array>

namespace concord::schema {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads `count` digits at the start; -1 when there are none.
int take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_digit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

bool take_date(std::string_view& text) {
  const int year = take_digits(text, 4);
  if (year < 0 || !take(text, '-')) return false;
  const int month = take_digits(text, 2);
  if (month < 1 || month > 12 || !take(text, '-')) return false;
  const int day = take_digits(text, 2);
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int last = month == 2 && is_leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
  return day >= 1 && day <= last;
}

// Minutes east of UTC through `offset`; false when there is no offset.
bool take_offset(std::string_view& text, int& offset) {
  offset = 0;
  if (take(text, 'Z') || take(text, 'z')) return true;
  const int sign = text.starts_with('-') ? -1 : 1;
  if (!take(text, '+') && !take(text, '-')) return false;
  const int hours = take_digits(text, 2);
  if (hours < 0 || hours > 23 || !take(text, ':')) return false;
  const int minutes = take_digits(text, 2);
  if (minutes < 0 || minutes > 59) return false;
  offset = sign * (hours * 60 + minutes);
  return true;
}

bool take_time(std::string_view& text) {
  const int hour = take_digits(text, 2);
  if (hour < 0 || hour > 23 || !take(text, ':')) return false;
  const int minute = take_digits(text, 2);
  if (minute < 0 || minute > 59 || !take(text, ':')) return false;
  const int second = take_digits(text, 2);
  if (second < 0 || second > 60) return false;
  if (take(text, '.')) {
    if (text.empty() || !is_digit(text.front())) return false;
    while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
  }
  int offset = 0;
  if (!take_offset(text, offset)) return false;
  constexpr int kDay = 24 * 60;
  // A leap second is the last of a day in UTC.
  return second != 60 || (hour * 60 + minute - offset + 2 * kDay) % kDay == kDay - 1;
}

// Parts like 1Y2M3D in their order. Between the first and the last none may be left out (RFC 3339): P1Y2D is none.
bool take_parts(std::string_view& text, std::string_view units) {
  std::size_t next = 0;
  bool any = false;
  while (!text.empty() && is_digit(text.front())) {
    while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
    const auto unit = text.empty() ? std::string_view::npos : units.find(text.front(), next);
    if (unit == std::string_view::npos || (any && unit != next)) return false;
    text.remove_prefix(1);
    next = unit + 1;
    any = true;
  }
  return any;
}

}  // namespace

bool is_date(std::string_view text) { return take_date(text) && text.empty(); }

bool is_time(std::string_view text) { return take_time(text) && text.empty(); }

bool is_date_time(std::string_view text) {
  if (!take_date(text) || (!take(text, 'T') && !take(text, 't'))) return false;
  return is_time(text);
}

bool is_duration(std::string_view text) {
  if (!take(text, 'P') || text.empty()) return false;
  std::string_view weeks = text;
  if (take_parts(weeks, "W") && weeks.empty()) return true;
  if (!text.starts_with('T') && !take_parts(text, "YMD")) return false;
  if (text.empty()) return true;
  return take(text, 'T') && take_parts(text, "HMS") && text.empty();
}

}  // namespace concord::schema
