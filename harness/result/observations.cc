#include <concord/result/observations.h>

#include <cmath>

namespace concord::result {

std::int8_t magnitude_of(double number) {
  if (number == 0) return 0;
  const double size = std::fabs(number);
  int magnitude = 1;
  for (double bound = 10; size >= bound && magnitude < largest_magnitude; bound *= 10) ++magnitude;
  return static_cast<std::int8_t>(number < 0 ? -magnitude : magnitude);
}

}  // namespace concord::result
