#include "moments.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace concord::check {

namespace {

using base::Milliseconds;
using base::SystemTime;

constexpr double first_second = 473'385'600;    // 1985
constexpr double last_second = 95'617'584'000;  // 5000

std::optional<Moment> from_epoch(double number) {
  if (number >= first_second && number < last_second) {
    return Moment{SystemTime(Milliseconds(static_cast<std::int64_t>(std::llround(number * 1000)))), {}};
  }
  if (number >= first_second * 1000 && number < last_second * 1000) {
    return Moment{SystemTime(Milliseconds(static_cast<std::int64_t>(std::llround(number)))), {}};
  }
  return std::nullopt;
}

bool is_digits(const std::string& text) {
  return !text.empty() && text.size() <= 15 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Moment> from_text(const std::string& text) {
  if (text.size() > 64) return std::nullopt;
  if (const auto time = base::parse_rfc3339(text)) return Moment{*time, {}};
  if (const auto time = base::parse_rfc3339(text + "Z")) return Moment{*time, std::chrono::hours(14)};
  if (!is_digits(text)) return std::nullopt;
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return from_epoch(static_cast<double>(number));
}

}  // namespace

std::optional<Moment> read_moment(const document::Node& value) {
  if (value.is_string()) return from_text(value.as_string());
  if (value.is_number()) return from_epoch(value.to_double());
  return std::nullopt;
}

}  // namespace concord::check
