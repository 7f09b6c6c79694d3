#include <concord/base/text.h>
#include <support/catch.h>

using namespace concord::base;

TEST_CASE("ordinary text is not changed") {
  const std::string text = "naïve 日本 😀 \"\\ \t\n";
  CHECK(escape_for_terminal(text) == text);
}

TEST_CASE("ANSI sequences are dropped") {
  CHECK(escape_for_terminal("\x1B[31mred\x1B[0m") == "red");
  CHECK(escape_for_terminal("a\x1B[38;5;196mb\x1B[?25lc") == "abc");
  CHECK(escape_for_terminal("\x1B]0;title\x07text") == "text");
  CHECK(escape_for_terminal("\x1B]8;;http://a.example\x1B\\link\x1B]8;;\x1B\\") == "link");
  CHECK(escape_for_terminal("\x1BPdata\x1B\\x") == "x");
  CHECK(escape_for_terminal("\x1B(Bx\x1B" "cy") == "xy");
}

TEST_CASE("the unfinished start of an ANSI sequence is spelled out") {
  CHECK(escape_for_terminal("\x1B") == "\\x1B");
  CHECK(escape_for_terminal("\x1B[31") == "\\x1B[31");
  CHECK(escape_for_terminal("\x1B[3\nm") == "\\x1B[3\nm");
  CHECK(escape_for_terminal("\x1B]0;title\nkept\x07") == "\\x1B]0;title\nkept\\x07");
  CHECK(escape_for_terminal("\x1B\x1B[1mx") == "\\x1Bx");
  CHECK(escape_for_terminal("\x1B]" + std::string(5000, 'a') + "\x07") == "\\x1B]" + std::string(5000, 'a') + "\\x07");
}

TEST_CASE("dropping a sequence does not make a new one") {
  CHECK(escape_for_terminal("\x1B\x1B[1m[2Jx").find('\x1B') == std::string::npos);
}

TEST_CASE("control and invisible characters are spelled out") {
  CHECK(escape_for_terminal(std::string_view("a\0b", 3)) == "a\\x00b");
  CHECK(escape_for_terminal("\b\r\x7F") == "\\x08\\x0D\\x7F");
  CHECK(escape_for_terminal("\u0085\u009B") == "\\x85\\x9B");
  CHECK(escape_for_terminal("\u202E\u2066\u061C\u200F") == "\\u202E\\u2066\\u061C\\u200F");
  CHECK(escape_for_terminal("\u2028\u2029\uFEFF\uFFFE\uFFFF") == "\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF");
}

TEST_CASE("invalid bytes are spelled out") {
  CHECK(escape_for_terminal("caf\xE9") == "caf\\xE9");
  CHECK(escape_for_terminal("\xC3") == "\\xC3");
  CHECK(escape_for_terminal("\xED\xA0\x80") == "\\xED\\xA0\\x80");
}

TEST_CASE("escape_line stays on one line") {
  CHECK(escape_line("a\nb\r\nc\td\x01") == "a\\nb\\r\\nc\\td\\x01");
  CHECK(escape_line("\x1B[1mx") == "x");
}

TEST_CASE("ellipsize cuts at a code point") {
  CHECK(ellipsize("abc", 3) == "abc");
  CHECK(ellipsize("abcd", 3) == "ab…");
  CHECK(ellipsize("日本語文", 3) == "日本…");
  CHECK(ellipsize("日本語", 3) == "日本語");
  CHECK(ellipsize("ab", 1) == "…");
  CHECK(ellipsize("ab", 0).empty());
  CHECK(ellipsize("", 0).empty());
}
