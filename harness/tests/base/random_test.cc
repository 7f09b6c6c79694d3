#include <concord/base/random.h>
#include <support/catch.h>

#include <set>

using namespace concord::base;
using namespace std::chrono_literals;

TEST_CASE("the same seed gives the same values") {
  Random a(7), b(7), c(8);
  const std::string first = a.uuid();
  CHECK(first == b.uuid());
  CHECK(first != c.uuid());
  CHECK(a.token(9) == b.token(9));
  CHECK(a.below(1000000) == b.below(1000000));
}

// A seed printed by one build must repeat the run in another. The number is the one that the C++ standard demands.
TEST_CASE("values do not depend on the standard library") {
  Random random(5489);
  const std::uint64_t whole = ~std::uint64_t{0};
  for (int i = 1; i < 10000; ++i) random.below(whole);
  CHECK(random.below(whole) == 9981545732273789042u);
}

TEST_CASE("below a bound of nothing or one there is only 0") {
  Random random(42);
  CHECK(random.below(0) == 0);
  CHECK(random.below(1) == 0);
}

TEST_CASE("below reaches every value and no other") {
  Random random(1);
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.below(6));
  CHECK(seen == std::set<std::uint64_t>{0, 1, 2, 3, 4, 5});
  const std::uint64_t large = (1ull << 63) + 1;
  for (int i = 0; i < 100; ++i) CHECK(random.below(large) < large);
}

TEST_CASE("uuid is of version 4") {
  Random random(3);
  for (int i = 0; i < 100; ++i) {
    const std::string uuid = random.uuid();
    CAPTURE(uuid);
    REQUIRE(uuid.size() == 36);
    CHECK(uuid.find_first_not_of("0123456789abcdef-") == std::string::npos);
    for (const std::size_t at : {8u, 13u, 18u, 23u}) CHECK(uuid[at] == '-');
    CHECK(uuid[14] == '4');
    CHECK(std::string("89ab").find(uuid[19]) != std::string::npos);
  }
}

TEST_CASE("ulid begins with the time") {
  Random random(3);
  CHECK(random.ulid(SystemTime(1469918176385ms)).substr(0, 10) == "01ARYZ6S41");
  CHECK(random.ulid(SystemTime(0ms)).substr(0, 10) == "0000000000");
  CHECK(random.ulid(SystemTime(0xFFFFFFFFFFFFms)).substr(0, 10) == "7ZZZZZZZZZ");
  const std::string ulid = random.ulid(SystemTime(1ms));
  CHECK(ulid.size() == 26);
  CHECK(ulid.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ") == std::string::npos);
  CHECK(random.ulid(SystemTime(1ms)) != ulid);
}

TEST_CASE("token has the length asked for") {
  Random random(3);
  CHECK(random.token(0).empty());
  CHECK(random.token(16).size() == 22);
  CHECK(random.token(32).find_first_of("+/=") == std::string::npos);
}

TEST_CASE("random_seed differs") { CHECK(random_seed() != random_seed()); }
