#include <concord/base/counted.h>

namespace concord::base {

std::string counted(std::size_t number, std::string_view noun, std::string_view plural) {
  std::string text = std::to_string(number) + ' ';
  if (number == 1) return text.append(noun);
  return plural.empty() ? text.append(noun).append("s") : text.append(plural);
}

}  // namespace concord::base
