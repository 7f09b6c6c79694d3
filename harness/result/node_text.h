// Strings of results in the journal. JSON has UTF-8 only, but a header of a server may hold any byte:
// such a string is written as {"base64": "…"}, so that nothing is lost.
#pragma once
#include <concord/base/text.h>
#include <concord/document.h>

#include <string>

namespace concord::result {

inline document::Node text_to_node(const std::string& text) {
  if (base::is_utf8(text)) return text;
  document::Node node = document::Node::object();
  node.set("base64", base::base64_encode(text));
  return node;
}

}  // namespace concord::result
