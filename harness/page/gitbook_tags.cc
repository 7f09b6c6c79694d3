#include "gitbook_tags.h"

#include "status_words.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <utility>

namespace concord::page {
namespace {

constexpr auto part_tags = std::to_array<std::pair<std::string_view, Part>>({
    {"api-method-path-parameters", Part::Path},
    {"api-method-query-parameters", Part::Query},
    {"api-method-headers", Part::Headers},
    {"api-method-form-data-parameters", Part::Form},
    {"api-method-body-parameters", Part::Body},
});

Part part_called(std::string_view in) {
  if (in == "header") return Part::Headers;
  if (in == "path") return Part::Path;
  if (in == "query") return Part::Query;
  if (in == "cookie") return Part::Cookie;
  if (in == "formData" || in == "form") return Part::Form;
  return in == "body" ? Part::Body : Part::None;
}

GitbookTag parameter(const Block& block) {
  GitbookTag tag{GitbookTagKind::Parameter, {}, {}, part_called(tag_attribute(block.text, "in")), {}};
  // Editors of GitBook escape what Markdown could read: `source\_key`.
  tag.field.name = std::string(base::trim(base::replace_all(tag_attribute(block.text, "name"), "\\", "")));
  tag.field.type = tag_attribute(block.text, "type");
  tag.field.is_required = tag_attribute(block.text, "required") == "true";
  tag.field.span = tag.field.type_span = block.span;
  return tag;
}

GitbookTag answer(const Block& block) {
  std::string title = tag_attribute(block.text, "status");
  if (title.empty()) title = tag_attribute(block.text, "httpCode");
  return {GitbookTagKind::Answer, title, status_in(title), Part::Response, {}};
}

}  // namespace

std::string document_of_tag(const Block& block) {
  if (block.kind != BlockKind::Tag) return {};
  const std::string_view name = std::string_view(block.text).substr(0, block.text.find(' '));
  if (name != "swagger" && name != "openapi" && name != "openapi-operation") return {};
  std::string where = tag_attribute(block.text, "src");
  if (where.empty()) where = tag_attribute(block.text, "spec");
  if (where.size() > 2 && where.starts_with('<') && where.ends_with('>')) where = where.substr(1, where.size() - 2);
  return where;
}

GitbookTag read_gitbook_tag(const Block& block) {
  const std::string_view name = std::string_view(block.text).substr(0, block.text.find(' '));
  if (name == "tab") return {GitbookTagKind::Tab, tag_attribute(block.text, "title"), {}, Part::None, {}};
  if (name == "endtab") return {GitbookTagKind::EndTab, {}, {}, Part::None, {}};
  if (name == "endtabs" || name == "endswagger-response" || name == "endapi-method-response-example")
    return {GitbookTagKind::EndTabs, {}, {}, Part::None, {}};
  if (name == "swagger-parameter" || name == "api-method-parameter") return parameter(block);
  if (name == "endswagger-parameter" || name == "endapi-method-parameter")
    return {GitbookTagKind::EndParameter, {}, {}, Part::None, {}};
  if (name == "swagger-response" || name == "api-method-response-example") return answer(block);
  const auto part =
      std::find_if(part_tags.begin(), part_tags.end(), [&](const auto& row) { return row.first == name; });
  if (part == part_tags.end()) return {};
  return {GitbookTagKind::Part, {}, {}, part->second, {}};
}

}  // namespace concord::page
