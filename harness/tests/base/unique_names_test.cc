#include <concord/base/unique_names.h>

#include <support/catch.h>

#include <set>

using concord::base::UniqueNames;

TEST_CASE("a name that was taken gets a number, however many there are") {
  UniqueNames names;
  std::set<std::string> all;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 1000; ++i) {
      const std::string wanted = "case " + std::to_string(i);
      const std::string name = names.take(wanted, 200);
      CHECK(name == (round == 0 ? wanted : wanted + " (" + std::to_string(round + 1) + ')'));
      all.insert(name);
    }
  }
  CHECK(all.size() == 3000);
}

TEST_CASE("a name with its number is no longer than the limit") {
  UniqueNames names;
  CHECK(names.take("  a long name ", 8) == "a long \u2026");
  CHECK(names.take("a long name", 8) == "a l\u2026 (2)");
  CHECK(names.take("", 8) == "unnamed");
}
