#include <concord/base/file_slug.h>

#include <concord/base/digest.h>

namespace concord::base {
namespace {

// Some operations are named with all of their path, and file systems take names of 255 bytes.
std::string bounded(std::string name) {
  constexpr std::size_t most = 120, digest = 8;
  if (name.size() <= most) return name;
  const std::string mark = sha256_hex(name).substr(0, digest);
  name.resize(most - digest - 1);
  while (name.ends_with('-')) name.pop_back();
  return name + "-" + mark;
}

// Of Windows, with any extension.
bool is_device(std::string_view name) {
  if (name == "con" || name == "prn" || name == "aux" || name == "nul") return true;
  const bool is_numbered = name.starts_with("com") || name.starts_with("lpt");
  return is_numbered && name.size() == 4 && name[3] >= '0' && name[3] <= '9';
}

}  // namespace

std::string file_slug(std::string_view text) {
  std::string out;
  bool was_lower = false;
  for (const char c : text) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_word = is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!is_word || (is_upper && was_lower)) {
      if (!out.empty() && out.back() != '-') out += '-';
    }
    if (is_word) out += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
    was_lower = is_word && !is_upper;
  }
  while (out.ends_with('-')) out.pop_back();
  if (is_device(out)) out += "-1";
  return bounded(std::move(out));
}

}  // namespace concord::base
