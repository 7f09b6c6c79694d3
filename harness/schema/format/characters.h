// Classes of ASCII characters as bits of one table, so that a recogniser needs one load a character.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace concord::schema {

using CharacterClass = std::uint16_t;

constexpr CharacterClass kDigit = 1 << 0;
constexpr CharacterClass kLetter = 1 << 1;
constexpr CharacterClass kHexDigit = 1 << 2;
constexpr CharacterClass kUriPlain = 1 << 3;       // unreserved and sub-delims of RFC 3986, 2.2 and 2.3
constexpr CharacterClass kColon = 1 << 4;
constexpr CharacterClass kAt = 1 << 5;
constexpr CharacterClass kSlash = 1 << 6;
constexpr CharacterClass kQuestion = 1 << 7;
constexpr CharacterClass kAtom = 1 << 8;           // atext of RFC 5322
constexpr CharacterClass kSchemeMark = 1 << 9;     // + - . beside letters and digits in a scheme
constexpr CharacterClass kUlid = 1 << 10;          // base 32 of Crockford, either case: no I, L, O, U
constexpr CharacterClass kToken = 1 << 11;         // tchar of RFC 9110, 5.6.2
constexpr CharacterClass kUpper = 1 << 12;
constexpr CharacterClass kBase64Url = 1 << 13;     // RFC 4648, section 5

namespace character_table {

constexpr void mark(std::array<CharacterClass, 256>& table, std::string_view characters, CharacterClass classes) {
  for (const char c : characters) table[static_cast<unsigned char>(c)] |= classes;
}

constexpr std::array<CharacterClass, 256> make() {
  std::array<CharacterClass, 256> table = {};
  constexpr CharacterClass kEverywhere = kUriPlain | kAtom | kToken | kBase64Url;
  mark(table, "0123456789", kDigit | kHexDigit | kUlid | kEverywhere);
  mark(table, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", kLetter | kUpper | kUlid | kEverywhere);
  mark(table, "abcdefghijklmnopqrstuvwxyz", kLetter | kUlid | kEverywhere);
  mark(table, "ABCDEFabcdef", kHexDigit);
  for (const char c : std::string_view("ILOUilou")) {
    table[static_cast<unsigned char>(c)] &= static_cast<CharacterClass>(~kUlid);
  }
  mark(table, "-._~!$&'()*+,;=", kUriPlain);
  mark(table, "!#$%&'*+-/=?^_`{|}~", kAtom);
  mark(table, "!#$%&'*+-.^_`|~", kToken);
  mark(table, "+-.", kSchemeMark);
  mark(table, "-_", kBase64Url);
  mark(table, ":", kColon);
  mark(table, "@", kAt);
  mark(table, "/", kSlash);
  mark(table, "?", kQuestion);
  return table;
}

}  // namespace character_table

inline constexpr std::array<CharacterClass, 256> kCharacters = character_table::make();

constexpr bool is_of(char c, CharacterClass classes) {
  return (kCharacters[static_cast<unsigned char>(c)] & classes) != 0;
}
constexpr bool is_digit(char c) { return is_of(c, kDigit); }
constexpr bool is_hex(char c) { return is_of(c, kHexDigit); }
// How many of the first characters are of the classes.
constexpr std::size_t count_of(std::string_view text, CharacterClass classes) {
  std::size_t count = 0;
  while (count < text.size() && is_of(text[count], classes)) ++count;
  return count;
}
constexpr bool are_all_of(std::string_view text, CharacterClass classes) {
  return count_of(text, classes) == text.size();
}

}  // namespace concord::schema
