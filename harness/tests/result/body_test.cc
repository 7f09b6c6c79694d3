#include <concord/base/text.h>
#include <concord/result.h>
#include <support/catch.h>

using namespace concord;
using result::make_body;

TEST_CASE("a short text is kept as it is") {
  const auto body = make_body("{\"a\":1}");
  CHECK(body.text == "{\"a\":1}");
  CHECK(body.size == 7);
  CHECK_FALSE(body.is_base64);
  CHECK_FALSE(body.is_cut);
}

TEST_CASE("an empty body is a body") {
  const auto body = make_body("");
  CHECK(body.text.empty());
  CHECK(body.size == 0);
  CHECK_FALSE(body.is_cut);
}

TEST_CASE("a long text is cut before a character that does not fit") {
  const auto body = make_body("ab\u20acd", 4);  // the euro sign has three bytes
  CHECK(body.text == "ab");
  CHECK(body.size == 6);
  CHECK(body.is_cut);
  CHECK_FALSE(body.is_base64);
  CHECK(make_body("ab\u20acd", 5).text == "ab\u20ac");
}

TEST_CASE("bytes that are no UTF-8 are kept as base64") {
  const auto body = make_body("a\xff\xfe");
  CHECK(body.is_base64);
  CHECK(base::base64_decode(body.text) == "a\xff\xfe");
  const auto cut = make_body("\xff\xff\xff\xff", 2);
  CHECK(cut.is_base64);
  CHECK(cut.is_cut);
  CHECK(base::base64_decode(cut.text) == "\xff\xff");
  CHECK(cut.size == 4);
}

TEST_CASE("an incomplete character at the end of the whole body is no UTF-8") {
  CHECK(make_body("ab\xe2\x82").is_base64);
}
