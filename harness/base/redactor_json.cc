// RFC 8259 lets a writer escape any character. Those in use differ in these choices, each for itself; of a choice only
// what makes a difference for the secret is tried, so an ordinary secret has few forms:
//
// - which control characters have letters (\b, \f), and whether DEL is one (Python, nlohmann::json, Perl: \u007f);
// - whether '/' is escaped (PHP, Swift);
// - which ASCII characters are written by number to be safe in HTML (Go, Gson, .NET, PHP);
// - which others are: none, all, or those that JavaScript or a terminal would take for line breaks and controls;
// - the case of hex digits.
#include "redactor_json.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::base::redaction {
namespace {

using Wide = bool (*)(char32_t);

struct Style {
  std::string named;     // letters of escapes
  std::string numbered;  // ASCII characters that are written by number
  bool escapes_slash = false;
  Wide is_escaped = nullptr;  // of characters beyond ASCII
  bool is_upper = false;
};

constexpr std::string_view as_they_are = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";

void append_number(std::string& to, char32_t unit, bool is_upper) {
  const auto value = static_cast<std::uint32_t>(unit);
  to += is_upper ? fmt::format("\\u{:04X}", value) : fmt::format("\\u{:04x}", value);
}

void append_ascii(std::string& to, char c, const Style& style) {
  const std::size_t at = as_they_are.find(c);
  const bool is_named = at != as_they_are.npos && (at < 2 || style.named.find(letters[at]) != style.named.npos);
  if (style.numbered.find(c) != style.numbered.npos) append_number(to, static_cast<unsigned char>(c), style.is_upper);
  else if (is_named) to.append(1, '\\').append(1, letters[at]);
  else if (static_cast<unsigned char>(c) < 0x20) append_number(to, static_cast<unsigned char>(c), style.is_upper);
  else if (style.escapes_slash && c == '/') to += "\\/";
  else to += c;
}

void append_wide(std::string& to, char32_t c, const Style& style) {
  if (c < 0x10000) return append_number(to, c, style.is_upper);
  append_number(to, 0xD800 + ((c - 0x10000) >> 10), style.is_upper);
  append_number(to, 0xDC00 + ((c - 0x10000) & 0x3FF), style.is_upper);
}

std::string write(std::string_view text, const Style& style) {
  std::string result;
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    if (point.value < 0x80) append_ascii(result, text.front(), style);
    else if (style.is_escaped(point.value)) append_wide(result, point.value, style);
    else result += text.substr(0, point.length);
    text.remove_prefix(point.length);
  }
  return result;
}

constexpr std::array<Wide, 6> wides{
    [](char32_t) { return false; },
    [](char32_t) { return true; },
    [](char32_t c) { return c == 0x2028 || c == 0x2029; },               // Go, Gson, PHP, Rails
    [](char32_t c) { return c == 0x85 || c == 0x2028 || c == 0x2029; },  // Newtonsoft
    [](char32_t c) { return c < 0xA0 || (c >= 0x2000 && c < 0x2100); },  // org.json
    [](char32_t c) { return c < 0xA0; },
};

// Those that do not escape the same characters of the secret.
std::vector<Wide> wides_for(std::string_view secret) {
  std::vector<Wide> chosen;
  std::vector<std::vector<bool>> effects;
  for (const Wide wide : wides) {
    std::vector<bool> effect;
    for (std::string_view rest = secret; !rest.empty();) {
      const CodePoint point = decode_utf8(rest);
      if (point.value >= 0x80) effect.push_back(wide(point.value));
      rest.remove_prefix(point.length);
    }
    if (std::find(effects.begin(), effects.end(), effect) != effects.end()) continue;
    effects.push_back(std::move(effect));
    chosen.push_back(wide);
  }
  return chosen;
}

// Of each set the characters that the secret has, no two alike.
std::vector<std::string> sets_for(std::string_view has, std::initializer_list<std::string_view> sets) {
  std::vector<std::string> chosen;
  for (const std::string_view set : sets) {
    std::string kept;
    for (const char c : set) {
      if (has.find(c) != has.npos) kept += c;
    }
    if (std::find(chosen.begin(), chosen.end(), kept) == chosen.end()) chosen.push_back(std::move(kept));
  }
  return chosen;
}

std::string letters_for(std::string_view secret) {
  std::string has;
  for (std::size_t i = 2; i < as_they_are.size(); ++i) {
    if (secret.find(as_they_are[i]) != secret.npos) has += letters[i];
  }
  return has;
}

}  // namespace

std::vector<std::string> json_texts(std::string_view secret) {
  std::vector<std::string> texts;
  const bool has_slash = secret.find('/') != secret.npos, has_delete = secret.find('\x7f') != secret.npos;
  const auto wide_ones = wides_for(secret);
  for (const std::string& named : sets_for(letters_for(secret), {"bfnrt", "nrt", "nt", ""})) {
    for (const std::string& set :
         sets_for(secret, {"", "<>&", "<>&'", "<>&='", "<>&'\"", "<>&'\"+`", "<>", "&", "'", "\""})) {
      for (unsigned bits = 0; bits < 8; ++bits) {
        const bool escapes_slash = (bits & 1) != 0, escapes_delete = (bits & 2) != 0, is_upper = (bits & 4) != 0;
        if ((escapes_slash && !has_slash) || (escapes_delete && !has_delete)) continue;
        const std::string numbered = escapes_delete ? set + '\x7f' : set;
        for (const Wide wide : wide_ones) {
          texts.push_back(write(secret, {named, numbered, escapes_slash, wide, is_upper}));
        }
      }
    }
  }
  return texts;
}

}  // namespace concord::base::redaction
