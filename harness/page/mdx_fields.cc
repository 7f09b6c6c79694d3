#include "mdx_fields.h"

#include "html_tokens.h"

#include <concord/base/text.h>

#include <array>
#include <utility>

namespace concord::page {
namespace {

constexpr auto parts = std::to_array<std::pair<std::string_view, Part>>({
    {"body", Part::Body},
    {"query", Part::Query},
    {"path", Part::Path},
    {"header", Part::Headers},
    {"cookie", Part::Cookie},
});

// A bare `required`, `required={true}` and `required="true"` say so; `required={false}` does not.
bool is_set(const HtmlToken& tag, std::string_view name) {
  const auto value = html_attribute(tag, name);
  return value && *value != "false";
}

class MdxReader {
 public:
  explicit MdxReader(const Source& page) : page_(page) {}

  void read(std::size_t begin, std::size_t end) {
    HtmlTokens tokens(page_.text(), begin, end);
    while (const auto token = tokens.next()) {
      if (token->kind == HtmlKind::Text) {
        add_text(token->raw);
      } else if (token->name == "paramfield" || token->name == "responsefield") {
        if (token->kind == HtmlKind::Open) open(*token);
        if (token->kind == HtmlKind::Close || token->is_closed) close();
      }
    }
  }

  MdxFields take() { return std::move(out_); }

 private:
  void open(const HtmlToken& tag) {
    Field field;
    Part part = Part::Response;
    if (tag.name == "paramfield") {
      part = Part::Body;
      for (const auto& [attribute, meaning] : parts) {
        if (auto name = html_attribute(tag, attribute)) {
          part = meaning;
          field.name = std::move(*name);
        }
      }
    } else {
      field.name = html_attribute(tag, "name").value_or("");
    }
    field.type = html_attribute(tag, "type").value_or("");
    field.preset = html_attribute(tag, "default").value_or("");
    field.is_required = is_set(tag, "required");
    field.span = field.type_span = {&page_, static_cast<std::uint32_t>(tag.begin), static_cast<std::uint32_t>(tag.end)};
    field.depth = static_cast<int>(open_.size());
    auto& fields = open_.empty() ? list_of(part) : *open_.front().list;
    open_.push_back({&fields, fields.size()});
    fields.push_back(std::move(field));
  }

  std::vector<Field>& list_of(Part part) { return part == Part::Response ? out_.answer : out_.request[part]; }

  void close() {
    if (!open_.empty()) open_.pop_back();
  }

  void add_text(std::string_view text) {
    if (open_.empty()) return;
    add_description((*open_.back().list)[open_.back().index], decode_entities(base::trim(text)));
  }

  struct Opened {
    std::vector<Field>* list;
    std::size_t index;
  };
  const Source& page_;
  std::vector<Opened> open_;
  MdxFields out_;
};

}  // namespace

MdxFields read_mdx_fields(const Source& page, const std::vector<Block>& blocks) {
  MdxReader reader(page);
  std::size_t begin = 0;
  for (const Block& block : blocks) {
    if (block.kind != BlockKind::Fence && block.kind != BlockKind::FrontMatter) continue;
    reader.read(std::min(begin, block.begin), block.begin);
    begin = block.end;
  }
  reader.read(begin, page.text().size());
  return reader.take();
}

bool has_mdx_fields(const Source& page) {
  const std::string& text = page.text();
  return text.find("<ParamField") != std::string::npos || text.find("<ResponseField") != std::string::npos;
}

}  // namespace concord::page
