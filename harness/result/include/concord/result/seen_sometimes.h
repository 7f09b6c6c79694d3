#pragma once
#include <cstdint>

namespace concord::result {

// A bit of PlaceSeen::types beside those of SeenType: of several objects in one answer that could have the place (the
// elements of a list), some have it not.
inline constexpr std::uint8_t seen_sometimes = 128;

}  // namespace concord::result
