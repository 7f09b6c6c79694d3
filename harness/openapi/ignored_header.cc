#include <concord/openapi/ignored_header.h>

#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::openapi {

bool is_ignored_header(std::string_view name) {
  static constexpr auto names = std::to_array<std::string_view>({"Accept", "Content-Type", "Authorization"});
  return std::any_of(names.begin(), names.end(), [&](auto one) { return base::equals_ignoring_case(one, name); });
}

}  // namespace concord::openapi
