#include <concord/base/source.h>
#include <support/catch.h>

using namespace concord::base;

namespace {

// "line:column"
std::string at(const Source& source, std::size_t offset) {
  const Position position = source.position(offset);
  return std::to_string(position.line) + ":" + std::to_string(position.column);
}

}  // namespace

TEST_CASE("positions are counted from one") {
  const Source source("a", "ab\ncd\n");
  CHECK(at(source, 0) == "1:1");
  CHECK(at(source, 1) == "1:2");
  CHECK(at(source, 2) == "1:3");
  CHECK(at(source, 3) == "2:1");
  CHECK(at(source, 6) == "3:1");
  CHECK(at(source, 99) == "3:1");
  CHECK(at(Source("a", ""), 0) == "1:1");
  CHECK(at(Source("a", "ab"), 99) == "1:3");
}

TEST_CASE("columns count code points") {
  const Source source("a", "ä日😀x\xFFy");
  CHECK(at(source, 2) == "1:2");
  CHECK(at(source, 5) == "1:3");
  CHECK(at(source, 9) == "1:4");
  CHECK(at(source, 10) == "1:5");
  CHECK(at(source, 11) == "1:6");
  CHECK(at(source, 1) == "1:1");
  CHECK(at(source, 7) == "1:3");
}

TEST_CASE("columns are the same whether or not the text is valid somewhere else") {
  const std::string text = "aä日😀z";
  const Source valid("a", text);
  const Source invalid("a", text + "\n\xFF");
  for (std::size_t offset = 0; offset <= text.size(); ++offset) CHECK(at(valid, offset) == at(invalid, offset));
  CHECK(at(valid, 1) == "1:2");
  CHECK(at(valid, 2) == "1:2");
  CHECK(at(valid, 3) == "1:3");
  CHECK(at(valid, 9) == "1:4");
  CHECK(at(valid, 10) == "1:5");
}

TEST_CASE("line endings belong to no line") {
  const Source source("a", "ab\r\n\ncd\rx\r\nlast");
  CHECK(source.line_count() == 4);
  CHECK(source.line(0).empty());
  CHECK(source.line(1) == "ab");
  CHECK(source.line(2).empty());
  CHECK(source.line(3) == "cd\rx");
  CHECK(source.line(4) == "last");
  CHECK(source.line(5).empty());
  CHECK(at(source, 2) == "1:3");
  CHECK(at(source, 3) == "1:3");
  CHECK(Source("a", "x\n").line_count() == 2);
  CHECK(Source("a", "").line_count() == 1);
}

TEST_CASE("line_offset is the start of a line") {
  const Source source("a", "ab\ncd");
  CHECK(source.line_offset(0) == 5);
  CHECK(source.line_offset(1) == 0);
  CHECK(source.line_offset(2) == 3);
  CHECK(source.line_offset(3) == 5);
}

TEST_CASE("a byte order mark does not shift columns") {
  const Source source("a", "\xEF\xBB\xBFkey: 1\nx");
  CHECK(at(source, 0) == "1:1");
  CHECK(at(source, 3) == "1:1");
  CHECK(at(source, 4) == "1:2");
  CHECK(at(source, 10) == "2:1");
  CHECK(source.line(1) == "key: 1");
  CHECK(source.line_offset(1) == 3);
  CHECK(Source("a", "\xEF\xBB\xBF").line(1).empty());
}

TEST_CASE("a span tells its place") {
  const Source source("suites/a.yaml", "a\nbc");
  CHECK(Span{&source, 3, 4}.place() == "suites/a.yaml:2:2");
  CHECK(Span{}.place().empty());
  CHECK_FALSE(Span{}.is_known());
  CHECK(Span{}.position().line == 0);
}

TEST_CASE("addresses in a source set are stable") {
  SourceSet sources;
  const Source& first = sources.add("a", "x");
  for (int i = 0; i < 1000; ++i) sources.add("b", "y");
  CHECK(first.name() == "a");
  CHECK(first.text() == "x");
}
