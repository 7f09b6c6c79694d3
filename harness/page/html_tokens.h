// The tags and texts of HTML and MDX within a page, in order. Pages mix both with Markdown and template tags, so no
// tree is built: what stands between two tags is enough for the importers, in one pass and with the places of the page.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace concord::page {

enum class HtmlKind { Text, Open, Close };

struct HtmlToken {
  HtmlKind kind = HtmlKind::Text;
  std::string name;      // lower case; "" for a text
  std::string_view raw;  // as written, with the angle brackets of a tag
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_closed = false;  // <br/>
};

class HtmlTokens {
 public:
  // Reads [begin, end) of `page`, which must outlive this and the tokens.
  HtmlTokens(std::string_view page, std::size_t begin, std::size_t end) : text_(page.substr(0, end)), at_(begin) {}
  // The next tag or text; comments are passed over; nothing at the end.
  std::optional<HtmlToken> next();
  std::size_t offset() const { return at_; }  // behind the last token

 private:
  std::size_t tag_end(std::size_t begin);
  HtmlToken text_until(std::size_t end);

  std::string_view text_;
  std::size_t at_;
  bool has_no_more_tags_ = false;
  bool do_quotes_hold_ = true;
};

// The value of `name` in `<a name="value">`, `name='value'`, `name=value`, `name={value}`; "" for a bare `name`;
// nothing when it is not there. Entities are read.
std::optional<std::string> html_attribute(const HtmlToken& tag, std::string_view name);

// `&lt;`, `&#8217;`, `&#x20;`; what is no known entity stays as it is.
std::string decode_entities(std::string_view text);

}  // namespace concord::page
