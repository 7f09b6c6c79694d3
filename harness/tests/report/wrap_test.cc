#include "wrap.h"

#include <support/catch.h>

using namespace concord;
using report::wrapped;

TEST_CASE("lines are broken at blanks, and go on below their text") {
  CHECK(wrapped("one two three\nfour\n", 8) == "one two\n  three\nfour\n");
  CHECK(wrapped("     expected:   a string in the format date-time\n", 40) ==
        "     expected:   a string in the format\n                 date-time\n");
  CHECK(wrapped("", 8).empty());
}

TEST_CASE("a long word and a command stay whole") {
  CHECK(wrapped("   schemas/knot/create-session.json#/properties/a is", 20) ==
        "   schemas/knot/create-session.json#/properties/a\n     is");
  CHECK(wrapped("     again:      curl -X POST 'https://a/b' -d 1", 20) ==
        "     again:      curl -X POST 'https://a/b' -d 1");
}

TEST_CASE("colours and accents take no room") {
  CHECK(wrapped("\x1b[1;31mone\x1b[0m two", 7) == "\x1b[1;31mone\x1b[0m two");
  CHECK(wrapped("\u00e9\u00e9\u00e9 two", 7) == "\u00e9\u00e9\u00e9 two");
}
