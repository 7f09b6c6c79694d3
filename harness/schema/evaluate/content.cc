#include "content.h"

#include "program.h"

#include <concord/base/text.h>
#include <concord/document/compact.h>

namespace concord::schema {

bool is_content(std::string_view text, std::uint32_t rules) {
  document::Compact json;
  if (!(rules & kBase64)) return json.read(text);
  const auto bytes = base::base64_decode(text);
  if (!bytes || text.size() % 4 != 0) return false;
  return !(rules & kJson) || json.read(*bytes);
}

}  // namespace concord::schema
