// A Markdown page as a list of blocks with their places. No more of Markdown than the importers need: real pages mix
// it with HTML and template tags, so a block is what starts a line.
#pragma once
#include <concord/page.h>

#include <string>
#include <string_view>
#include <vector>

namespace concord::page {

enum class BlockKind {
  Heading,  // # …, underlined, <h2>…</h2>: text is the heading, `level` its depth; a line all in bold has level 7
  Fence,    // ``` or ~~~: text is the info string, begin and end are the content
  Tag,      // {% … %}: text is what is between, on one line
  Table,    // <table>…</table>: begin and end with the tags, tables within it included
  Rows,     // lines of cells with '|' between
  Magic,    // [block:name] … [/block] of ReadMe: text is the name, begin and end are the content
  FrontMatter,  // between two `---` at the start of the page: begin and end are the content
  Text,         // any other line, or part of a line between tags, that is not blank
};

struct Block {
  BlockKind kind = BlockKind::Text;
  std::string text;
  int level = 0;
  std::size_t begin = 0;  // bytes of the page
  std::size_t end = 0;
  base::Span span;     // for people: the line that opens it
  std::string anchor;  // of a heading: the id that is written beside it, else ""
};
constexpr int bold_level = 7;

std::vector<Block> read_blocks(const Source& page);
// Whether the fence holds an OpenAPI document, or one of the older dialect of Mintlify, and no sample.
bool holds_document(const Source& page, const Block& fence);
// `| --- | :-: |`: the line between the head and the body of a table. `line` without blanks around it.
bool is_delimiter_row(std::string_view line);

// The words of an info string or of a tag; quotes hold a word together and are dropped.
std::vector<std::string> words_of(std::string_view text);
// `title="Success (200)"` in a tag: the value of `name`, or "".
std::string tag_attribute(std::string_view tag, std::string_view name);

// As GitHub and GitBook name a heading in links: "The `a_b` object" is "the-a_b-object".
std::string heading_anchor(std::string_view heading);

// The JSON text [begin, end), strictly JSON, with spans in the page; nothing when it is none.
std::optional<Node> read_json(const Source& page, std::size_t begin, std::size_t end);

base::Span span_of(const Source& page, std::size_t begin, std::size_t end);

}  // namespace concord::page
