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
  MdxReader(const Source& page, std::vector<Call>& calls, Diagnostics& findings)
      : page_(page), calls_(calls), findings_(findings) {
    for (Call& call : calls) {
      for (const TagPlace& place : call.tag_places) places_.push_back({&call, &place});
    }
  }

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
    field.is_preset_exact = true;
    field.is_required = is_set(tag, "required");
    field.is_deprecated = is_set(tag, "deprecated");
    field.span = field.type_span = {&page_, static_cast<std::uint32_t>(tag.begin), static_cast<std::uint32_t>(tag.end)};
    report_unread(tag, field);
    field.depth = static_cast<int>(open_.size());
    auto& fields = open_.empty() ? list_of(part, tag.begin) : *open_.front().list;
    open_.push_back({&fields, fields.size()});
    fields.push_back(std::move(field));
  }

  // What would be a rule, said by an attribute that the tags do not have.
  void report_unread(const HtmlToken& tag, const Field& field) {
    for (const std::string_view name : {"enum", "options", "format", "pattern", "min", "max", "minimum", "maximum",
                                        "minlength", "maxlength"}) {
      if (!html_attribute(tag, name)) continue;
      findings_.push_back(base::warning("apidoc.unread",
                                        base::in_quotes(name) + " of " + base::in_quotes(field.name) + " is not read",
                                        field.span, "such tags have no attribute of that name"));
    }
  }

  std::vector<Field>& list_of(Part part, std::size_t begin) {
    while (next_ < places_.size() && places_[next_].place->begin <= begin) ++next_;
    Call& call = next_ == 0 ? calls_.front() : *places_[next_ - 1].call;
    const TagPlace* place = next_ == 0 ? nullptr : places_[next_ - 1].place;
    const bool is_in_answer = place != nullptr && place->part == Part::Response;
    if (part != Part::Response && !(part == Part::Body && is_in_answer)) return call.fields[part];
    return call.answer_fields[is_in_answer ? place->status : ""];
  }

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
  struct Placed {
    Call* call;
    const TagPlace* place;
  };
  const Source& page_;
  std::vector<Call>& calls_;
  Diagnostics& findings_;
  std::vector<Placed> places_;  // in the order of the page
  std::size_t next_ = 0;        // the first of them that is behind the field
  std::vector<Opened> open_;
};

}  // namespace

void add_mdx_fields(std::vector<Call>& calls, const Source& page, const std::vector<Block>& blocks,
                    Diagnostics& findings) {
  MdxReader reader(page, calls, findings);
  std::size_t begin = 0;
  for (const Block& block : blocks) {
    if (block.kind != BlockKind::Fence && block.kind != BlockKind::FrontMatter) continue;
    reader.read(std::min(begin, block.begin), block.begin);
    begin = block.end;
  }
  reader.read(begin, page.text().size());
}

bool has_mdx_fields(const Source& page) {
  const std::string& text = page.text();
  return text.find("<ParamField") != std::string::npos || text.find("<ResponseField") != std::string::npos;
}

}  // namespace concord::page
