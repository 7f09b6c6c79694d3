#include <concord/base/text.h>
#include <support/catch.h>

using namespace concord::base;

TEST_CASE("valid sequences at the edges of their range") {
  const std::string text = GENERATE("\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                                    "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF");
  CAPTURE(text);
  CHECK(utf8_sequence_length(text) == text.size());
  CHECK(is_utf8(text));
  std::string again;
  append_utf8(again, decode_utf8(text).value);
  CHECK(again == text);
}

TEST_CASE("overlong, surrogate, too large and cut sequences are invalid") {
  const std::string text =
      GENERATE("\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
               "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF", "\xC3", "\xE2\x82",
               "\xF0\x9F\x98", "\xC3(", "\xE2\x82(", "\xF0\x9F\x98(");
  CAPTURE(text);
  CHECK(utf8_sequence_length(text) == 0);
  CHECK_FALSE(is_utf8(text));
  CHECK(decode_utf8(text).value == 0xFFFD);
  CHECK(decode_utf8(text).length == 1);
}

TEST_CASE("find_invalid_utf8 gives the offset") {
  for (std::size_t size = 1; size < 20; ++size) {
    const std::string good(size, 'a');
    CHECK(find_invalid_utf8(good) == std::string_view::npos);
    for (std::size_t at = 0; at < size; ++at) {
      std::string bad = good;
      bad[at] = '\xFF';
      CHECK(find_invalid_utf8(bad) == at);
    }
  }
  CHECK(find_invalid_utf8("") == std::string_view::npos);
  CHECK(find_invalid_utf8("aä") == std::string_view::npos);
  CHECK(find_invalid_utf8("aä\xFFz") == 3);
  CHECK(utf8_sequence_length("") == 0);
}

TEST_CASE("count_code_points") {
  CHECK(count_code_points("") == 0);
  CHECK(count_code_points("aä日😀") == 4);
  CHECK(count_code_points("\xFF\xC3z") == 3);
  CHECK(count_code_points(std::string_view("\0", 1)) == 1);
}

TEST_CASE("decode_utf8") {
  CHECK(decode_utf8("😀x").value == 0x1F600);
  CHECK(decode_utf8("😀x").length == 4);
  CHECK(decode_utf8("é").value == 0xE9);
}

TEST_CASE("append_utf8 writes no surrogate and nothing too large") {
  std::string text;
  append_utf8(text, 0xD800);
  append_utf8(text, 0x110000);
  CHECK(text == "\uFFFD\uFFFD");
}
