// Tabs that are no tags of GitBook: <TabItem label="200"> of Docusaurus, <Tab title="200"> of Mintlify, and `=== "200
// OK"` of MkDocs.
#pragma once
#include "page_model.h"

namespace concord::page {

struct MdxTab {
  bool closes_all = false;  // before it opens
  bool closes_one = false;
  bool opens = false;
  std::string title;
};
// What a line of text says about tabs; all false for every other line.
MdxTab read_mdx_tab(const Source& page, const Block& block);

}  // namespace concord::page
