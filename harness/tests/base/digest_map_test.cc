#include <concord/base/digest_map.h>
#include <concord/base/random.h>

#include <support/catch.h>

#include <map>

using concord::base::DigestMap;
using concord::base::SmallNumber;

TEST_CASE("a map by digests has the first value of each, however many there are") {
  DigestMap<SmallNumber<4>> digests;
  std::map<std::uint64_t, std::uint32_t> expected;
  concord::base::Random random(7);
  for (std::uint32_t i = 0; i < 50'000; ++i) {
    const std::uint64_t digest = random.below(UINT64_MAX) | 1;
    const auto [value, is_new] = digests.try_emplace(digest, i);
    CHECK(is_new == expected.try_emplace(digest, i).second);
    CHECK(*value == expected.at(digest));
  }
  for (const auto& [digest, number] : expected) {
    const auto [value, is_new] = digests.try_emplace(digest, 0);
    CHECK_FALSE(is_new);
    CHECK(*value == number);
  }
}

TEST_CASE("a map by digests also has those that fall together, and the least and the most") {
  DigestMap<SmallNumber<4>> digests;
  for (std::uint32_t i = 0; i < 2'000; ++i) CHECK(digests.try_emplace(2 * i, i).second);
  CHECK(digests.try_emplace(UINT64_MAX, 7).second);
  for (std::uint32_t i = 0; i < 2'000; ++i) CHECK(*digests.try_emplace(2 * i, 0).first == i);
  CHECK(*digests.try_emplace(UINT64_MAX, 0).first == 7);
}
