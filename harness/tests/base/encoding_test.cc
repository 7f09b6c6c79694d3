#include <concord/base/text.h>
#include <support/catch.h>

using namespace concord::base;

// RFC 4648, section 10.
TEST_CASE("base64 of the RFC's examples") {
  const std::pair<std::string, std::string> example =
      GENERATE(std::pair{"", ""}, std::pair{"f", "Zg=="}, std::pair{"fo", "Zm8="}, std::pair{"foo", "Zm9v"},
               std::pair{"foob", "Zm9vYg=="}, std::pair{"fooba", "Zm9vYmE="}, std::pair{"foobar", "Zm9vYmFy"});
  CHECK(base64_encode(example.first) == example.second);
  CHECK(base64_decode(example.second) == example.first);
}

TEST_CASE("the two alphabets differ in two characters") {
  CHECK(base64_encode("\xFB\xFF\xFE!") == "+//+IQ==");
  CHECK(base64url_encode("\xFB\xFF\xFE!") == "-__-IQ");
  CHECK(base64_decode("+//+IQ==") == "\xFB\xFF\xFE!");
  CHECK(base64_decode("-__-IQ") == "\xFB\xFF\xFE!");
  CHECK(base64_decode("-__-IQ==") == "\xFB\xFF\xFE!");
}

TEST_CASE("base64_decode gives back every byte") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  CHECK(base64_decode(base64_encode(bytes)) == bytes);
  CHECK(base64_decode(base64url_encode(bytes)) == bytes);
}

TEST_CASE("base64_decode refuses what is not base64") {
  const std::string text = GENERATE("A", "AAAAA", "Zg=", "Zg===", "=", "====", "Z===", "Zm9v=", "Zg==Zg==", "Z g=",
                                    "Zm9v\n", "+/-_", "Zh==", "Zm9=", "Zm\xC3\xA4");
  CAPTURE(text);
  CHECK_FALSE(base64_decode(text).has_value());
}

TEST_CASE("percent_encode keeps only unreserved characters") {
  CHECK(percent_encode("AZaz09-._~") == "AZaz09-._~");
  CHECK(percent_encode("a b/c?d=e&f+g%\"") == "a%20b%2Fc%3Fd%3De%26f%2Bg%25%22");
  CHECK(percent_encode("ä") == "%C3%A4");
}

TEST_CASE("percent_decode leaves malformed escapes alone") {
  CHECK(percent_decode("a%20b%2fc%2F") == "a b/c/");
  CHECK(percent_decode("%C3%A4") == "ä");
  CHECK(percent_decode("a+b") == "a+b");
  CHECK(percent_decode("%") == "%");
  CHECK(percent_decode("%4") == "%4");
  CHECK(percent_decode("%zz%4g") == "%zz%4g");
  CHECK(percent_decode("%%41") == "%A");
  CHECK(percent_decode("%00") == std::string(1, '\0'));
}

TEST_CASE("hex_encode is lower case") {
  CHECK(hex_encode("").empty());
  CHECK(hex_encode(std::string_view("\x00\x7F\xAB\xFF", 4)) == "007fabff");
}
