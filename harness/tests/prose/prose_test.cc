#include <concord/prose.h>

#include <support/catch.h>

using namespace concord::prose;

TEST_CASE("sentences that sound like rules") {
  CHECK(find_rule("An id. **Required if kind = b.** More.")->text == "Required if kind = b");
  CHECK(find_rule("In E.164 form")->settled_by == "format");
  CHECK(find_rule("Can be one of A_A, B_B. Rest")->text == "one of A_A, B_B");
  CHECK_FALSE(find_rule("Any alphanumeric string is supported"));
  CHECK(listed_words("Can be one of A_A, B_B. C_C") == std::vector<std::string>{"A_A", "B_B"});
  CHECK(listed_words("one of AA or BB") == std::vector<std::string>{"AA", "BB"});
  CHECK(listed_words("one of the shops").empty());
  CHECK(listed_words("one of US").empty());
}
