// RFC 3339: date-time, date, time; ISO 8601 durations as RFC 3339, appendix A, has them.
#include "characters.h"
#include "formats.h"

#include <array>
#include <optional>

namespace concord::schema {
namespace {

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// The number of two digits there; above 99 when they are none. The reader has made sure that they are in the text.
unsigned two_digits(const char* at) {
  const unsigned tens = static_cast<unsigned char>(at[0]) - unsigned{'0'};
  const unsigned ones = static_cast<unsigned char>(at[1]) - unsigned{'0'};
  return tens <= 9 && ones <= 9 ? tens * 10 + ones : 100;
}

constexpr std::size_t kDateSize = 10, kClockSize = 8, kOffsetSize = 6;

// 2024-02-29
bool starts_with_date(std::string_view text) {
  if (text.size() < kDateSize || text[4] != '-' || text[7] != '-') return false;
  const unsigned century = two_digits(&text[0]), year = two_digits(&text[2]);
  const unsigned month = two_digits(&text[5]), day = two_digits(&text[8]);
  if (century > 99 || year > 99 || month - 1 > 11 || day - 1 > 30) return false;
  if (day <= 28) return true;
  constexpr std::array<unsigned char, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = year == 0 ? century % 4 == 0 : year % 4 == 0;
  return day <= unsigned{kDays[month - 1]} + (month == 2 && is_leap ? 1 : 0);
}

// Minutes; nothing when there is no such offset.
std::optional<int> read_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != kOffsetSize || text[3] != ':' || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const unsigned hours = two_digits(&text[1]), minutes = two_digits(&text[4]);
  if (hours > 23 || minutes > 59) return std::nullopt;
  const int offset = static_cast<int>(hours * 60 + minutes);
  return text[0] == '-' ? -offset : offset;
}

enum class Zone { Required, None };

// 12:00:00.5+01:00, all of it. A leap second is the last of a day in UTC; without an offset nobody knows.
bool is_clock(std::string_view text, Zone zone) {
  if (text.size() < kClockSize || text[2] != ':' || text[5] != ':') return false;
  const unsigned hour = two_digits(&text[0]), minute = two_digits(&text[3]), second = two_digits(&text[6]);
  if (hour > 23 || minute > 59 || second > 60) return false;
  text.remove_prefix(kClockSize);
  if (take(text, '.')) {
    const std::size_t digits = count_of(text, kDigit);
    if (digits == 0) return false;
    text.remove_prefix(digits);
  }
  if (zone == Zone::None) return text.empty();
  const auto offset = read_offset(text);
  constexpr int kDay = 24 * 60;
  return offset && (second != 60 || (static_cast<int>(hour * 60 + minute) - *offset + 2 * kDay) % kDay == kDay - 1);
}

bool is_date_and_clock(std::string_view text, Zone zone) {
  if (!starts_with_date(text) || text.size() == kDateSize || (text[kDateSize] | 0x20) != 't') return false;
  return is_clock(text.substr(kDateSize + 1), zone);
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

bool is_date(std::string_view text) { return text.size() == kDateSize && starts_with_date(text); }
bool is_time(std::string_view text) { return is_clock(text, Zone::Required); }
bool is_time_local(std::string_view text) { return is_clock(text, Zone::None); }
bool is_date_time(std::string_view text) { return is_date_and_clock(text, Zone::Required); }
bool is_date_time_local(std::string_view text) { return is_date_and_clock(text, Zone::None); }

bool is_duration(std::string_view text) {
  if (!take(text, 'P') || text.empty()) return false;
  std::string_view weeks = text;
  if (take_parts(weeks, "W") && weeks.empty()) return true;
  if (!text.starts_with('T') && !take_parts(text, "YMD")) return false;
  if (text.empty()) return true;
  return take(text, 'T') && take_parts(text, "HMS") && text.empty();
}

}  // namespace concord::schema
