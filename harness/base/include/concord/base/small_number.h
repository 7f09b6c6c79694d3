// Whole numbers for records of which a process holds very many.
#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace concord::base {

// As many bytes and no alignment. What is more than they hold is kept as the most that they do.
template <std::size_t bytes>
class SmallNumber {
 public:
  static constexpr std::uint64_t most = (std::uint64_t{1} << (8 * bytes)) - 1;

  SmallNumber() = default;
  SmallNumber(std::uint64_t value) {
    if (value > most) value = most;
    std::memcpy(bytes_.data(), reinterpret_cast<const char*>(&value) + lowest, bytes);
  }
  operator std::uint64_t() const {
    std::uint64_t value = 0;
    std::memcpy(reinterpret_cast<char*>(&value) + lowest, bytes_.data(), bytes);
    return value;
  }

 private:
  static_assert(bytes < sizeof(std::uint64_t));
  // Where the bytes of a whole number begin that are the lowest.
  static constexpr std::size_t lowest = std::endian::native == std::endian::little ? 0 : sizeof(std::uint64_t) - bytes;
  std::array<std::uint8_t, bytes> bytes_{};
};

}  // namespace concord::base
