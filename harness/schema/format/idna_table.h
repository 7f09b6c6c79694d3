// What IDNA2008 asks of code points, as of Unicode 14.
#pragma once
#include <cstdint>

namespace concord::schema {

enum class IdnaSet : std::uint8_t {
  Valid,
  Mark,
  Virama,
  Transparent,
  JoinsBefore,
  JoinsAfter,
  RightToLeft,
  ArabicNumber,
  EuropeanNumber,
  Nonspacing,
  Neutral,
  Greek,
  Hebrew,
  Japanese,
};

// Sets other than Valid answer only for code points that a label may hold at all.
bool is_in(char32_t code_point, IdnaSet set);

}  // namespace concord::schema
