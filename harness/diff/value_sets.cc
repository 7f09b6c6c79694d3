#include "value_sets.h"

#include <concord/base/text.h>
#include <concord/pattern.h>

#include <cmath>

namespace concord::diff {
namespace {

struct IntegerFormat {
  std::string_view name;
  Node minimum, maximum;
};

const IntegerFormat* integer_format(std::string_view name) {
  static const auto formats = std::to_array<IntegerFormat>({
      {"int8", Node(std::int64_t{INT8_MIN}), Node(std::int64_t{INT8_MAX})},
      {"int16", Node(std::int64_t{INT16_MIN}), Node(std::int64_t{INT16_MAX})},
      {"int32", Node(std::int64_t{INT32_MIN}), Node(std::int64_t{INT32_MAX})},
      {"int64", Node(std::int64_t{INT64_MIN}), Node(std::int64_t{INT64_MAX})},
      {"uint8", Node(std::int64_t{0}), Node(std::int64_t{UINT8_MAX})},
      {"uint16", Node(std::int64_t{0}), Node(std::int64_t{UINT16_MAX})},
      {"uint32", Node(std::int64_t{0}), Node(std::int64_t{UINT32_MAX})},
  });
  for (const IntegerFormat& one : formats) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

bool is_within(const Node& number, const LimitValue& limit, bool is_lower) {
  if (limit.number == nullptr) return true;
  const int order = document::compare_numbers(number, *limit.number) * (is_lower ? 1 : -1);
  return limit.is_exclusive ? order > 0 : order >= 0;
}

const LimitValue& limit_of(const Shape& shape, Limit which) { return shape.limits[static_cast<std::size_t>(which)]; }

bool is_within(const Node& number, const Shape& shape, Limit least, Limit most) {
  return is_within(number, limit_of(shape, least), true) && is_within(number, limit_of(shape, most), false);
}

bool is_number_allowed(const Node& number, const Shape& shape) {
  return is_within(number, shape, Limit::Minimum, Limit::Maximum) &&
         std::all_of(shape.multiples.begin(), shape.multiples.end(),
                     [&](const auto& one) { return is_multiple(number, *one.second); });
}

bool is_text_allowed(std::string_view text, const Shape& shape) {
  const Node length(static_cast<std::int64_t>(base::count_code_points(text)));
  if (!is_within(length, shape, Limit::MinLength, Limit::MaxLength)) return false;
  return std::all_of(shape.patterns.begin(), shape.patterns.end(), [&](const auto& one) {
    const auto regex = pattern::Regex::compile(one.first);
    return regex.has_value() && regex->search(text) == pattern::Regex::Match::Yes;
  });
}

}  // namespace

bool is_multiple(const Node& of, const Node& unit) {
  const auto a = of.to_int64(), b = unit.to_int64();
  if (a && b) return *b != 0 && *a % *b == 0;
  const double ratio = of.to_double() / unit.to_double();
  return std::abs(ratio - std::round(ratio)) < 1e-9 * std::max(1.0, std::abs(ratio));
}

bool is_allowed(const EnumValue& value, const Shape& shape) {
  if (value.site->is_number()) return is_number_allowed(*value.site, shape);
  return !value.site->is_string() || is_text_allowed(value.site->as_string(), shape);
}

bool implies(const Shape& shape, std::string_view format) {
  const IntegerFormat* range = integer_format(format);
  const LimitValue& least = limit_of(shape, Limit::Minimum);
  const LimitValue& most = limit_of(shape, Limit::Maximum);
  if (range == nullptr || least.number == nullptr || most.number == nullptr) return false;
  return (shape.types & fraction_type) == 0 && document::compare_numbers(*least.number, range->minimum) >= 0 &&
         document::compare_numbers(*most.number, range->maximum) <= 0;
}

LimitValue limit_beside(const Shape& one, const Shape& other, Limit which) {
  LimitValue limit = limit_of(one, which);
  if (which != Limit::Minimum && which != Limit::Maximum) return limit;
  for (const auto& [format, site] : one.formats) {
    if (other.formats.contains(format) || !implies(other, format)) continue;
    const IntegerFormat* range = integer_format(format);
    const Node& meant = which == Limit::Minimum ? range->minimum : range->maximum;
    if (limit.number == nullptr || !is_within(*limit.number, {&meant, false, site}, which == Limit::Minimum))
      limit = {&meant, false, site};
  }
  return limit;
}

}  // namespace concord::diff
