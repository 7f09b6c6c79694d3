#include <concord/page/program_literals.h>

#include <support/catch.h>

using namespace concord;
using namespace concord::page;

TEST_CASE("literals are read as far as they are some") {
  const base::Source source(
      "a.js",
      R"(f({a: 1, b: g(2), 'c': [true, x, {d: "e"}], h: "i" + j, "k": -1.5, l: {m: null}}); { return; } [1,2] {"unclosed": )");
  const auto found = read_literals(source, 0, source.text().size());
  REQUIRE(found.size() == 1);
  CHECK(document::write_json(found[0]) == R"({"a":1,"c":[true,{"d":"e"}],"k":-1.5,"l":{}})");
  const base::Source escaped("c.py", R"({"a": "l\u00e4rm\n\q", # 1
 /* 2 */ "b": 0x10, "c": 1e3})");
  const auto read = read_literals(escaped, 0, escaped.text().size());
  REQUIRE(read.size() == 1);
  CHECK(document::write_json(read[0]) == R"({"a":"lärm\n\\q","c":1000.0})");
  const base::Source deep("b.js", std::string(100'000, '{'));
  CHECK(read_literals(deep, 0, deep.text().size()).empty());
}
