#include <concord/message/content_choice.h>

#include <concord/base/text.h>

#include <algorithm>

namespace concord::message {

namespace {

bool is_suffix_range(const http::MediaType& range, const http::MediaType& given) {
  return range.subtype.starts_with("*+") && given.subtype.ends_with(std::string_view(range.subtype).substr(1));
}

// Of type and subtype alone: 3 for the same, 0 for any.
std::optional<int> match_essence(const http::MediaType& documented, const http::MediaType& given) {
  if (documented.type == "*" && documented.subtype == "*") return 0;
  if (documented.type != given.type) return std::nullopt;
  if (documented.subtype == given.subtype) return 3;
  if (is_suffix_range(documented, given)) return 2;
  return documented.subtype == "*" ? std::optional(1) : std::nullopt;
}

const std::string* find_parameter(const http::MediaType& type, std::string_view name) {
  const auto found = std::find_if(type.parameters.begin(), type.parameters.end(),
                                  [name](const auto& one) { return base::equals_ignoring_case(one.first, name); });
  return found == type.parameters.end() ? nullptr : &found->second;
}

bool is_same_value(std::string_view name, std::string_view a, std::string_view b) {
  return base::equals_ignoring_case(name, "charset") ? base::equals_ignoring_case(a, b) : a == b;
}

bool is_implied(std::string_view name, std::string_view value) {
  return base::equals_ignoring_case(name, "charset") && base::equals_ignoring_case(value, "utf-8");
}

}  // namespace

std::optional<int> match_media_type(const http::MediaType& documented, const http::MediaType& given) {
  const auto essence = match_essence(documented, given);
  if (!essence) return std::nullopt;
  constexpr int step = 1000;  // more than a media type has parameters
  int named = 0, missing = 0;
  for (const auto& [name, value] : documented.parameters) {
    const std::string* stated = find_parameter(given, name);
    if (stated && !is_same_value(name, *stated, value)) return std::nullopt;
    if (stated) ++named;
    else if (!is_implied(name, value)) ++missing;
  }
  if (missing > 0) return *essence * step - std::min(missing, step - 1) - 4 * step;
  return *essence * step + std::min(named, step - 1);
}

std::optional<int> match_media_type(std::string_view documented, const http::MediaType& given) {
  const auto type = http::parse_media_type(documented);
  return type ? match_media_type(*type, given) : std::nullopt;
}

const contract::Content* find_content(const std::vector<contract::Content>& contents, const http::MediaType& given) {
  const contract::Content* best = nullptr;
  std::optional<int> rank;
  for (const contract::Content& content : contents) {
    const auto match = match_media_type(content.media_type, given);
    if (!match || (rank && *rank >= *match)) continue;
    best = &content;
    rank = match;
  }
  return best;
}

std::optional<http::MediaType> media_type_of(const http::Headers& headers) {
  const std::string* value = http::find_header(headers, "Content-Type");
  return value ? http::parse_media_type(*value) : std::nullopt;
}

std::string charset_of(const http::Headers& headers) {
  const auto type = media_type_of(headers);
  const std::string* stated = type ? find_parameter(*type, "charset") : nullptr;
  return stated ? *stated : std::string();
}

const contract::Content* content_for(const contract::Response& documented, const http::Response& response) {
  if (const auto type = media_type_of(response.headers)) {
    if (const contract::Content* found = find_content(documented.contents, *type)) return found;
  }
  return documented.contents.size() == 1 ? &documented.contents.front() : nullptr;
}

std::string list_of(const std::vector<contract::Content>& contents) {
  std::vector<std::string> types;
  for (const contract::Content& one : contents) types.push_back(one.media_type);
  return base::join(types, " or ");
}

}  // namespace concord::message
