#include "mdx_tabs.h"

#include "html_tokens.h"

namespace concord::page {
namespace {

// The tag may go over several lines.
std::optional<std::string> tab_title(const Source& page, const Block& block) {
  constexpr std::size_t longest_tag = 2048;
  const std::size_t end = std::min(block.begin + longest_tag, page.text().size());
  HtmlTokens tokens(page.text(), page.text().find('<', block.begin), end);
  const auto tag = tokens.next();
  if (!tag || tag->kind != HtmlKind::Open) return std::nullopt;
  for (const std::string_view attribute : {"label", "title", "value"}) {
    if (auto title = html_attribute(*tag, attribute)) return title;
  }
  return std::nullopt;
}

}  // namespace

MdxTab read_mdx_tab(const Source& page, const Block& block) {
  const std::string_view text = block.text;
  if (text.starts_with("</Tabs")) return {true, false, false, {}};
  if (text.starts_with("</Tab") || text.starts_with("</Accordion>")) return {false, true, false, {}};
  if (text.starts_with("=== \"") && text.ends_with('"') && text.size() > 5)
    return {true, false, true, std::string(text.substr(5, text.size() - 6))};
  const bool is_opening =
      text.starts_with("<TabItem") || text.starts_with("<Tab ") || text.starts_with("<Accordion ");
  if (!is_opening) return {};
  auto title = tab_title(page, block);
  return title ? MdxTab{false, false, true, std::move(*title)} : MdxTab{};
}

}  // namespace concord::page
