#include <concord/base/digest.h>
#include <concord/finding.h>

#include <algorithm>
#include <unordered_map>

namespace concord::finding {

std::string Place::text() const {
  std::string text = file;
  if (line == 0) return text;
  if (!text.empty()) text += ':';
  text += std::to_string(line);
  if (column != 0) text += ':' + std::to_string(column);
  return text;
}

Place place_of(const base::Span& span, std::string pointer) {
  if (!span.is_known()) return {{}, 0, 0, std::move(pointer)};
  const base::Position position = span.position();
  return {span.source->name(), position.line, position.column, std::move(pointer)};
}

std::size_t Listing::count(Level level) const {
  return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), [level](const Finding& one) {
    return one.level == level && one.suppressed_by.empty();
  }));
}

std::size_t Listing::suppressed() const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [](const Finding& one) { return !one.suppressed_by.empty(); }));
}

bool Listing::fails() const {
  return std::any_of(findings.begin(), findings.end(),
                     [this](const Finding& one) { return one.level <= fails_at && one.suppressed_by.empty(); });
}

std::string fingerprint(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text.append(std::to_string(part.size())).append(":").append(part);
  return base::sha256_hex(text).substr(0, 16);
}

void make_fingerprints_unique(std::vector<Finding>& findings) {
  std::unordered_map<std::string, std::size_t> seen;
  for (Finding& one : findings) {
    const std::size_t number = ++seen[one.fingerprint];
    if (number > 1) one.fingerprint = fingerprint({one.fingerprint, std::to_string(number)});
  }
}

}  // namespace concord::finding
