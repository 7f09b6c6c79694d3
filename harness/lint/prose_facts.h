// Facts that a description states in words, whatever the schema says: they are compared with it. (derive/prose_facts.h
// has what a schema could say and does not, for suggestions.) Only phrases that mean one thing are read; the rest of the
// prose is left to people.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::lint {

// "one of A_B, C_D or E", "valid values: `a`, `b`", "can be "X", "Y"": codes, quoted words or words in capitals; at
// least two, else nothing.
std::vector<std::string> stated_values(std::string_view description);
// "array", when the description begins by saying that the value is a list; "string", when it begins with "The URL".
std::string_view stated_type(std::string_view description);
// "uuid", "date-time", "e164", "iso-3166-alpha-3", "email", "uri", …: what the value is said to be, with the words.
struct StatedFormat {
  std::string_view format;
  std::string words;
};
std::optional<StatedFormat> stated_format(std::string_view description);
// "defaults to X", "default: X": X as it is written.
std::optional<std::string> stated_default(std::string_view description);
// "max length 64", "over 64 characters", "up to 20 characters".
std::optional<std::int64_t> stated_length(std::string_view description);
// "Required if …", "required when …": from the word to the end of the sentence.
std::optional<std::string> stated_condition(std::string_view description);
enum class Presence : std::uint8_t { Unsaid, Required, Optional };
// Begins with "Required", "(required)", "Optional", or ends with "(Optional)".
Presence stated_presence(std::string_view description);

}  // namespace concord::lint
