#include <concord/http/retry_after.h>

#include <concord/base/http_date.h>
#include <concord/base/text.h>

#include <algorithm>
#include <charconv>

namespace concord::http {

namespace {

constexpr base::Milliseconds a_year{31'536'000'000};

std::optional<double> seconds_of(std::string_view text) {
  if (text.find_first_not_of("0123456789.") != std::string_view::npos) return std::nullopt;
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [at, failure] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  const bool is_number = failure == std::errc{} && at == end;
  return is_number ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<base::Milliseconds> retry_after(std::string_view value, base::SystemTime there) {
  const std::string_view text = base::trim(value);
  if (const auto seconds = seconds_of(text)) {
    const double at_most = static_cast<double>(a_year.count()) / 1000;
    return base::Milliseconds(static_cast<std::int64_t>(std::min(*seconds, at_most) * 1000));
  }
  const auto date = base::parse_http_date(text);
  if (!date) return std::nullopt;
  return std::clamp(std::chrono::duration_cast<base::Milliseconds>(*date - there), base::Milliseconds(0), a_year);
}

}  // namespace concord::http
