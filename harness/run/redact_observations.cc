// Names of members come from the answer too, and may hold what must not be shown.
#include <concord/run/record.h>

#include <concord/document/pointer.h>

#include <algorithm>

namespace concord::run {

namespace {

constexpr std::size_t usual_size = 1'024;

std::string redacted_pointer(const std::string& text, const CaseSecrets& secrets) {
  const auto pointer = document::Pointer::parse(text);
  if (!pointer) return text;
  std::vector<std::string> tokens;
  for (const std::string& token : pointer->tokens()) tokens.push_back(secrets.redact(token));
  return document::Pointer(std::move(tokens)).text();
}

// Unescaped. What a place is in is a place too, whose name is looked at there.
void add_last_name(const std::string& text, std::string& all) {
  const std::string_view name = std::string_view(text).substr(text.rfind('/') + 1);
  all += CaseSecrets::between;
  const auto pointer = name.find('~') == std::string_view::npos ? std::nullopt : document::Pointer::parse(text);
  all.append(pointer && !pointer->is_root() ? std::string_view(pointer->tokens().back()) : name);
}

// Two places may have one name now.
void merge_places(std::vector<result::PlaceSeen>& places) {
  std::stable_sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.pointer < b.pointer; });
  std::vector<result::PlaceSeen> merged;
  for (result::PlaceSeen& place : places) {
    if (merged.empty() || merged.back().pointer != place.pointer) merged.push_back(std::move(place));
    else merged.back().types = static_cast<std::uint8_t>(merged.back().types | place.types);
  }
  places = std::move(merged);
}

}  // namespace

void redact(result::Observations& seen, const CaseSecrets& secrets) {
  if (secrets.empty()) return;
  // Most have nothing to hide, which one search of all names tells.
  std::string all;
  all.reserve(usual_size);
  all += seen.media_type;
  for (const std::string& header : seen.headers) (all += CaseSecrets::between) += header;
  for (const result::PlaceSeen& place : seen.places) add_last_name(place.pointer, all);
  if (!secrets.occur_in(all)) return;
  seen.media_type = secrets.redact(seen.media_type);
  for (std::string& header : seen.headers) header = secrets.redact(header);
  for (result::PlaceSeen& place : seen.places) place.pointer = redacted_pointer(place.pointer, secrets);
  merge_places(seen.places);
}

}  // namespace concord::run
