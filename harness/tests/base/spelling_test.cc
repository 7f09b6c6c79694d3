#include <concord/base/text.h>
#include <support/catch.h>

using namespace concord::base;

namespace {

const std::vector<std::string> words = {"status", "schema", "header", "body", "latency", "größe", "id"};

std::string nearest(std::string_view word) { return nearest_word(word, words).value_or("-"); }

}  // namespace

TEST_CASE("one mistake is forgiven in a short word") {
  CHECK(nearest("statuss") == "status");
  CHECK(nearest("satus") == "status");
  CHECK(nearest("stetus") == "status");
  CHECK(nearest("bdoy") == "body");
  CHECK(nearest("bod") == "body");
  CHECK(nearest("di") == "id");
}

TEST_CASE("a third of the letters may be wrong") {
  CHECK(nearest("sttaus") == "status");
  CHECK(nearest("shcmea") == "schema");
  CHECK(nearest("bxdx") == "-");
  CHECK(nearest("stxxxs") == "-");
  CHECK(nearest("lattenncyy") == "latency");
}

TEST_CASE("code points count, not bytes") {
  CHECK(nearest("grösse") == "größe");  // two of six letters
  CHECK(nearest("gräßa") == "-");       // two of five letters, which are seven bytes
}

TEST_CASE("case does not count as a mistake") {
  CHECK(nearest("STATUS") == "status");
  CHECK(nearest("Status") == "status");
}

TEST_CASE("the nearest word wins, then the first") {
  const std::vector<std::string> close = {"abcx", "abcd", "abce", "ABCF"};
  CHECK(nearest_word("abce", close) == "abce");
  CHECK(nearest_word("abcf", close) == "ABCF");
  CHECK(nearest_word("abcz", close) == "abcx");
}

TEST_CASE("a swap of neighbours is one mistake, but not twice") {
  CHECK(nearest_word("ca", std::vector<std::string>{"ac"}) == "ac");
  // "ca" to "abc" is two by the unrestricted distance, three by this one; two would be allowed for six letters.
  CHECK_FALSE(nearest_word("caXXXX", std::vector<std::string>{"abcXXXX"}).has_value());
}

TEST_CASE("nothing is near to nothing, nor to what is too long") {
  CHECK(nearest("") == "-");
  CHECK(nearest("zzz") == "-");
  const std::string large(1000000, 'a');
  CHECK_FALSE(nearest_word(large, std::vector<std::string>{large}).has_value());
  CHECK_FALSE(nearest_word("x", {}).has_value());
}

TEST_CASE("did_you_mean asks") {
  CHECK(did_you_mean("statuss", words) == "did you mean \"status\"?");
  CHECK(did_you_mean("zzz", words).empty());
}
