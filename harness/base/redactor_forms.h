// The forms of a secret that are looked for: what is found by undoing escapes is in redactor_views.h.
#pragma once
#include <concord/base/byte_filter.h>

#include "redactor_index.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace concord::base::redaction {

constexpr std::size_t shortest_secret = 4;  // what is shorter stands in too many texts that are none

// Secrets are looked for in a text without what changes on the way: letters are lower case, '_' is '/' (base64url),
// and blanks, line breaks, NUL (UTF-16), '+', '-' and ':' (hex in groups, UUIDs) are left out. The same is done to a
// secret, so it is found whichever of these were put into it, changed or lost. `dropped` marks what is left out.
constexpr std::uint16_t dropped = ByteFilter::dropped;
constexpr std::uint16_t begins_escape = 0x1000;    // see mark_of()
constexpr std::uint16_t begins_ellipsis = 0x2000;  // in UTF-8, with other characters
constexpr std::array<std::uint16_t, 256> make_squeezed() {
  std::array<std::uint16_t, 256> table{};
  for (unsigned i = 0; i < table.size(); ++i) table[i] = static_cast<std::uint16_t>(i);
  for (char c = 'A'; c <= 'Z'; ++c) table[static_cast<unsigned char>(c)] = static_cast<std::uint16_t>(c - 'A' + 'a');
  for (const char c : {' ', '\t', '\r', '\n', '\v', '\f', '\0', '+', '-', ':'}) {
    table[static_cast<unsigned char>(c)] |= dropped;
  }
  table['_'] = '/';
  for (const char c : {'%', '\\', '&', '~'}) table[static_cast<unsigned char>(c)] |= begins_escape;
  table[0xE2] |= begins_ellipsis;
  return table;
}
inline constexpr auto squeezed_bytes = make_squeezed();
inline std::uint16_t squeezed(char c) { return squeezed_bytes[static_cast<unsigned char>(c)]; }
inline bool is_dropped(char c) { return (squeezed(c) & dropped) != 0; }
std::string squeeze(std::string_view text);
// The same, in `room`, which becomes as large as it must; the first bytes of it are what is squeezed.
ByteFilter::Copied squeeze_into(std::string& room, std::string_view text);
// Less than so much would be found by chance. Shorter texts are looked for byte by byte.
constexpr std::size_t shortest_squeezed = 8;

struct FormText {
  std::string text;
  std::uint8_t flags = 0;  // of Form
  bool is_exact = false;   // to be found byte by byte only
};

// `secret` has at least 4 bytes.
std::vector<FormText> forms_of(std::string_view secret);
// Of credentials in base64 (RFC 7617), and those in base64 again.
std::vector<FormText> forms_of_basic(std::string_view user, std::string_view password);

}  // namespace concord::base::redaction
