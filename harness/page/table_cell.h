// One cell of a table, HTML or Markdown: its text, and what in it is code, a link or a mark.
#pragma once
#include "html_tokens.h"

#include <concord/page/page_blocks.h>

#include <string>
#include <vector>

namespace concord::page {

struct Link {
  std::string href;
  std::string text;
};

struct Cell {
  std::string text;                // lines for <br>, <p>, <li>; entities read
  std::vector<std::string> codes;  // what stands in <code> or backticks
  std::vector<Link> links;
  bool is_starred = false;  // a mark with '*' or "required"
  int columns = 1;
  base::Span span;
};

// Gathers a cell from what stands in it, in order.
class CellBuilder {
 public:
  void add_html(std::string_view text);      // text between tags
  void add_markdown(std::string_view text);  // all of a Markdown cell, HTML within it included
  void add_tag(const HtmlToken& tag);
  Cell finish(base::Span span);

 private:
  struct Opened {
    std::string name;
    std::string href;
    std::size_t begin = 0;  // of its text in the cell
  };
  void close(const Opened& one);
  std::size_t add_special(std::string_view text, std::size_t at);

  Cell cell_;
  std::vector<Opened> opened_;
};

}  // namespace concord::page
