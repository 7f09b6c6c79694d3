// RFC 3986 and 3987, RFC 6570, RFC 6901.
#include "characters.h"
#include "formats.h"

#include <concord/base/text.h>

#include <algorithm>
#include <charconv>

namespace concord::schema {
namespace {

bool is_letter(char c) { return is_of(c, kLetter); }

enum class Characters { Uri, Iri };

// RFC 3987, 2.2: ucschar, and iprivate in queries.
bool is_iri_character(char32_t c, bool in_query) {
  if (c < 0xA0) return false;
  if (c <= 0xD7FF || (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFEF)) return true;
  if (c >= 0xE000 && c <= 0xF8FF) return in_query;
  if (c < 0x10000 || (c & 0xFFFF) > 0xFFFD) return false;
  return c < 0xF0000 ? (c < 0xE0000 || c >= 0xE1000) : in_query;
}

constexpr CharacterClass kUserInfo = kUriPlain | kColon;
constexpr CharacterClass kPath = kUriPlain | kColon | kAt | kSlash;
constexpr CharacterClass kQuery = kPath | kQuestion;

// How much of the text from `at` on is of the classes, percent-encoded, or allowed in an IRI: the end of it.
std::size_t skip(std::string_view text, std::size_t at, CharacterClass classes, Characters characters,
                 bool in_query = false) {
  while (at < text.size()) {
    const char c = text[at];
    if (is_of(c, classes)) {
      ++at;
    } else if (c == '%') {
      if (at + 2 >= text.size() || !is_hex(text[at + 1]) || !is_hex(text[at + 2])) break;
      at += 3;
    } else {
      if (characters == Characters::Uri || static_cast<unsigned char>(c) < 0x80) break;
      const auto point = base::decode_utf8(text.substr(at));
      if (!is_iri_character(point.value, in_query)) break;
      at += point.length;
    }
  }
  return at;
}

bool consists_of(std::string_view text, CharacterClass classes, Characters characters) {
  return skip(text, 0, classes, characters) == text.size();
}

bool is_ip_literal(std::string_view text) {
  if (!text.starts_with('v') && !text.starts_with('V')) return is_ipv6(text);
  const auto dot = text.find('.');
  if (dot == std::string_view::npos || dot < 2 || dot + 1 == text.size()) return false;
  const auto version = text.substr(1, dot - 1);
  return std::all_of(version.begin(), version.end(), is_hex) && text.find('%') == std::string_view::npos &&
         consists_of(text.substr(dot + 1), kUserInfo, Characters::Uri);
}

bool is_authority(std::string_view text, Characters characters) {
  if (const auto at = text.find('@'); at != std::string_view::npos) {
    if (!consists_of(text.substr(0, at), kUserInfo, characters)) return false;
    text.remove_prefix(at + 1);
  }
  std::string_view port;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos || !is_ip_literal(text.substr(1, close - 1))) return false;
    port = text.substr(close + 1);
    if (!port.empty() && !port.starts_with(':')) return false;
  } else {
    const auto colon = text.find(':');
    if (!consists_of(text.substr(0, colon), kUriPlain, characters)) return false;
    if (colon != std::string_view::npos) port = text.substr(colon);
  }
  if (!port.empty()) port.remove_prefix(1);
  return std::all_of(port.begin(), port.end(), is_digit);
}

// The end of the authority that begins at `at`, or npos. Nearly all are a name and perhaps a port: only where something
// else stands is the authority taken apart.
std::size_t skip_authority(std::string_view text, std::size_t at, Characters characters) {
  std::size_t end = skip(text, at, kUriPlain, characters);
  if (end < text.size() && text[end] == ':') {
    ++end;
    end += count_of(text.substr(end), kDigit);
  }
  if (end == text.size() || is_of(text[end], kSlash | kQuestion) || text[end] == '#') return end;
  end = std::min(text.find_first_of("/?#", at), text.size());
  return is_authority(text.substr(at, end - at), characters) ? end : std::string_view::npos;
}

// The end of a scheme with its colon; 0 when the text does not begin with one.
std::size_t skip_scheme(std::string_view text) {
  if (text.empty() || !is_letter(text[0])) return 0;
  const std::size_t end = count_of(text, kLetter | kDigit | kSchemeMark);
  return end < text.size() && text[end] == ':' ? end + 1 : 0;
}

// RFC 3986, 4.1: one reading from left to right, each part ending where its characters do.
bool is_reference(std::string_view text, Characters characters, bool needs_scheme) {
  std::size_t at = skip_scheme(text);
  const bool has_scheme = at != 0;
  if (needs_scheme && !has_scheme) return false;
  if (text.substr(at).starts_with("//")) {
    at = skip_authority(text, at + 2, characters);
    if (at == std::string_view::npos) return false;
  } else if (!has_scheme) {  // the first segment of a relative path has no colon
    at = skip(text, at, kUriPlain | kAt, characters);
    if (at < text.size() && text[at] == ':') return false;
  }
  at = skip(text, at, kPath, characters);
  if (at < text.size() && text[at] == '?') at = skip(text, at + 1, kQuery, characters, true);
  if (at < text.size() && text[at] == '#') at = skip(text, at + 1, kQuery, characters);
  return at == text.size();
}

// RFC 6570, 2.3 and 2.4.
bool is_template_variable(std::string_view text) {
  if (text.ends_with('*')) {
    text.remove_suffix(1);
  } else if (const auto colon = text.find(':'); colon != std::string_view::npos) {
    const auto length = text.substr(colon + 1);
    if (length.empty() || length.size() > 4 || length[0] == '0' || !std::all_of(length.begin(), length.end(), is_digit))
      return false;
    text = text.substr(0, colon);
  }
  bool after_dot = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.') {
      if (after_dot) return false;
      after_dot = true;
      continue;
    }
    if (text[i] == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
      i += 2;
    } else if (!is_letter(text[i]) && !is_digit(text[i]) && text[i] != '_') {
      return false;
    }
    after_dot = false;
  }
  return !after_dot;
}

bool is_template_expression(std::string_view text) {
  if (!text.empty() && std::string_view("+#./;?&").find(text[0]) != std::string_view::npos) text.remove_prefix(1);
  while (true) {
    const auto comma = text.find(',');
    if (!is_template_variable(text.substr(0, comma))) return false;
    if (comma == std::string_view::npos) return true;
    text.remove_prefix(comma + 1);
  }
}

bool is_template_literal(std::string_view text, std::size_t& i) {
  const char c = text[i];
  if (c == '%') {
    if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
    i += 3;
    return true;
  }
  const auto point = base::decode_utf8(text.substr(i));
  i += point.length;
  if (point.value < 0x80)
    return point.value > 0x20 && point.value != 0x7F &&
           std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
  return is_iri_character(point.value, true);
}

}  // namespace

bool is_uri(std::string_view text) { return is_reference(text, Characters::Uri, true); }
bool is_uri_reference(std::string_view text) { return is_reference(text, Characters::Uri, false); }
bool is_iri(std::string_view text) { return is_reference(text, Characters::Iri, true); }
bool is_iri_reference(std::string_view text) { return is_reference(text, Characters::Iri, false); }

bool is_uri_template(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '{') {
      if (!is_template_literal(text, i)) return false;
      continue;
    }
    const auto close = text.find('}', i);
    if (close == std::string_view::npos || !is_template_expression(text.substr(i + 1, close - i - 1))) return false;
    i = close + 1;
  }
  return true;
}

bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text[0] != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '~' && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1'))) return false;
  }
  return true;
}

bool is_relative_json_pointer(std::string_view text) {
  const auto digits = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  if (digits == 0 || (digits > 1 && text[0] == '0')) return false;
  text.remove_prefix(digits);
  if (text.starts_with('+') || text.starts_with('-')) {
    text.remove_prefix(1);
    const auto shift = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    if (shift == 0 || (shift > 1 && text[0] == '0')) return false;
    text.remove_prefix(shift);
  }
  return text == "#" || is_json_pointer(text);
}

}  // namespace concord::schema
