#include <concord/base/patience.h>

#include <support/catch.h>

namespace concord::base {

TEST_CASE("patience of so many units ends after them, and with that around it") {
  CHECK(Patience::spend(1u << 30));
  std::atomic<int> stop{0};
  const Patience around(stop);
  {
    const Patience bounded(100);
    CHECK(Patience::spend(100));
    CHECK_FALSE(Patience::spend(1));
    CHECK_FALSE(Patience::spend(0));
    CHECK(Patience::is_over());
  }
  CHECK_FALSE(Patience::is_over());
  stop = 2;
  const Patience bounded(Patience::kImpatientAfter * 2);
  const Patience inner(Patience::kImpatientAfter * 2);
  CHECK(Patience::spend(1));
  CHECK_FALSE(Patience::spend(Patience::kImpatientAfter));
}

}  // namespace concord::base
