// A copy of a text by a table that says of each byte what becomes of it, or that it is left out: 32 bytes at a
// time where the processor can (AVX2), else one by one, with the same outcome.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace concord::base {

class ByteFilter {
 public:
  // Of a byte: what it becomes in the low bits, and any of these. Bytes beyond ASCII stay as they are.
  using Table = std::array<std::uint16_t, 256>;
  static constexpr std::uint16_t dropped = 0x100;
  static constexpr std::uint16_t stops = 0x200;          // nothing is copied from here on
  static constexpr std::uint16_t stops_in_pair = 0x400;  // the same where ends_pair is behind it; else left out
  static constexpr std::uint16_t ends_pair = 0x800;
  static constexpr std::uint16_t notes = 0xF000;         // told of all bytes together

  explicit ByteFilter(const Table& table);

  struct Copied {
    std::size_t read = 0;
    std::size_t written = 0;
    std::uint16_t notes = 0;
  };
  static constexpr std::size_t room = 16;  // bytes that `to` must have beyond those of `text`, and that may be written
  // Of a byte at the end of `text` that stops in a pair nothing is known: it stops.
  Copied copy(std::string_view text, char* to) const;
  // The same, one by one.
  Copied copy_slowly(std::string_view text, char* to) const;

 private:
  // Which bytes of ASCII are in a set: a bit for each high half, by low half.
  using Set = std::array<std::uint8_t, 16>;
  struct Change {
    Set set{};
    std::uint8_t difference = 0;  // by exclusive or
  };
  template <class Has>
  static Set set_of(Has has);
  bool ends_pair_at(std::string_view text, std::size_t at) const;
  std::uint16_t notes_of(std::string_view bytes, unsigned which) const;  // a bit for each that is asked for
  Copied copy_fast(std::string_view text, char* to) const;

  const Table table_;
  Set dropped_, stopping_, opening_, closing_;
  Set rare_;  // what stops, may stop or is noted
  std::array<Change, 2> changes_{};
  bool is_simple_ = true;  // there are no more changes than these
};

}  // namespace concord::base
