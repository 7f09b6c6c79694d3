// Random values for requests and mock answers, reproducible from a seed.
#pragma once
#include <concord/base/clock.h>

#include <cstdint>
#include <optional>
#include <random>
#include <string>

namespace concord::base {

// Not for keys. Not thread-safe: one for each user.
class Random {
 public:
  explicit Random(std::uint64_t seed) : seed_(seed) {}
  std::uint64_t below(std::uint64_t bound);  // 0 when bound is 0
  std::string uuid();                        // RFC 9562, version 4
  std::string ulid(SystemTime time);         // 26 characters of Crockford base32
  std::string token(std::size_t bytes);      // base64url of that many bytes

 private:
  std::uint64_t draw();
  std::string bytes(std::size_t count);
  std::uint64_t seed_;
  std::optional<std::mt19937_64> engine_;  // from the first value on: seeding costs as much as 300 of them
};

// From the operating system.
std::uint64_t random_seed();

}  // namespace concord::base
