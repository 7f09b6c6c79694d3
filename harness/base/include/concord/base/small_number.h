// Whole numbers for records of which a process holds very many.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace concord::base {

// As many bytes and no alignment. What is more than they hold is kept as the most that they do.
template <std::size_t bytes>
class SmallNumber {
 public:
  static constexpr std::uint64_t most = (std::uint64_t{1} << (8 * bytes)) - 1;

  SmallNumber() = default;
  SmallNumber(std::uint64_t value) {
    if (value > most) value = most;
    for (std::uint8_t& byte : bytes_) byte = static_cast<std::uint8_t>(value), value >>= 8;
  }
  operator std::uint64_t() const {
    std::uint64_t value = 0;
    for (std::size_t i = bytes; i-- > 0;) value = value << 8 | bytes_[i];
    return value;
  }

 private:
  static_assert(bytes < sizeof(std::uint64_t));
  std::array<std::uint8_t, bytes> bytes_{};
};

}  // namespace concord::base
