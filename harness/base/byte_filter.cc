#include <concord/base/byte_filter.h>

#include <algorithm>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace concord::base {
namespace {

constexpr unsigned ascii = 128;

}  // namespace

template <class Has>
ByteFilter::Set ByteFilter::set_of(Has has) {
  Set set{};
  for (unsigned i = 0; i < ascii; ++i) {
    if (has(i)) set[i % 16] = static_cast<std::uint8_t>(set[i % 16] | (1u << (i / 16)));
  }
  return set;
}

ByteFilter::ByteFilter(const Table& table) : table_(table) {
  const auto marked = [this](std::uint16_t mark) {
    return set_of([&](unsigned i) { return (table_[i] & mark) != 0; });
  };
  dropped_ = marked(dropped);
  stopping_ = marked(stops);
  opening_ = marked(stops_in_pair);
  closing_ = marked(ends_pair);
  noted_ = marked(notes);
  std::size_t count = 0;
  for (unsigned i = 0; i < ascii; ++i) {
    const auto difference = static_cast<std::uint8_t>(table_[i] ^ i);
    const auto is_same = [difference](const Change& one) { return one.difference == difference; };
    if (difference == 0 || (table_[i] & dropped) != 0) continue;
    if (std::any_of(changes_.begin(), changes_.end(), is_same)) continue;
    if (count == changes_.size()) is_simple_ = false;
    else changes_[count++] = {set_of([&](unsigned j) { return (table_[j] & 0xFF) == (j ^ difference); }), difference};
  }
}

ByteFilter::Copied ByteFilter::copy_slowly(std::string_view text, char* to) const {
  Copied copied;
  for (; copied.read < text.size(); ++copied.read) {
    const std::uint16_t byte = table_[static_cast<unsigned char>(text[copied.read])];
    const bool is_last = copied.read + 1 == text.size();
    const bool is_open = (byte & stops_in_pair) != 0;
    if ((byte & stops) != 0) break;
    if (is_open && (is_last || (table_[static_cast<unsigned char>(text[copied.read + 1])] & ends_pair) != 0)) break;
    copied.notes = static_cast<std::uint16_t>(copied.notes | (byte & notes));
    to[copied.written] = static_cast<char>(byte);
    copied.written += (byte & dropped) == 0 && !is_open;
  }
  return copied;
}

#if defined(__x86_64__)

namespace {

// For each set of kept bytes of eight: where they come from.
constexpr auto make_shuffles() {
  std::array<std::array<std::uint8_t, 8>, 256> shuffles{};
  for (unsigned kept = 0; kept < shuffles.size(); ++kept) {
    std::size_t count = 0;
    for (std::uint8_t i = 0; i < 8; ++i) {
      if ((kept >> i & 1u) != 0) shuffles[kept][count++] = i;
    }
  }
  return shuffles;
}
alignas(16) constexpr auto shuffles = make_shuffles();

#define CONCORD_SSSE3 __attribute__((target("ssse3,popcnt"), always_inline)) inline

CONCORD_SSSE3 __m128i load(const void* from) { return _mm_loadu_si128(static_cast<const __m128i*>(from)); }

struct Halves {
  __m128i low, bit_of_high;
};

CONCORD_SSSE3 Halves halves_of(__m128i bytes) {
  const __m128i four_bits = _mm_set1_epi8(0x0F);
  // None for what is beyond ASCII.
  const __m128i bits = _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, static_cast<char>(128), 0, 0, 0, 0, 0, 0, 0, 0);
  const __m128i high = _mm_and_si128(_mm_srli_epi16(bytes, 4), four_bits);
  return {_mm_and_si128(bytes, four_bits), _mm_shuffle_epi8(bits, high)};
}

// All bits of each byte that is in the set.
CONCORD_SSSE3 __m128i members(const Halves& halves, const void* set) {
  const __m128i found = _mm_and_si128(_mm_shuffle_epi8(load(set), halves.low), halves.bit_of_high);
  return _mm_xor_si128(_mm_cmpeq_epi8(found, _mm_setzero_si128()), _mm_set1_epi8(-1));
}

CONCORD_SSSE3 unsigned mask(__m128i bytes) { return static_cast<unsigned>(_mm_movemask_epi8(bytes)); }

CONCORD_SSSE3 char* put_eight(__m128i bytes, unsigned kept, char* to) {
  const __m128i shuffle = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(shuffles[kept].data()));
  _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_shuffle_epi8(bytes, shuffle));
  return to + std::popcount(kept);
}

}  // namespace

__attribute__((target("ssse3,popcnt")))
ByteFilter::Copied ByteFilter::copy_fast(std::string_view text, char* to) const {
  constexpr std::size_t block = 16;
  Copied copied;
  char* end = to;
  // The byte behind a block is looked at too.
  for (; copied.read + block < text.size(); copied.read += block) {
    const char* from = text.data() + copied.read;
    __m128i bytes = load(from);
    const Halves halves = halves_of(bytes);
    unsigned left_out = mask(members(halves, dropped_.data()));
    const unsigned open = mask(members(halves, opening_.data()));
    unsigned stop = mask(members(halves, stopping_.data()));
    if (open != 0) {
      const unsigned behind = table_[static_cast<unsigned char>(from[block])] & ends_pair ? 1u << block : 0u;
      stop |= open & ((mask(members(halves, closing_.data())) | behind) >> 1);
      left_out |= open;
    }
    if (stop != 0) break;
    if ((mask(members(halves, noted_.data())) | mask(bytes)) != 0) {
      for (std::size_t i = 0; i < block; ++i)
        copied.notes = static_cast<std::uint16_t>(copied.notes | (table_[static_cast<unsigned char>(from[i])] & notes));
    }
    for (const Change& change : changes_) {
      const __m128i difference = _mm_set1_epi8(static_cast<char>(change.difference));
      bytes = _mm_xor_si128(bytes, _mm_and_si128(members(halves, change.set.data()), difference));
    }
    const unsigned kept = ~left_out;
    end = put_eight(bytes, kept & 0xFF, end);
    end = put_eight(_mm_unpackhi_epi64(bytes, bytes), kept >> 8 & 0xFF, end);
  }
  copied.written = static_cast<std::size_t>(end - to);
  return copied;
}

ByteFilter::Copied ByteFilter::copy(std::string_view text, char* to) const {
  static const bool is_able = __builtin_cpu_supports("ssse3") && __builtin_cpu_supports("popcnt");
  Copied copied = is_able && is_simple_ ? copy_fast(text, to) : Copied{};
  const Copied rest = copy_slowly(text.substr(copied.read), to + copied.written);
  const auto noted = static_cast<std::uint16_t>(copied.notes | rest.notes);
  return {copied.read + rest.read, copied.written + rest.written, noted};
}

#else

ByteFilter::Copied ByteFilter::copy(std::string_view text, char* to) const { return copy_slowly(text, to); }

#endif

}  // namespace concord::base
