// How tables say whether a field must be there: "Required", "String - Optional", "✅ Yes", "M".
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace concord::page {

// A cell of a column for it: what it says, nothing when it says neither. A condition ("Yes, if …") is no demand.
std::optional<bool> presence_in_cell(std::string_view cell);
// What the cell says when that is neither yes nor no: "Yes, if …", "depends", "conditional"; "" otherwise.
std::string presence_doubt(std::string_view cell);

struct PresenceMark {
  std::string rest;                 // what remains without the mark
  std::optional<bool> is_required;  // nothing: there is no mark
  std::string doubt;                // "depends" of "Required: depends"; false then
};
// "(Optional) String", "string, required", "String - Required", "Not required" within other words.
PresenceMark take_presence(std::string_view text);
// "Required: no", "mandatory = true", "Optional? yes": with a value, anywhere in the text; other marks stay in it.
PresenceMark take_stated_presence(std::string_view text);

}  // namespace concord::page
