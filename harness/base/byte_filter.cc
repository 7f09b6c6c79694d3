#include <concord/base/byte_filter.h>

#include <algorithm>
#include <bit>
#include <cstring>

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
  rare_ = marked(stops | stops_in_pair | notes);
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

// Of a byte behind the text nothing is known: it may.
bool ByteFilter::ends_pair_at(std::string_view text, std::size_t at) const {
  return at == text.size() || (table_[static_cast<unsigned char>(text[at])] & ends_pair) != 0;
}

std::uint16_t ByteFilter::notes_of(std::string_view bytes, unsigned which) const {
  unsigned noted = 0;
  for (; which != 0; which &= which - 1) {
    noted |= table_[static_cast<unsigned char>(bytes[static_cast<std::size_t>(std::countr_zero(which))])];
  }
  return static_cast<std::uint16_t>(noted & notes);
}

ByteFilter::Copied ByteFilter::copy_slowly(std::string_view text, char* to) const {
  Copied copied;
  for (; copied.read < text.size(); ++copied.read) {
    const std::uint16_t byte = table_[static_cast<unsigned char>(text[copied.read])];
    const bool is_open = (byte & stops_in_pair) != 0;
    if ((byte & stops) != 0) break;
    if (is_open && ends_pair_at(text, copied.read + 1)) break;
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

#define CONCORD_AVX2 __attribute__((target("avx2,popcnt"), always_inline)) inline

constexpr std::size_t block = 32;

CONCORD_AVX2 __m256i load(const char* from) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)); }

// The same with NUL behind less than a block.
CONCORD_AVX2 __m256i load_last(std::string_view bytes) {
  std::array<char, block> all{};
  std::memcpy(all.data(), bytes.data(), bytes.size());
  return load(all.data());
}

// The same sixteen bytes twice, since a shuffle looks at each half by itself.
CONCORD_AVX2 __m256i twice(const void* sixteen) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128(static_cast<const __m128i*>(sixteen)));
}

struct Halves {
  __m256i low, bit_of_high;
};

CONCORD_AVX2 Halves halves_of(__m256i bytes) {
  const __m256i four_bits = _mm256_set1_epi8(0x0F);
  // None for what is beyond ASCII.
  const __m256i bits = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, static_cast<char>(128), 0, 0, 0, 0, 0, 0, 0, 0));
  const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), four_bits);
  return {_mm256_and_si256(bytes, four_bits), _mm256_shuffle_epi8(bits, high)};
}

// All bits of each byte that is not in the set.
CONCORD_AVX2 __m256i others(const Halves& halves, __m256i set) {
  const __m256i found = _mm256_and_si256(_mm256_shuffle_epi8(set, halves.low), halves.bit_of_high);
  return _mm256_cmpeq_epi8(found, _mm256_setzero_si256());
}

// A bit for each byte that has its highest.
CONCORD_AVX2 unsigned mask(__m256i bytes) { return static_cast<unsigned>(_mm256_movemask_epi8(bytes)); }

CONCORD_AVX2 unsigned members(const Halves& halves, __m256i set) { return ~mask(others(halves, set)); }

CONCORD_AVX2 char* put_eight(__m128i bytes, unsigned kept, char* to) {
  const __m128i shuffle = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(shuffles[kept].data()));
  _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_shuffle_epi8(bytes, shuffle));
  return to + std::popcount(kept);
}

CONCORD_AVX2 char* put_sixteen(__m128i bytes, unsigned kept, char* to) {
  to = put_eight(bytes, kept & 0xFF, to);
  return put_eight(_mm_unpackhi_epi64(bytes, bytes), kept >> 8 & 0xFF, to);
}

}  // namespace

// Blocks of the text, the last filled up with what is left out of it. Ends before the block in which copying stops.
__attribute__((target("avx2,popcnt")))
ByteFilter::Copied ByteFilter::copy_fast(std::string_view text, char* to) const {
  const __m256i rare_ones = twice(rare_.data()), dropped_ones = twice(dropped_.data());
  Copied copied;
  char* end = to;
  while (copied.read < text.size()) {
    const std::string_view here = text.substr(copied.read, block);
    const unsigned whole = ~0u >> (block - here.size());
    __m256i bytes = here.size() == block ? load(here.data()) : load_last(here);
    const Halves halves = halves_of(bytes);
    unsigned kept = ~members(halves, dropped_ones) & whole;
    const unsigned rare = (members(halves, rare_ones) | mask(bytes)) & whole;
    if (rare != 0) {
      const unsigned open = members(halves, twice(opening_.data())) & whole;
      const unsigned stop = members(halves, twice(stopping_.data())) & whole;
      const unsigned closing = members(halves, twice(closing_.data())) >> 1;
      const unsigned last = ends_pair_at(text, copied.read + here.size()) ? 1u << (here.size() - 1) : 0u;
      if ((stop | (open & (closing | last))) != 0) break;
      kept &= ~open;
      copied.notes = static_cast<std::uint16_t>(copied.notes | notes_of(here, rare & ~open));
    }
    for (const Change& change : changes_) {
      const __m256i difference = _mm256_set1_epi8(static_cast<char>(change.difference));
      bytes = _mm256_xor_si256(bytes, _mm256_andnot_si256(others(halves, twice(change.set.data())), difference));
    }
    end = put_sixteen(_mm256_castsi256_si128(bytes), kept, end);
    end = put_sixteen(_mm256_extracti128_si256(bytes, 1), kept >> 16, end);
    copied.read += here.size();
  }
  copied.written = static_cast<std::size_t>(end - to);
  return copied;
}

ByteFilter::Copied ByteFilter::copy(std::string_view text, char* to) const {
  static const bool is_able = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
  const Copied copied = is_able && is_simple_ ? copy_fast(text, to) : Copied{};
  if (copied.read == text.size()) return copied;
  const Copied rest = copy_slowly(text.substr(copied.read), to + copied.written);
  const auto noted = static_cast<std::uint16_t>(copied.notes | rest.notes);
  return {copied.read + rest.read, copied.written + rest.written, noted};
}

#else

ByteFilter::Copied ByteFilter::copy(std::string_view text, char* to) const { return copy_slowly(text, to); }

#endif

}  // namespace concord::base
