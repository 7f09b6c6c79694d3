#include <concord/base/ascii.h>
#include <concord/base/text.h>
#include <concord/result/meant_fingerprint.h>

#include <algorithm>
#include <set>

namespace concord::result {

namespace {

constexpr std::size_t fewest_digits = 4, all_digits = 16, most_listed = 10;

base::Diagnostic several(const std::string& text, const std::set<std::string>& found) {
  std::vector<std::string> listed;
  for (const std::string& one : found) {
    if (listed.size() < most_listed) listed.push_back(one);
  }
  const std::size_t more = found.size() - listed.size();
  const std::string rest = more == 0 ? "" : "; and " + std::to_string(more) + " more";
  return base::error("fingerprint.several", "several fingerprints begin with " + base::in_quotes(text), {},
                     "one of: " + base::join(listed, "; ") + rest);
}

}  // namespace

bool is_beginning_of_fingerprint(std::string_view text) {
  return text.size() >= fewest_digits && text.size() < all_digits &&
         std::all_of(text.begin(), text.end(), base::is_hex);
}

base::Result<std::string> meant_fingerprint(const std::string& text, std::span<const std::string> known) {
  if (!is_beginning_of_fingerprint(text)) return text;
  std::set<std::string> found;
  for (const std::string& one : known) {
    if (one.starts_with(text)) found.insert(one);
  }
  if (found.size() > 1) return several(text, found);
  return found.empty() ? text : *found.begin();
}

}  // namespace concord::result
