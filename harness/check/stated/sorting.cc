#include <concord/check.h>

namespace concord::check {

namespace {

// Exact where both are whole: a double has no room for all ids.
int order_of_numbers(const Node& a, const Node& b) {
  const auto whole_a = a.to_int64(), whole_b = b.to_int64();
  if (whole_a && whole_b) return *whole_a < *whole_b ? -1 : *whole_a > *whole_b;
  return a.to_double() < b.to_double() ? -1 : a.to_double() > b.to_double();
}

}  // namespace

bool is_out_of_order(const Node& earlier, const Node& later, bool is_descending) {
  int order = 0;
  if (earlier.is_number() && later.is_number()) order = order_of_numbers(earlier, later);
  else if (earlier.is_string() && later.is_string()) order = earlier.as_string().compare(later.as_string());
  else return !document::equal(earlier, later);
  return is_descending ? order < 0 : order > 0;
}

}  // namespace concord::check
