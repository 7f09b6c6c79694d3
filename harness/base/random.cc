#include <concord/base/random.h>
#include <concord/base/text.h>

#include <unistd.h>

#include <cerrno>
#include <limits>
#include <system_error>

namespace concord::base {

std::uint64_t Random::draw() {
  if (!engine_) engine_.emplace(seed_);
  return (*engine_)();
}

// Not std::uniform_int_distribution: what that draws differs between standard libraries, and a seed must not.
std::uint64_t Random::below(std::uint64_t bound) {
  if (bound == 0) return 0;
  const std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t fair = largest - largest % bound;  // a multiple of `bound`: no value below it is favoured
  for (;;) {
    const std::uint64_t drawn = draw();
    if (drawn < fair) return drawn % bound;
  }
}

std::string Random::bytes(std::size_t count) {
  std::string result;
  result.reserve(count);
  while (result.size() < count) {
    std::uint64_t drawn = draw();
    for (int i = 0; i < 8 && result.size() < count; ++i, drawn >>= 8) result += static_cast<char>(drawn & 0xFF);
  }
  return result;
}

std::string Random::uuid() {
  std::string raw = bytes(16);
  raw[6] = static_cast<char>((raw[6] & 0x0F) | 0x40);  // version 4
  raw[8] = static_cast<char>((raw[8] & 0x3F) | 0x80);  // variant 10
  std::string text = hex_encode(raw);
  for (const std::size_t at : {20u, 16u, 12u, 8u}) text.insert(at, 1, '-');
  return text;
}

std::string Random::ulid(SystemTime time) {
  static constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  auto milliseconds = static_cast<std::uint64_t>(time.time_since_epoch().count()) & 0xFFFF'FFFF'FFFF;
  std::string text(26, '0');
  for (std::size_t i = 10; i-- > 0; milliseconds >>= 5) text[i] = alphabet[milliseconds & 0x1F];
  for (std::size_t i = 10; i < text.size(); ++i) text[i] = alphabet[below(32)];
  return text;
}

std::string Random::token(std::size_t bytes_wanted) { return base64url_encode(bytes(bytes_wanted)); }

std::uint64_t random_seed() {
  std::uint64_t seed = 0;
  if (getentropy(&seed, sizeof seed) != 0) throw std::system_error(errno, std::generic_category(), "getentropy");
  return seed;
}

}  // namespace concord::base
