#include <concord/pattern.h>
#include <concord/pattern/matching_text.h>

#include <concord/base/text.h>

#include <support/catch.h>

namespace concord::pattern {

namespace {

std::string plain(std::string_view pattern, LengthRange length = {}) {
  return MatchingText::of(pattern)->plain(length);
}

// How many of `tries` texts match and are as long as they should be.
int hits(std::string_view pattern, LengthRange length, int tries) {
  const auto maker = MatchingText::of(pattern);
  const auto regex = Regex::compile(pattern);
  base::Random random(7);
  int found = 0;
  for (int i = 0; i < tries; ++i) {
    const std::string text = maker->any(random, length);
    const std::size_t size = base::count_code_points(text);
    found += size >= length.least && size <= length.most && regex->search(text) == Regex::Match::Yes;
  }
  return found;
}

}  // namespace

TEST_CASE("repetitions of repetitions end, and still match") {
  CHECK(hits("((((((((((a*)*)*)*)*)*)*)*)*)*)*b$", {}, 20) == 20);
  CHECK(hits("^(((((a+)+)+)+)+)+$", {5, 40}, 5) > 0);
  CHECK(plain("^((((((((((a?){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}$").size() <= 100'001);
}

TEST_CASE("the plain text of a pattern is what people would write") {
  CHECK(plain("^[A-Z]{3}-\\d{3}$") == "ABC-123");
  CHECK(plain("^[a-z0-9]+(?:-[a-z0-9]+)*$") == "abc-def-ghi-jkl");
  CHECK(plain("^(read|write)$") == "read");
  CHECK(plain("^0x[0-9a-fA-F]{4}$") == "0xabcd");
  CHECK(plain("^(\\w)\\1$") == "aa");
  CHECK(plain("") == "");
  CHECK(plain("^\\p{Lu}\\p{Script=Greek}$") == "A\u0370");
  CHECK_FALSE(MatchingText::of("(").has_value());
}

TEST_CASE("a length is kept where the pattern lets it be") {
  CHECK(plain("^[a-z]*$", {5, 5}) == "abcde");
  CHECK(plain("^[a-z]+-[a-z]+$", {3, 3}) == "a-b");
  CHECK(plain("^[a-z]+-[a-z]+$", {9, 9}) == "abc-defgh");
  CHECK(plain("^(a|bcd)$", {2, 9}) == "bcd");
  CHECK(plain("[0-9]", {4, 4}) == "1xxx");
  CHECK(plain("[0-9]$", {4, 4}) == "xxx1");
  CHECK(plain("^(?=.{5,9}$)[a-z]+$") == "abcde");
  CHECK(plain("^(ab){2,}$", {7, 8}) == "abababab");
  CHECK(MatchingText::of("^(ab|c){2,3}$")->lengths().least == 2);
  CHECK(MatchingText::of("^(ab|c){2,3}$")->lengths().most == 6);
  CHECK(MatchingText::of("^(ab|c){2,3}")->lengths().most == MatchingText::unbounded);
}

TEST_CASE("any text of a pattern matches it") {
  for (const char* pattern : {"^[A-Z]{3}-\\d{3}$", "^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$", "^(\\d{4})-(\\d{2})$", "^\\S+$",
                              "^[\\w.-]{1,40}$", "^(a+)+$",
                              "^x?y?z?$", "^\\p{L}{2,5}$", "a|b|^c$", "^([a-z])[a-z]*\\1$"}) {
    CAPTURE(pattern);
    CHECK(hits(pattern, {0, 200}, 100) >= 60);
  }
  CHECK(hits("^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}$", {0, 200}, 100) >= 3);
  CHECK(hits("^[a-z]+(-[a-z]+)*$", {20, 22}, 100) == 100);
  CHECK(hits("^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d).{8,12}$", {0, 200}, 100) >= 60);
}

TEST_CASE("texts of patterns are bounded") {
  CHECK(plain("^(((a{1000}){1000}){1000})$").size() < 300'000);
  CHECK(plain("^a*$", {1'000'000'000, 2'000'000'000}).size() < 300'000);
}

}  // namespace concord::pattern
