#include <concord/base/printable.h>
#include <support/catch.h>

#include <string>
#include <type_traits>

using namespace concord::base;

// A string is no Printable by itself: what is printed says where it comes from.
static_assert(!std::is_convertible_v<std::string, Printable>);
static_assert(!std::is_convertible_v<std::string_view, Printable>);
static_assert(!std::is_convertible_v<const char*, Printable>);
static_assert(!std::is_convertible_v<char (&)[8], Printable>);
static_assert(!std::is_convertible_v<char, Printable>);
static_assert(std::is_convertible_v<const char (&)[8], Printable>);

TEST_CASE("what is printed is our own words and text that was made safe") {
  CHECK(("missing " + printable("a\x1b[2Jb\r\n\u202e") + ", " + 3u + "\n").text() == "missing ab\\r\\n\\u202E, 3\n");
  CHECK(Printable("").empty());
  CHECK(Printable().text() == "");
}

TEST_CASE("no command of CI is printed, however it is put together") {
  CHECK((printable("::error file=x::y") + "\n").text() == "\\::error file=x::y\n");
  CHECK((printable(":") + printable(":error::x")).text() == "\\::error::x");
  CHECK(("file " + printable("##[group]") + printable("##vso[task.complete]")).text() ==
        "file ##\\[group]##vso\\[task.complete]");
  CHECK(("a\n" + printable("--- x")).text() == "a\n\\--- x");
  CHECK((" " + printable("::x") + ", " + printable("::x")).text() == " \\::x, ::x");
}

TEST_CASE("lines from outside have a mark before them") {
  CHECK(printable_lines("::a\n##[b]\r\nc\x07", "| ").text() == "| \\::a\n| ##\\[b]\n| c\\x07\n");
  CHECK(printable_lines("", "| ").empty());
}
