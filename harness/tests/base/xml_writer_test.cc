#include <concord/base/xml_writer.h>
#include <support/catch.h>

using concord::base::XmlWriter;

namespace {

std::string attribute(std::string_view value) {
  std::string text;
  XmlWriter xml(text);
  xml.open("a");
  xml.attribute("b", value);
  xml.close();
  return text;
}

std::string content(std::string_view value) {
  std::string text;
  XmlWriter(text).element("a", value);
  return text;
}

}  // namespace

TEST_CASE("elements are on lines of their own") {
  std::string text;
  XmlWriter xml(text);
  xml.declaration();
  xml.open("a");
  xml.attribute("x", "1");
  xml.attribute("y", "2");
  xml.open("b");
  xml.close();
  xml.element("c", "text");
  xml.open("d");
  xml.attribute("z", "3");
  xml.text("more\nof it");
  xml.close();
  xml.close();
  CHECK(
      text ==
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a x=\"1\" y=\"2\">\n  <b />\n  <c>text</c>\n  <d z=\"3\">more\nof "
      "it</d>\n</a>\n");
}

TEST_CASE("a part of a document is written at its depth") {
  std::string text;
  XmlWriter(text, 2).element("a", "x");
  CHECK(text == "    <a>x</a>\n");
}

TEST_CASE("values cannot end what they are in") {
  CHECK(attribute("<a href=\"x\">'&amp;") == "<a b=\"&lt;a href=&quot;x&quot;>'&amp;amp;\" />\n");
  CHECK(content("</a>\"'&") == "<a>&lt;/a&gt;\"'&amp;</a>\n");
  CHECK(attribute("]]>") == "<a b=\"]]&gt;\" />\n");
  CHECK(content("]]>") == "<a>]]&gt;</a>\n");
}

TEST_CASE("line ends survive the normalisation of a parser") {
  CHECK(attribute("a\nb\tc\rd") == "<a b=\"a&#10;b&#9;c&#13;d\" />\n");
  CHECK(content("a\nb\tc\rd") == "<a>a\nb\tc&#13;d</a>\n");
}

TEST_CASE("what XML cannot hold is replaced") {
  CHECK(content(std::string_view("a\0b\x1B\xFF\xC3", 6)) == "<a>a\uFFFDb\uFFFD\uFFFD\uFFFD</a>\n");
  CHECK(content("\xEF\xBF\xBE\xEF\xBF\xBF\u00E9\U0001F600") == "<a>\uFFFD\uFFFD\u00E9\U0001F600</a>\n");
  CHECK(content("") == "<a></a>\n");
}
