// Texts as others write them.
#pragma once
#include <string>
#include <string_view>

namespace concord::leak {

enum class JsonStyle {
  Plain,       // what JSON asks for
  Slash,       // and `/` (PHP)
  Separators,  // and `<`, `>`, `&`, U+2028, U+2029 (Go)
  Ascii,       // and all beyond ASCII (Python)
  Html,        // and what HTML takes for markup, in capitals (.NET)
  All,         // every character
};
std::string json_text(std::string_view text, JsonStyle style);

enum class PercentStyle { Unreserved, Form, All };
std::string percent_text(std::string_view text, PercentStyle style);

std::string html_text(std::string_view text);
// Each character by number: "&#65;", "&#x41;".
std::string html_numbers(std::string_view text, bool is_hexadecimal);

std::string utf16_text(std::string_view text, bool is_big_endian);
// `text` itself when there is no Latin-1 of it.
std::string latin1_text(std::string_view text);

// What of the base64 of `text` is certain when `skipped` bytes of a group stand before it and anything behind.
std::string certain_base64(std::string_view text, std::size_t skipped);
std::string hex_text(std::string_view text);

}  // namespace concord::leak
