#include "quota.h"

#include <concord/base/http_date.h>
#include <concord/base/text.h>
#include <concord/http/retry_after.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace concord::run {

using base::Milliseconds;
using base::SystemTime;

namespace {

constexpr std::int64_t longest_wait = 31'536'000;  // seconds
constexpr double first_unix_time = 1e9, first_unix_time_ms = 1e12;
constexpr std::size_t most_shown = 80;

std::optional<double> number(std::string_view text) {
  double value = 0;
  text = base::trim(text);
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_number = failure == std::errc{} && end == text.data() + text.size() && value >= 0;
  return is_number ? std::optional(value) : std::nullopt;
}

Milliseconds from_seconds(double seconds) {
  return Milliseconds(static_cast<std::int64_t>(std::clamp(seconds, 0.0, double{longest_wait}) * 1000));
}

SystemTime server_time(const http::Response& response, SystemTime now) {
  const std::string* date = http::find_header(response.headers, "Date");
  return (date ? base::parse_http_date(*date) : std::nullopt).value_or(now);
}

Milliseconds until(SystemTime moment, SystemTime from) {
  return std::clamp(std::chrono::duration_cast<Milliseconds>(moment - from), Milliseconds(0),
                    Milliseconds(longest_wait * 1000));
}

std::string said(const http::Header& header) {
  return header.name + ": " + base::ellipsize(base::escape_line(header.value), most_shown);
}

// As the fields of no standard have it.
std::optional<Milliseconds> reset_in(std::string_view text, SystemTime now) {
  const auto value = number(text);
  if (!value) {
    const auto date = base::parse_http_date(base::trim(text));
    return date ? std::optional(until(*date, now)) : std::nullopt;
  }
  if (*value < first_unix_time) return from_seconds(*value);
  const double seconds = *value < first_unix_time_ms ? *value : *value / 1000;
  return from_seconds(seconds - std::chrono::duration<double>(now.time_since_epoch()).count());
}

// The number behind `name=` among parameters; of "r" in `"burst";r=0;t=30` and of "remaining" in `remaining=0`.
std::optional<double> parameter(const std::vector<std::string_view>& parts, std::string_view name) {
  for (const std::string_view part : parts) {
    const std::string_view trimmed = base::trim(part);
    const std::size_t equals = trimmed.find('=');
    if (equals == std::string_view::npos || base::trim(trimmed.substr(0, equals)) != name) continue;
    return number(trimmed.substr(equals + 1));
  }
  return std::nullopt;
}

void keep_least(std::optional<Quota>& least, std::optional<double> remaining, std::optional<Milliseconds> reset,
                const std::string& said) {
  if (!remaining || !reset) return;
  const auto left = static_cast<std::uint64_t>(std::min(*remaining, 1e15));
  const bool is_less =
      !least || left < least->remaining || (left == least->remaining && *reset > least->reset);
  if (is_less) least = Quota{left, *reset, said};
}

void read_ratelimit(const http::Header& header, std::optional<Quota>& least) {
  const auto seconds = [](std::optional<double> value) {
    return value ? std::optional(from_seconds(*value)) : std::nullopt;
  };
  const auto items = base::split(header.value, ',');
  keep_least(least, parameter(items, "remaining"), seconds(parameter(items, "reset")), said(header));
  for (const std::string_view item : items) {
    const auto parts = base::split(item, ';');
    keep_least(least, parameter(parts, "r"), seconds(parameter(parts, "t")), said(header));
  }
}

const http::Header* find(const http::Response& response, std::string_view name) {
  const auto found = std::find_if(response.headers.begin(), response.headers.end(), [name](const http::Header& one) {
    return base::equals_ignoring_case(one.name, name);
  });
  return found == response.headers.end() ? nullptr : &*found;
}

void read_pair(const http::Response& response, const std::string& prefix, SystemTime now,
               std::optional<Quota>& least) {
  const http::Header* remaining = find(response, prefix + "Remaining");
  if (!remaining) return;
  for (const char* name : {"Reset-After", "Reset"}) {
    const http::Header* reset = find(response, prefix + name);
    if (!reset) continue;
    // "0, 0;w=1": the first is that of the policy which counts.
    const std::string_view left = base::split(remaining->value, ',').front();
    return keep_least(least, number(left), reset_in(reset->value, now), said(*remaining) + ", " + said(*reset));
  }
}

bool tells_a_limit(const http::Header& header) {
  const auto begins = [&header](std::string_view with) {
    return base::equals_ignoring_case(std::string_view(header.name).substr(0, with.size()), with);
  };
  return begins("RateLimit") || begins("X-Rate");
}

}  // namespace

std::optional<Quota> quota(const http::Response& response, SystemTime now) {
  if (std::none_of(response.headers.begin(), response.headers.end(), tells_a_limit)) return std::nullopt;
  std::optional<Quota> least;
  const SystemTime there = server_time(response, now);
  for (const http::Header& header : response.headers) {
    if (base::equals_ignoring_case(header.name, "RateLimit")) read_ratelimit(header, least);
  }
  for (const char* prefix : {"RateLimit-", "X-RateLimit-", "X-Rate-Limit-"}) read_pair(response, prefix, there, least);
  return least;
}

std::optional<AskedToWait> asked_to_wait(const http::Response& response, SystemTime now) {
  if (const http::Header* header = find(response, "Retry-After")) {
    const auto wait = http::retry_after(header->value, server_time(response, now));
    if (wait) return AskedToWait{*wait, said(*header)};
  }
  if (response.status != 429) return std::nullopt;
  const auto left = quota(response, now);
  if (!left || left->remaining > 0) return std::nullopt;
  return AskedToWait{left->reset, left->said};
}

}  // namespace concord::run
