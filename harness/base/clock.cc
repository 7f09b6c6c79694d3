#include <concord/base/clock.h>

#include <concord/base/ascii.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace concord::base {
namespace {

using namespace std::chrono_literals;

class SystemClock final : public Clock {
 public:
  SystemTime now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
  std::chrono::steady_clock::time_point steady() const override { return std::chrono::steady_clock::now(); }
};

// Reads a text from the left; once something did not fit, everything that follows fails too.
class TimeReader {
 public:
  explicit TimeReader(std::string_view text) : rest_(text) {}

  bool is_good() const { return is_good_; }
  bool at_end() const { return rest_.empty(); }
  char next() const { return rest_.empty() ? '\0' : rest_.front(); }

  // The character read, which is one of `allowed`.
  char one_of(std::string_view allowed) {
    if (rest_.empty() || allowed.find(rest_.front()) == std::string_view::npos) return fail();
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  // A number of exactly `digits` digits between `low` and `high`.
  int number(std::size_t digits, int low, int high) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) value = value * 10 + (one_of("0123456789") - '0');
    if (!is_good_ || value < low || value > high) fail();
    return is_good_ ? value : low;
  }

 private:
  char fail() {
    is_good_ = false;
    return '0';
  }

  std::string_view rest_;
  bool is_good_ = true;
};

std::chrono::sys_days read_date(TimeReader& reader, bool& is_real) {
  const std::chrono::year year(reader.number(4, 0, 9999));
  reader.one_of("-");
  const std::chrono::month month(static_cast<unsigned>(reader.number(2, 1, 12)));
  reader.one_of("-");
  const std::chrono::year_month_day date(year, month, std::chrono::day(static_cast<unsigned>(reader.number(2, 1, 31))));
  is_real = date.ok();
  return std::chrono::sys_days(is_real ? date : year / month / 1);
}

struct TimeOfDay {
  std::chrono::milliseconds since_midnight{};
  bool is_leap_second = false;
};

std::chrono::milliseconds read_fraction(TimeReader& reader) {
  if (reader.next() != '.') return {};
  reader.one_of(".");
  int value = reader.number(1, 0, 9) * 100;
  for (int weight = 10; is_digit(reader.next()); weight /= 10) value += reader.number(1, 0, 9) * weight;
  return std::chrono::milliseconds(value);
}

TimeOfDay read_time(TimeReader& reader) {
  const std::chrono::hours hours(reader.number(2, 0, 23));
  reader.one_of(":");
  const std::chrono::minutes minutes(reader.number(2, 0, 59));
  reader.one_of(":");
  const std::chrono::seconds seconds(reader.number(2, 0, 60));
  const std::chrono::milliseconds fraction = read_fraction(reader);
  return {hours + minutes + std::min(seconds, 59s) + fraction, seconds == 60s};
}

std::chrono::minutes read_offset(TimeReader& reader) {
  const char sign = reader.one_of("Zz+-");
  if (sign == 'Z' || sign == 'z') return {};
  const std::chrono::hours hours(reader.number(2, 0, 23));
  reader.one_of(":");
  const std::chrono::minutes offset = hours + std::chrono::minutes(reader.number(2, 0, 59));
  return sign == '-' ? -offset : offset;
}

// Seconds are only ever inserted at the end of a day of UTC.
bool is_last_minute_of_day(SystemTime time) {
  return time - std::chrono::floor<std::chrono::days>(time) >= 23h + 59min;
}

struct Unit {
  std::string_view name;
  Milliseconds length;
};

// Largest first, which is also the order in which they may be written.
constexpr std::array<Unit, 5> units = {Unit{"d", 24h}, Unit{"h", 1h}, Unit{"m", 1min}, Unit{"s", 1s}, Unit{"ms", 1ms}};
constexpr Milliseconds max_duration = 24h * 3653;  // ten years, with three leap days

std::string_view take_while(std::string_view& text, bool (*matches)(char)) {
  const auto end = std::find_if_not(text.begin(), text.end(), matches);
  const std::string_view taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(taken.size());
  return taken;
}

// The digits as a number, at most one more than `max_duration` has milliseconds: enough to be found too long.
std::int64_t to_number(std::string_view digits) {
  std::int64_t value = 0;
  for (const char digit : digits) value = std::min<std::int64_t>(value * 10 + (digit - '0'), max_duration.count() + 1);
  return value;
}

std::string describe_pair(std::int64_t total, std::int64_t per_large, const char* large, const char* small) {
  if (total % per_large == 0) return fmt::format("{} {}", total / per_large, large);
  return fmt::format("{} {} {} {}", total / per_large, large, total % per_large, small);
}

}  // namespace

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

std::string format_rfc3339(SystemTime time) {
  // The format has four digits for the year.
  constexpr SystemTime earliest = std::chrono::sys_days(std::chrono::year(0) / 1 / 1);
  constexpr SystemTime latest = std::chrono::sys_days(std::chrono::year(10000) / 1 / 1) - 1ms;
  time = std::clamp(time, earliest, latest);
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::string text = "0000-00-00T00:00:00.000Z";
  const auto put = [&text](std::size_t last, std::int64_t value) {
    for (; value > 0; value /= 10) text[last--] = static_cast<char>('0' + value % 10);
  };
  put(3, static_cast<int>(date.year()));
  put(6, static_cast<unsigned>(date.month()));
  put(9, static_cast<unsigned>(date.day()));
  put(12, clock.hours().count());
  put(15, clock.minutes().count());
  put(18, clock.seconds().count());
  put(22, clock.subseconds().count());
  return text;
}

std::string format_date(SystemTime time) { return format_rfc3339(time).substr(0, 10); }

std::optional<SystemTime> parse_rfc3339(std::string_view text) {
  TimeReader reader(text);
  bool is_real_date = false;
  const std::chrono::sys_days date = read_date(reader, is_real_date);
  reader.one_of("Tt ");
  const TimeOfDay time = read_time(reader);
  const std::chrono::minutes offset = read_offset(reader);
  if (!reader.is_good() || !reader.at_end() || !is_real_date) return std::nullopt;
  const SystemTime result = date + time.since_midnight - offset;
  if (time.is_leap_second && !is_last_minute_of_day(result)) return std::nullopt;
  return result;
}

std::optional<std::chrono::sys_days> parse_date(std::string_view text) {
  TimeReader reader(text);
  bool is_real = false;
  const std::chrono::sys_days date = read_date(reader, is_real);
  return reader.is_good() && reader.at_end() && is_real ? std::optional(date) : std::nullopt;
}

std::optional<Milliseconds> parse_duration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  Milliseconds total{};
  auto allowed = units.begin();
  while (!text.empty()) {
    const std::string_view digits = take_while(text, is_digit);
    const std::string_view name = take_while(text, [](char c) { return !is_digit(c); });
    allowed = std::find_if(allowed, units.end(), [name](const Unit& unit) { return unit.name == name; });
    if (digits.empty() || allowed == units.end()) return std::nullopt;
    const std::int64_t number = to_number(digits);
    if (number > (max_duration - total) / allowed->length) return std::nullopt;
    total += number * allowed->length;
    ++allowed;
  }
  return total;
}

std::string describe_duration(Milliseconds duration) {
  if (duration < Milliseconds::zero()) {
    return "-" + describe_duration(-std::max(duration, Milliseconds::min() + 1ms));
  }
  const std::int64_t count = duration.count();
  if (duration < 1s) return fmt::format("{} ms", count);
  if (duration < 59995ms) return fmt::format("{}.{:02} s", (count + 5) / 1000, (count + 5) / 10 % 100);
  const std::int64_t seconds = count / 1000 + (count % 1000 >= 500 ? 1 : 0);
  if (seconds < 3600) return describe_pair(seconds, 60, "min", "s");
  const std::int64_t minutes = seconds / 60;
  if (minutes < 24 * 60) return describe_pair(minutes, 60, "h", "min");
  return describe_pair(minutes / 60, 24, "d", "h");
}

}  // namespace concord::base
