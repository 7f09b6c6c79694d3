#include "number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace concord::document {
namespace {

constexpr std::int64_t exponent_bound = 1'000'000'000'000'000'000;
// Up to this many digits, every decimal of moderate size reads back from the nearest double as it was.
constexpr std::size_t always_kept_digits = std::numeric_limits<double>::digits10;
constexpr double exact_integers = 9007199254740992.0;  // 2^53

std::int64_t read_exponent(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  for (const char c : text) value = std::min(value * 10 + (c - '0'), exponent_bound / 10);
  return negative ? -value : value;
}

struct Parts {
  bool is_negative = false;
  std::string_view whole;
  std::string_view fraction;
  std::string_view exponent;
};

Parts split_lexeme(std::string_view lexeme) {
  Parts parts;
  parts.is_negative = lexeme.starts_with('-');
  if (parts.is_negative || lexeme.starts_with('+')) lexeme.remove_prefix(1);
  if (const auto e = lexeme.find_first_of("eE"); e != std::string_view::npos) {
    parts.exponent = lexeme.substr(e + 1);
    lexeme = lexeme.substr(0, e);
  }
  const auto dot = lexeme.find('.');
  parts.whole = lexeme.substr(0, dot);
  if (dot != std::string_view::npos) parts.fraction = lexeme.substr(dot + 1);
  return parts;
}

using NumberText = std::array<char, 32>;

template <class T>
std::string_view to_text(NumberText& buffer, T value) {
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), static_cast<std::size_t>(result.ptr - buffer.data())};
}

template <class T>
std::optional<T> read_whole(std::string_view lexeme) {
  T value{};
  const auto [end, code] = std::from_chars(lexeme.data(), lexeme.data() + lexeme.size(), value);
  if (code != std::errc{} || end != lexeme.data() + lexeme.size()) return std::nullopt;
  return value;
}

Node read_integer(std::string_view lexeme) {
  if (lexeme == "-0") return Node(-0.0);
  if (const auto value = read_whole<std::int64_t>(lexeme)) return Node(*value);
  if (const auto value = read_whole<std::uint64_t>(lexeme)) return Node(*value);
  return Node(Decimal{std::string(lexeme)});
}

bool is_kept(std::string_view lexeme, double value) {
  if (lexeme.size() <= always_kept_digits && std::abs(value) > 1e-290 && std::abs(value) < 1e290) return true;
  NumberText buffer;
  return compare_exact(exact_number(lexeme), exact_number(to_text(buffer, value))) == 0;
}

int sign(const ExactNumber& number) { return number.digits.empty() ? 0 : number.is_negative ? -1 : 1; }

int three_way(double a, double b) { return a < b ? -1 : a > b ? 1 : 0; }

bool is_small_integer(const Node::Value& value) {
  const auto* integer = std::get_if<std::int64_t>(&value);
  return integer && std::abs(static_cast<double>(*integer)) < exact_integers;
}

// Whether comparing as double is exact.
bool is_plain(const Node::Value& value) { return std::holds_alternative<double>(value) || is_small_integer(value); }

bool is_endless(const Node::Value& value) {
  const auto* real = std::get_if<double>(&value);
  return real && !std::isfinite(*real);
}

double nearest_double(const std::string& lexeme) {
  double value = 0;
  const auto [end, code] = std::from_chars(lexeme.data(), lexeme.data() + lexeme.size(), value);
  if (code == std::errc{}) return value;
  const ExactNumber exact = exact_number(lexeme);
  const double magnitude = exact.exponent > 0 ? std::numeric_limits<double>::infinity() : 0.0;
  return exact.is_negative ? -magnitude : magnitude;
}

std::optional<std::int64_t> to_int64(const ExactNumber& number) {
  const auto size = static_cast<std::int64_t>(number.digits.size());
  if (number.exponent < size || number.exponent > 19) return std::nullopt;
  if (number.digits.empty()) return 0;
  std::string text = number.is_negative ? "-" : "";
  text += number.digits;
  text.append(static_cast<std::size_t>(number.exponent - size), '0');
  return read_whole<std::int64_t>(text);
}

}  // namespace

ExactNumber exact_number(std::string_view lexeme) {
  const Parts parts = split_lexeme(lexeme);
  ExactNumber number;
  number.digits.reserve(parts.whole.size() + parts.fraction.size());
  number.digits.append(parts.whole).append(parts.fraction);
  const auto zeros = std::min(number.digits.find_first_not_of('0'), number.digits.size());
  number.digits.erase(0, zeros);
  number.digits.erase(number.digits.find_last_not_of('0') + 1);
  if (number.digits.empty()) return number;
  number.is_negative = parts.is_negative;
  number.exponent = read_exponent(parts.exponent) + static_cast<std::int64_t>(parts.whole.size()) -
                    static_cast<std::int64_t>(zeros);
  return number;
}

ExactNumber exact_value(const Node& number) {
  const Node::Value& value = number.value();
  NumberText buffer;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return exact_number(to_text(buffer, *integer));
  if (const auto* natural = std::get_if<std::uint64_t>(&value)) return exact_number(to_text(buffer, *natural));
  if (const auto* real = std::get_if<double>(&value)) return exact_number(to_text(buffer, *real));
  return exact_number(std::get<Decimal>(value).lexeme);
}

int compare_exact(const ExactNumber& a, const ExactNumber& b) {
  if (sign(a) != sign(b)) return sign(a) < sign(b) ? -1 : 1;
  if (a.exponent != b.exponent) return (a.exponent < b.exponent) != a.is_negative ? -1 : 1;
  const int order = a.digits.compare(b.digits);
  if (order == 0) return 0;
  return (order < 0) != a.is_negative ? -1 : 1;
}

Node read_number(std::string_view lexeme) {
  if (lexeme.find_first_of(".eE") == std::string_view::npos) return read_integer(lexeme);
  const auto value = read_whole<double>(lexeme);
  if (value && is_kept(lexeme, *value)) return Node(*value);
  return Node(Decimal{std::string(lexeme)});
}

int compare_numbers(const Node& a, const Node& b) {
  if (is_plain(a.value()) && is_plain(b.value())) return three_way(a.to_double(), b.to_double());
  if (is_endless(a.value()) || is_endless(b.value())) return three_way(a.to_double(), b.to_double());
  return compare_exact(exact_value(a), exact_value(b));
}

bool Node::is_integer() const {
  if (const auto* real = std::get_if<double>(&value_)) return std::isfinite(*real) && std::trunc(*real) == *real;
  if (const auto* decimal = std::get_if<Decimal>(&value_)) {
    const ExactNumber exact = exact_number(decimal->lexeme);
    return exact.exponent >= static_cast<std::int64_t>(exact.digits.size());
  }
  return std::holds_alternative<std::int64_t>(value_) || std::holds_alternative<std::uint64_t>(value_);
}

std::optional<std::int64_t> Node::to_int64() const {
  if (const auto* integer = std::get_if<std::int64_t>(&value_)) return *integer;
  if (!is_integer()) return std::nullopt;
  if (const auto* real = std::get_if<double>(&value_); real && std::abs(*real) < exact_integers) {
    return static_cast<std::int64_t>(*real);
  }
  return document::to_int64(exact_value(*this));
}

double Node::to_double() const {
  if (const auto* integer = std::get_if<std::int64_t>(&value_)) return static_cast<double>(*integer);
  if (const auto* natural = std::get_if<std::uint64_t>(&value_)) return static_cast<double>(*natural);
  if (const auto* real = std::get_if<double>(&value_)) return *real;
  if (const auto* decimal = std::get_if<Decimal>(&value_)) return nearest_double(decimal->lexeme);
  return 0;
}

std::string Node::number_text() const {
  NumberText buffer;
  if (const auto* integer = std::get_if<std::int64_t>(&value_)) return std::string(to_text(buffer, *integer));
  if (const auto* natural = std::get_if<std::uint64_t>(&value_)) return std::string(to_text(buffer, *natural));
  if (const auto* decimal = std::get_if<Decimal>(&value_)) return decimal->lexeme;
  const auto* real = std::get_if<double>(&value_);
  if (!real || !std::isfinite(*real)) return "null";
  std::string text(to_text(buffer, *real));
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace concord::document
