// Bytes of a JSON string that stand for themselves (RFC 8259, 7): ASCII but for controls, quotes and backslashes. They
// are counted many at a time, for who writes strings and who reads them.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace concord::document {

// Eight bytes, the first as the lowest.
inline std::uint64_t load_eight(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return std::endian::native == std::endian::big ? __builtin_bswap64(word) : word;
}

// The last of a text, from `at` on: one to seven, NUL behind them.
inline std::uint64_t read_rest(std::string_view text, std::size_t at) {
  const std::size_t left = text.size() - at;
  if (text.size() >= 8) return load_eight(text.data() + text.size() - 8) >> (8 * (8 - left));
  std::uint64_t word = 0;
  for (std::size_t i = text.size(); i-- > at;) word = word << 8 | static_cast<unsigned char>(text[i]);
  return word;
}

// How many of the first of eight bytes are plain. The sum below has the high bit of the first byte that is not, and of
// none before it; of those behind it, perhaps of one that is.
inline std::size_t count_plain(std::uint64_t word) {
  constexpr std::uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
  const auto lacks = [](std::uint64_t bytes) { return (bytes - ones) & ~bytes; };  // high bit: that byte is 0
  const std::uint64_t is_control = (word - ones * 0x20) & ~word;
  const std::uint64_t is_other = word | is_control | lacks(word ^ (ones * '"')) | lacks(word ^ (ones * '\\'));
  return static_cast<std::size_t>(std::countr_zero(is_other & high)) / 8;
}

#if defined(__SSE2__)
inline constexpr bool has_sixteen = true;

// The same of sixteen.
inline std::size_t count_plain_of_sixteen(const char* at) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const __m128i is_other = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));  // signed: what is beyond ASCII is less, too
  const __m128i is_escaped =
      _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
  const int found = _mm_movemask_epi8(_mm_or_si128(is_other, is_escaped));
  return static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(found) | 0x10000u));
}
#else
inline constexpr bool has_sixteen = false;
inline std::size_t count_plain_of_sixteen(const char*) { return 0; }
#endif

// How many bytes of a text come before the first that is not plain.
inline std::size_t count_plain(std::string_view text) {
  std::size_t at = 0;
  for (; has_sixteen && text.size() - at >= 16; at += 16) {
    if (const std::size_t plain = count_plain_of_sixteen(text.data() + at); plain < 16) return at + plain;
  }
  for (; text.size() - at >= 8; at += 8) {
    if (const std::size_t plain = count_plain(load_eight(text.data() + at)); plain < 8) return at + plain;
  }
  return at == text.size() ? at : at + count_plain(read_rest(text, at));
}

}  // namespace concord::document
