// All that checks ask of the name of a member, answered at once and kept: answers have the same names again and again.
#pragma once
#include <cstdint>
#include <string_view>

namespace concord::check {

// Bits of what a name says, or of what any of several says.
using Meanings = std::uint16_t;
namespace meaning {

inline constexpr Meanings token = 1 << 0;         // base::names_token()
inline constexpr Meanings password = 1 << 1;      // base::names_password()
inline constexpr Meanings access_token = 1 << 2;  // base::names_access_token()
inline constexpr Meanings expiry = 1 << 3;        // names_expiry()
inline constexpr Meanings creation = 1 << 4;      // names_creation()
inline constexpr Meanings lifetime = 1 << 5;      // names_lifetime()
inline constexpr Meanings state = 1 << 6;         // names_state()
inline constexpr Meanings occurrence = 1 << 7;    // deletedAt, closed_at: when it was
inline constexpr Meanings id = 1 << 8;            // id, customerId, paid: it ends so
inline constexpr Meanings any = 0xFFFF;

}  // namespace meaning

// `name` as written. Kept for names of a usual length, a bounded number in each thread.
Meanings meanings_of(std::string_view name);

}  // namespace concord::check
