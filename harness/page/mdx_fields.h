// The components of Mintlify that describe fields: <ParamField body="name" type="string" required>, <ResponseField …>.
#pragma once
#include "page_model.h"

namespace concord::page {

struct MdxFields {
  std::map<Part, std::vector<Field>> request;
  std::vector<Field> answer;
};
// In the order of the page; a field within another belongs to it. Fences are passed over.
MdxFields read_mdx_fields(const Source& page, const std::vector<Block>& blocks);

// Whether the page has any of them.
bool has_mdx_fields(const Source& page);

}  // namespace concord::page
