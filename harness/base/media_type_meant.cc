#include <concord/base/media_type_meant.h>

#include <concord/base/media_type.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::base {
namespace {

constexpr auto known_types = std::to_array<std::string_view>(
    {"application/json", "application/xml", "application/pdf", "application/octet-stream", "application/zip",
     "application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "text/csv", "text/html", "image/png",
     "image/jpeg"});

// "json", "application.json", "application\json" and "application json" of "application/json".
bool is_written_for(std::string_view text, std::string_view known) {
  if (text == known.substr(known.find('/') + 1)) return true;
  if (text.size() != known.size()) return false;
  return std::equal(text.begin(), text.end(), known.begin(), [](char given, char wanted) {
    return given == wanted || (wanted == '/' && (given == '.' || given == '\\' || given == ' '));
  });
}

// "" when it is near to none.
std::string type_meant(std::string_view text) {
  if (parse_media_type(text)) return std::string(text);
  if (const auto bare = trim(text.substr(0, text.find(';'))); bare.size() < text.size()) return type_meant(bare);
  const std::string lower = to_lower_ascii(text);
  const auto known = std::find_if(known_types.begin(), known_types.end(),
                                  [&](std::string_view one) { return is_written_for(lower, one); });
  return known == known_types.end() ? std::string{} : std::string(*known);
}

}  // namespace

std::vector<std::string> media_types_meant(std::string_view text) {
  if (parse_media_type(text)) return {std::string(text)};
  std::vector<std::string> meant;
  for (const std::string_view part : split(text, ',')) {
    std::string type = type_meant(trim(part));
    if (type.empty()) return {};
    if (std::find(meant.begin(), meant.end(), type) == meant.end()) meant.push_back(std::move(type));
  }
  return meant;
}

}  // namespace concord::base
