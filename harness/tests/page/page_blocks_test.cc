#include "field_table.h"
#include "importing.h"

#include <concord/page/page_blocks.h>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::page;

namespace {

std::string dump(const std::string& text) {
  const Source page("page.md", text);
  static const char* const names[] = {"heading", "fence", "tag", "table", "rows", "magic", "front matter", "text"};
  std::string out;
  for (const Block& block : read_blocks(page)) {
    out += std::to_string(block.span.position().line) + " " + names[static_cast<int>(block.kind)];
    if (block.level != 0) out += std::to_string(block.level);
    out += " <" + block.text + ">";
    if (block.kind == BlockKind::Fence) out += " <" + page.text().substr(block.begin, block.end - block.begin) + ">";
    out += "\n";
  }
  return out;
}

Table table_of(const std::string& text) {
  static std::vector<std::unique_ptr<Source>> pages;
  pages.push_back(std::make_unique<Source>("page.md", text));
  const auto blocks = read_blocks(*pages.back());
  REQUIRE(!blocks.empty());
  return read_table(*pages.back(), blocks.front());
}

}  // namespace

TEST_CASE("a page is a list of blocks") {
  CHECK(dump("# One\r\n\r\ntext\r\n## Two `x`\r\n") == "1 heading1 <One>\n3 text <text>\n4 heading2 <Two `x`>\n");
  CHECK(dump("#hashtag\n####### seven\n") == "1 text <#hashtag>\n2 text <####### seven>\n");
  CHECK(dump("{% tab title=\"A\" %}\n{% endtab %}\n") == "1 tag <tab title=\"A\">\n2 tag <endtab>\n");
  CHECK(dump("| a |\n|---|\n| b |\ntext\n") == "1 rows <>\n4 text <text>\n");
  CHECK(dump("<table>\n<tr>\n# no heading\n</table>\ntext") == "1 table <>\n5 text <text>\n");
  CHECK(dump("") == "");
}

TEST_CASE("a fence ends with as many marks or with the page") {
  CHECK(dump("````yaml a b\nx\n```\ny\n````\nz\n") == "1 fence <yaml a b> <x\n```\ny\n>\n6 text <z>\n");
  CHECK(dump("~~~\n```\n~~~") == "1 fence <> <```\n>\n");
  CHECK(dump("    ```json\n    {}\n    ```\n") == "1 fence <json> <    {}\n>\n");
  CHECK(dump("```json\n{}") == "1 fence <json> <{}>\n");
  CHECK(dump("```code``` in a line\n") == "1 text <```code``` in a line>\n");
  CHECK(dump("```") == "1 fence <> <>\n");
}

TEST_CASE("words, attributes and slugs") {
  CHECK(words_of("yaml  'a b' c=\"d e\" \"\"") == std::vector<std::string>{"yaml", "a b", "c=d e", ""});
  CHECK(tag_attribute("tab title=\"Success (200)\" x=1", "title") == "Success (200)");
  CHECK(tag_attribute("tab", "title") == "");
  CHECK(heading_anchor("The `a_b` object!") == "the-a_b-object");
}

TEST_CASE("HTML tables become named rows") {
  const Table table = table_of(
      "<table><thead><tr><th></th><th></th></tr></thead><tbody><tr><td><b>Field</b></td><td>Description</td></tr>"
      "<tr><td colspan=\"2\">Group</td></tr><tr><td><code>a</code><mark>*</mark></td><td><p>one &amp; two<br>three</p>"
      "<ul><li>four</li></ul></td></tr></tbody></table>");
  CHECK(table.columns == std::vector<std::string>{"field", "description"});
  const auto fields = read_fields(table);
  REQUIRE(fields);
  REQUIRE(fields->fields.size() == 1);
  CHECK(fields->fields.front().name == "a");
  CHECK(fields->fields.front().is_required);
  CHECK(fields->fields.front().description == "one & two\nthree\nfour");
}

TEST_CASE("a table without names of fields is none of fields") {
  CHECK_FALSE(read_fields(table_of("| Plan | Price |\n|---|---|\n| a | 1 |\n")));
  CHECK_FALSE(read_fields(table_of("<table><tr><td>Name</td></tr><tr><td>x</td></tr></table>")));
  CHECK_FALSE(read_fields(table_of("<table></table>")));
}

TEST_CASE("Markdown rows keep escaped bars and code") {
  const auto fields =
      read_fields(table_of("| Name | Type | Required | Description |\n|:--|--|--|--|\n| `a|b` | (Optional) String | no "
                           "| x \\| y |\n| **c**\\* | int | YES | |\n"));
  REQUIRE(fields);
  REQUIRE(fields->fields.size() == 2);
  CHECK(fields->fields[0].name == "a|b");
  CHECK(fields->fields[0].type == "String");
  CHECK(fields->fields[0].description == "x | y");
  CHECK_FALSE(fields->fields[0].is_required);
  CHECK(fields->fields[1].name == "c");
  CHECK(fields->fields[1].is_required);
}
