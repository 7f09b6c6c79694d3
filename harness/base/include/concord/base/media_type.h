// Media types: RFC 9110, section 8.3.1.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace concord::base {

// All in lower case but the values of parameters. A range has `*` in place of the subtype or of both.
struct MediaType {
  std::string type;     // "application"
  std::string subtype;  // "json"
  std::vector<std::pair<std::string, std::string>> parameters;
  std::string essence() const { return subtype.empty() ? type : type + "/" + subtype; }
  bool is_json() const;  // application/json, text/json, or any +json (RFC 6839)
  bool is_xml() const;   // any /xml or +xml
};

// What a field says; nothing when it is not well-formed.
std::optional<MediaType> parse_media_type(std::string_view text);
// What a document says in place of a media type, as far as it can be read: type and subtype at least, "" where there
// are none.
MediaType documented_media_type(std::string_view text);

}  // namespace concord::base
