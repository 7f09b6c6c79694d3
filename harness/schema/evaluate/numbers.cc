#include "values.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace concord::schema {
namespace {

using document::Node;

std::string digits_of(const Node& number) {
  if (const auto* real = std::get_if<double>(&number.value())) {
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, *real, std::chars_format::scientific);
    return std::string(buffer, end.ptr);
  }
  return number.number_text();
}

long long bounded_exponent(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  long long value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  constexpr long long kBound = 1'000'000'000'000;
  if (end.ec == std::errc::result_out_of_range) return text.starts_with('-') ? -kBound : kBound;
  return std::clamp(value, -kBound, kBound);
}

std::uint64_t power_modulo(std::uint64_t exponent, std::uint64_t modulus) {
  unsigned __int128 result = 1 % modulus, base = 10 % modulus;
  for (; exponent != 0; exponent >>= 1) {
    if (exponent & 1) result = result * base % modulus;
    base = base * base % modulus;
  }
  return static_cast<std::uint64_t>(result);
}

bool divides_small(std::uint64_t divisor, const std::string& digits, std::uint64_t zeros) {
  unsigned __int128 rest = 0;
  for (char digit : digits) rest = (rest * 10 + static_cast<unsigned>(digit - '0')) % divisor;
  return rest * power_modulo(zeros, divisor) % divisor == 0;
}

// Long division on digits, for divisors beyond 19 digits.
bool divides_long(const std::string& divisor, const std::string& digits, std::uint64_t zeros) {
  constexpr std::uint64_t kMost = 100'000;
  if (zeros > kMost || digits.size() > kMost) return false;
  std::string rest;
  const auto at_least_divisor = [&] {
    return rest.size() > divisor.size() || (rest.size() == divisor.size() && rest >= divisor);
  };
  for (std::size_t i = 0; i < digits.size() + zeros; ++i) {
    if (!rest.empty() || i < digits.size()) rest += i < digits.size() ? digits[i] : '0';
    if (rest == "0") rest.clear();
    while (at_least_divisor()) {
      int borrow = 0;
      for (std::size_t k = 0; k < rest.size(); ++k) {
        char& digit = rest[rest.size() - 1 - k];
        const int take = (k < divisor.size() ? divisor[divisor.size() - 1 - k] - '0' : 0) + borrow;
        int left = digit - '0' - take;
        borrow = left < 0 ? 1 : 0;
        if (left < 0) left += 10;
        digit = static_cast<char>('0' + left);
      }
      rest.erase(0, std::min(rest.find_first_not_of('0'), rest.size()));
    }
  }
  return rest.empty();
}

std::optional<bool> integers_divide(const Node& number, const Node& divisor) {
  const auto* n = std::get_if<std::int64_t>(&number.value());
  const auto* d = std::get_if<std::int64_t>(&divisor.value());
  if (!n || !d || *d <= 0) return std::nullopt;
  return *n % *d == 0;
}

}  // namespace

ExactNumber exact(const Node& number) {
  ExactNumber out;
  const std::string text = digits_of(number);
  std::string_view rest = text;
  if (rest.starts_with('-')) {
    out.is_negative = true;
    rest.remove_prefix(1);
  }
  if (const auto e = rest.find_first_of("eE"); e != std::string_view::npos) {
    out.exponent = bounded_exponent(rest.substr(e + 1));
    rest = rest.substr(0, e);
  }
  const auto point = rest.find('.');
  if (point != std::string_view::npos) out.exponent -= static_cast<long long>(rest.size() - point - 1);
  for (char c : rest) {
    if (c >= '0' && c <= '9' && !(c == '0' && out.digits.empty())) out.digits += c;
  }
  while (!out.digits.empty() && out.digits.back() == '0') {
    out.digits.pop_back();
    ++out.exponent;
  }
  if (out.digits.empty()) out = {};
  return out;
}

bool is_multiple_of(const Node& number, const Node& divisor) {
  if (const auto quick = integers_divide(number, divisor)) return *quick;
  const ExactNumber n = exact(number), d = exact(divisor);
  if (n.digits.empty()) return true;
  if (d.digits.empty() || n.exponent < d.exponent) return false;  // n has no zeros at its end to give
  const auto zeros = static_cast<std::uint64_t>(n.exponent - d.exponent);
  std::uint64_t small = 0;
  const auto end = std::from_chars(d.digits.data(), d.digits.data() + d.digits.size(), small);
  return end.ec == std::errc() ? divides_small(small, n.digits, zeros) : divides_long(d.digits, n.digits, zeros);
}

}  // namespace concord::schema
