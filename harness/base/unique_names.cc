#include <concord/base/unique_names.h>

#include <concord/base/clean_text.h>
#include <concord/base/text.h>

#include <functional>

namespace concord::base {
namespace {

std::uint64_t name_hash(std::string_view name) { return std::hash<std::string_view>()(name); }

}  // namespace

bool UniqueNames::is_new(std::string_view name) { return taken_.try_emplace(name_hash(name), {}).second; }

std::string UniqueNames::take(std::string_view wanted, std::size_t limit) {
  std::string first = clean_name(trim(wanted), limit);
  if (first.empty()) first = "unnamed";
  std::string name = first;
  while (!is_new(name)) {
    const std::string suffix = " (" + std::to_string(++again_[name_hash(first)] + 1) + ')';
    name = ellipsize(first, limit - suffix.size()) + suffix;
  }
  return name;
}

}  // namespace concord::base
