#include "harvest.h"

#include <concord/base/patience.h>

namespace concord::generate {

bool Harvest::add(const Node& value) {
  const auto [text, is_new] = texts_.insert(document::write_json(value));
  if (is_new) bytes_ += text->size();
  return is_new;
}

std::string Harvest::why_to_end() const {
  if (texts_.size() >= workshop_.options().most) return "there are more than are wanted";
  if (bytes_ >= kMostBytes) return "they are larger together than is made";
  return base::Patience::is_over() ? "it takes too many steps" : "";
}

}  // namespace concord::generate
