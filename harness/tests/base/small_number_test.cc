#include <concord/base/small_number.h>

#include <support/catch.h>

using concord::base::SmallNumber;

TEST_CASE("a small number takes as many bytes as it has, and keeps what they hold") {
  CHECK(sizeof(SmallNumber<3>) == 3);
  CHECK(alignof(SmallNumber<3>) == 1);
  for (const std::uint64_t value : {0u, 1u, 0xffu, 0x100u, 0x123456u, 0xffffffu}) CHECK(SmallNumber<3>(value) == value);
  CHECK(SmallNumber<5>(0x12'3456'789au) == 0x12'3456'789au);
  CHECK(SmallNumber<2>() == 0);
}

TEST_CASE("what a small number cannot hold is the most that it can") {
  CHECK(SmallNumber<3>(0x1000000u) == 0xffffffu);
  CHECK(SmallNumber<3>(UINT64_MAX) == 0xffffffu);
  CHECK(SmallNumber<7>(UINT64_MAX) == 0xff'ffff'ffff'ffffu);
}
