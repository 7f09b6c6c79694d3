// Text: escaping for people, spelling help, UTF-8, encodings.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::base {

// Length in bytes of the valid UTF-8 sequence at the start of `text`, 0 when there is none (empty or invalid).
std::size_t utf8_sequence_length(std::string_view text);
bool is_utf8(std::string_view text);
// Offset of the first byte that is not part of valid UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);
std::size_t count_code_points(std::string_view text);  // invalid bytes count as one each
// Decodes the sequence at the start; 0xFFFD and length 1 when it is invalid. `text` must not be empty.
struct CodePoint {
  char32_t value;
  std::size_t length;
};
CodePoint decode_utf8(std::string_view text);
void append_utf8(std::string& to, char32_t code_point);

// Makes text from outside safe to print: ANSI sequences are dropped; C0 (but line feed and tab), DEL, C1, bidi
// controls, U+2028/2029, U+FEFF, U+FFFE/FFFF become \x1B or \u202E; an invalid byte becomes \xE9. Valid UTF-8 comes
// out. What only looks like the start of an ANSI sequence is spelled out.
std::string escape_for_terminal(std::string_view text);
// As above and on one line: line feed, carriage return and tab become \n, \r, \t.
std::string escape_line(std::string_view text);
// Cuts at a code point so that at most `limit` code points remain, the last being U+2026 when something was cut.
std::string ellipsize(std::string_view text, std::size_t limit);

// The known word nearest to `word` (Damerau-Levenshtein at most max(1, size/3), or equal but for case), or nothing.
std::optional<std::string> nearest_word(std::string_view word, std::span<const std::string> known);
// `did you mean "status"?`, or "".
std::string did_you_mean(std::string_view word, std::span<const std::string> known);

std::string in_quotes(std::string_view text);  // "text", nothing escaped

std::string to_lower_ascii(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);  // ASCII
std::string_view trim(std::string_view text);                       // ASCII white space
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(std::span<const std::string> parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);

std::string base64_encode(std::string_view bytes);     // RFC 4648, section 4, with padding
std::string base64url_encode(std::string_view bytes);  // section 5, without padding
// Either alphabet, padding optional; nothing for white space, wrong padding or unused bits that are not zero.
std::optional<std::string> base64_decode(std::string_view text);
std::string percent_encode(std::string_view text);  // all but RFC 3986 unreserved
std::string percent_decode(std::string_view text);  // malformed escapes stay as they are
std::string hex_encode(std::string_view bytes);     // lower case

}  // namespace concord::base
