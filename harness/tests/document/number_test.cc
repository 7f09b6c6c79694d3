#include <concord/document.h>
#include <support/catch.h>

#include <limits>

using namespace concord;
using document::compare_numbers;
using document::Decimal;
using document::Node;

namespace {

Node number(const std::string& text) {
  const auto parsed = document::parse_answer_json(text);
  INFO(text);
  REQUIRE(parsed.root);
  REQUIRE(parsed.root->is_number());
  return *parsed.root;
}

template <class T>
bool keeps(const std::string& text) {
  return std::holds_alternative<T>(number(text).value());
}

}  // namespace

TEST_CASE("a number takes the smallest alternative that keeps it") {
  CHECK(keeps<std::int64_t>("9223372036854775807"));
  CHECK(keeps<std::int64_t>("-9223372036854775808"));
  CHECK(keeps<std::uint64_t>("9223372036854775808"));
  CHECK(keeps<std::uint64_t>("18446744073709551615"));
  CHECK(keeps<Decimal>("18446744073709551616"));
  CHECK(keeps<Decimal>("-9223372036854775809"));
  CHECK(keeps<double>("1.0"));
  CHECK(keeps<double>("1e2"));
  CHECK(keeps<double>("0.1"));
  CHECK(keeps<double>("1.10"));
  CHECK(keeps<double>("1.7976931348623157e308"));
  CHECK(keeps<double>("5e-324"));
  CHECK(keeps<double>("0e999"));
  CHECK(keeps<Decimal>("1e400"));
  CHECK(keeps<Decimal>("-1e400"));
  CHECK(keeps<Decimal>("1e-400"));
  CHECK(keeps<Decimal>("4.9e-324"));
  CHECK(keeps<Decimal>("0.1000000000000000055511151231257827"));
  CHECK(keeps<Decimal>("9007199254740993.0"));
}

TEST_CASE("numbers are written as they were, or equal") {
  for (const char* text : {"0", "1", "-1", "1.0", "0.1", "1e400", "1E400", "-2.5", "18446744073709551615",
                           "18446744073709551616", "1e-400", "123456789.123456789123", "9007199254740993.0"}) {
    CHECK(number(text).number_text() == text);
  }
  CHECK(number("1.10").number_text() == "1.1");
  CHECK(number("1e2").number_text() == "100.0");
  CHECK(number("1e23").number_text() == "1e+23");
  CHECK(number("-0").number_text() == "-0.0");
  CHECK(Node(std::uint64_t{7}).number_text() == "7");
}

TEST_CASE("integers are numbers without a fraction") {
  for (const char* text : {"0", "-0", "1", "1.0", "1e2", "-3.00", "1e400", "18446744073709551616", "1.50e1",
                           "100000000000000000000000.0"}) {
    CAPTURE(text);
    CHECK(number(text).is_integer());
  }
  for (const char* text : {"0.5", "1e-1", "1.0000000000000000000000001", "1e-400", "9007199254740993.5"}) {
    CAPTURE(text);
    CHECK_FALSE(number(text).is_integer());
  }
  CHECK_FALSE(Node("1").is_integer());
  CHECK_FALSE(Node(std::numeric_limits<double>::infinity()).is_integer());
}

TEST_CASE("integers in range are taken out") {
  CHECK(number("1e2").to_int64() == 100);
  CHECK(number("-0").to_int64() == 0);
  CHECK(number("-9223372036854775808").to_int64() == std::numeric_limits<std::int64_t>::min());
  CHECK(number("9223372036854775807.0").to_int64() == std::numeric_limits<std::int64_t>::max());
  CHECK(number("9007199254740993.0").to_int64() == 9007199254740993);
  CHECK_FALSE(number("9223372036854775808").to_int64());
  CHECK_FALSE(number("1e19").to_int64());
  CHECK_FALSE(number("1e400").to_int64());
  CHECK_FALSE(number("1.5").to_int64());
  CHECK_FALSE(Node(true).to_int64());
}

TEST_CASE("the nearest double") {
  CHECK(number("18446744073709551616").to_double() == 18446744073709551616.0);
  CHECK(number("1e400").to_double() == std::numeric_limits<double>::infinity());
  CHECK(number("-1e400").to_double() == -std::numeric_limits<double>::infinity());
  CHECK(number("1e-400").to_double() == 0.0);
  CHECK(Node("1").to_double() == 0.0);
}

TEST_CASE("comparison is exact") {
  // In rising order; those in one row are equal.
  const std::vector<std::vector<std::string>> rows = {
      {"-1e1000000000000"},
      {"-1e400", "-10e399"},
      {"-18446744073709551616", "-1.8446744073709551616e19"},
      {"-9223372036854775809"},
      {"-9223372036854775808", "-9223372036854775808.0"},
      {"-1.5", "-15e-1"},
      {"-1", "-1.0", "-10e-1"},
      {"-1e-400"},
      {"0", "-0", "0.0", "0e5", "-0.0", "0e400"},
      {"1e-400", "10e-401"},
      {"0.1", "1e-1", "0.10000000000000000000000000"},
      {"0.1000000000000000055511151231257827"},
      {"1", "1.0", "0.1e1"},
      {"9007199254740992", "9007199254740992.0"},
      {"9007199254740993", "9007199254740993.0"},
      {"9007199254740994", "9007199254740994.0"},
      {"9223372036854775807"},
      {"9223372036854775808", "9223372036854775808.0"},
      {"18446744073709551615"},
      {"18446744073709551616"},
      {"99999999999999999999999"},
      {"1e23", "100000000000000000000000"},
      {"100000000000000000000001"},
      {"1e400", "10e399", "1000e397"},
      {"1e1000000000000"}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < rows.size(); ++j) {
      for (const std::string& a : rows[i]) {
        for (const std::string& b : rows[j]) {
          CAPTURE(a, b);
          const int order = compare_numbers(number(a), number(b));
          CHECK((i < j ? order < 0 : i > j ? order > 0 : order == 0));
          CHECK(equal(number(a), number(b)) == (i == j));
        }
      }
    }
  }
}

TEST_CASE("a number that no text has compares as a double") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(compare_numbers(Node(infinity), number("1e300")) > 0);
  CHECK(compare_numbers(number("18446744073709551616"), Node(infinity)) < 0);
}
