#include "phrases.h"

#include <concord/base/text.h>
#include <concord/document.h>

namespace concord::generate {

std::string shown(const document::Node& value) {
  constexpr std::size_t kMost = 60;
  return base::ellipsize(document::write_json(value), kMost);
}

std::string at_place(const document::Pointer& at, const std::string& said) {
  return at.is_root() ? said : at.text() + ' ' + said;
}

}  // namespace concord::generate
