// A Markdown page as a list of blocks with their places. No more of Markdown than the importers need: real pages mix
// it with HTML and template tags, so a block is what starts a line.
#pragma once
#include <concord/apidoc.h>

#include <string>
#include <string_view>
#include <vector>

namespace concord::apidoc {

enum class BlockKind {
  Heading,  // # …: text is the heading, `level` its depth
  Fence,    // ``` or ~~~: text is the info string, begin and end are the content
  Tag,      // {% … %} on a line of its own: text is what is between
  Table,    // <table>…</table>: begin and end with the tags
  Rows,     // consecutive lines that start with '|'
  Text,     // any other line that is not blank
};

struct Block {
  BlockKind kind = BlockKind::Text;
  std::string text;
  int level = 0;
  std::size_t begin = 0;  // bytes of the page
  std::size_t end = 0;
  base::Span span;  // for people: the line that opens it
};

std::vector<Block> read_blocks(const Source& page);

// The words of an info string or of a tag; quotes hold a word together and are dropped.
std::vector<std::string> words_of(std::string_view text);
// `title="Success (200)"` in a tag: the value of `name`, or "".
std::string tag_attribute(std::string_view tag, std::string_view name);

// As GitHub and GitBook name a heading in links: "The `a_b` object" is "the-a_b-object".
std::string slug(std::string_view heading);

// The JSON text [begin, end), strictly JSON, with spans in the page; nothing when it is none.
std::optional<Node> read_json(const Source& page, std::size_t begin, std::size_t end);

base::Span span_of(const Source& page, std::size_t begin, std::size_t end);

}  // namespace concord::apidoc
