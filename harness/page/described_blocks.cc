#include "described_blocks.h"

#include "front_matter.h"

#include <concord/base/http_method.h>
#include <concord/base/text.h>

namespace concord::page {
namespace {

Block heading(std::string text, int level, const Block& like) {
  Block block = like;
  block.kind = BlockKind::Heading;
  block.level = level;
  block.text = base::replace_all(std::move(text), "\n", " ");
  block.anchor.clear();
  return block;
}

std::string title_of(const Source& page, const Block& block) {
  const auto content = read_json(page, block.begin, block.end);
  const Node* title = content ? content->find("title") : nullptr;
  return title == nullptr ? std::string{} : std::string(title->string_or_empty());
}

Block of_front_matter(const Endpoint& endpoint, const Block& matter) {
  const std::string method(base::find_http_method_key(endpoint.method)->name);
  const std::string query = endpoint.query.empty() ? "" : "?" + endpoint.query;
  Block block = heading(method + " " + endpoint.origin + endpoint.path + query, 2, matter);
  block.span = endpoint.span;
  return block;
}

}  // namespace

std::vector<Block> described_blocks(const Source& page) {
  std::vector<Block> out;
  for (Block& block : read_blocks(page)) {
    const bool is_text = block.kind == BlockKind::Text;
    if (block.kind == BlockKind::FrontMatter) {
      if (const auto endpoint = endpoint_of_front_matter(page)) out.push_back(of_front_matter(*endpoint, block));
      out.push_back(std::move(block));
    } else if (block.kind == BlockKind::Magic && block.text == "api-header") {
      out.push_back(heading(title_of(page, block), 2, block));
    } else if (is_text && block.text.starts_with("<RequestExample")) {
      out.push_back(heading("Example request", 2, block));
    } else if (is_text && block.text.starts_with("<ResponseExample")) {
      out.push_back(heading("Example response", 2, block));
    } else {
      out.push_back(std::move(block));
    }
  }
  return out;
}

}  // namespace concord::page
