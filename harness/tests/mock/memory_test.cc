#include "memory.h"

#include <support/catch.h>

namespace concord::mock {

namespace {
base::SystemTime at(int seconds) { return base::SystemTime(std::chrono::seconds(seconds)); }
}  // namespace

TEST_CASE("what is remembered is forgotten when its time has come") {
  Memory memory;
  CHECK(memory.find("a", at(0)) == nullptr);
  memory.keep("a", document::Node(1), at(10));
  REQUIRE(memory.find("a", at(9)) != nullptr);
  CHECK(document::equal(*memory.find("a", at(9)), document::Node(1)));
  CHECK(memory.find("a", at(10)) == nullptr);
  memory.keep("a", document::Node(2), at(20));
  CHECK(document::equal(*memory.find("a", at(11)), document::Node(2)));
}

TEST_CASE("a full memory forgets what expires first") {
  Memory memory(10);
  for (int i = 0; i < 25; ++i) memory.keep("key " + std::to_string(i), document::Node(i), at(100 + i));
  int kept = 0;
  for (int i = 0; i < 25; ++i) kept += memory.find("key " + std::to_string(i), at(0)) != nullptr;
  CHECK(kept <= 10);
  CHECK(memory.find("key 24", at(0)) != nullptr);
  CHECK(memory.find("key 0", at(0)) == nullptr);
}

}  // namespace concord::mock
