#include "normal.h"

#include <concord/base/byte_filter.h>
#include <concord/base/text.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace concord::leak {
namespace {

// Of a byte: what it is in normal form. A backslash is left out where what is behind it makes no escape of it.
constexpr base::ByteFilter::Table make_bytes() {
  using Filter = base::ByteFilter;
  base::ByteFilter::Table bytes{};
  for (unsigned i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint16_t>(i);
  for (char c = 'A'; c <= 'Z'; ++c) bytes[static_cast<unsigned char>(c)] += 'a' - 'A';
  bytes['_'] = '/';
  for (const char c : {' ', '\t', '\r', '\n', '\v', '\f', '\0', '+', '-', ':'})
    bytes[static_cast<unsigned char>(c)] |= Filter::dropped;
  for (const char c : {'&', '%', '~'}) bytes[static_cast<unsigned char>(c)] |= Filter::stops;
  bytes['\\'] |= Filter::stops_in_pair;
  for (const char c : {'\\', 'n', 'r', 't', 'v', 'f', 'b', 'x', 'u'})
    bytes[static_cast<unsigned char>(c)] |= Filter::ends_pair;
  return bytes;
}
constexpr auto bytes = make_bytes();

std::optional<unsigned> number_in(std::string_view digits, int base) {
  unsigned value = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (digits.empty() || fault != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// A character that was escaped, and how many bytes it took behind the one that began it.
struct Undone {
  char32_t character = 0;
  std::size_t length = 0;
  bool is_byte = false;  // not a character
};

std::optional<unsigned> utf16_unit(std::string_view rest) {
  return rest.size() >= 5 && rest[0] == 'u' ? number_in(rest.substr(1, 4), 16) : std::nullopt;
}

// Behind a backslash.
std::optional<Undone> after_backslash(std::string_view rest) {
  if (rest.empty()) return std::nullopt;
  switch (rest[0]) {
    case 'n':
    case 'r':
    case 't':
    case 'v':
    case 'f': return Undone{' ', 1, false};
    case 'b': return Undone{'\b', 1, false};
    case 'x':
      if (const auto byte = number_in(rest.substr(1, 2), 16); byte && rest.size() >= 3)
        return Undone{static_cast<char32_t>(*byte), 3, true};
      return std::nullopt;
    default: break;
  }
  const auto unit = utf16_unit(rest);
  if (!unit) return std::nullopt;
  if (*unit < 0xD800 || *unit > 0xDBFF) return Undone{static_cast<char32_t>(*unit), 5, false};
  std::size_t next = 5;
  while (next < rest.size() && rest[next] == '\\') ++next;
  const auto low = utf16_unit(rest.substr(next));
  if (!low || *low < 0xDC00 || *low > 0xDFFF) return Undone{' ', 5, false};
  return Undone{0x10000u + ((*unit - 0xD800u) << 10) + (*low - 0xDC00u), next + 5, false};
}

// Behind '&'.
std::optional<Undone> after_ampersand(std::string_view rest) {
  const std::size_t end = rest.substr(0, 10).find(';');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string name = base::to_lower_ascii(rest.substr(0, end));
  for (const auto& [known, character] :
       {std::pair("amp", '&'), {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}) {
    if (name == known) return Undone{static_cast<char32_t>(character), end + 1, false};
  }
  if (name.empty() || name[0] != '#') return std::nullopt;
  const std::string_view digits = std::string_view(name).substr(1);
  const auto value = digits.starts_with('x') ? number_in(digits.substr(1), 16) : number_in(digits, 10);
  if (!value || *value > 0x10FFFF) return std::nullopt;
  return Undone{static_cast<char32_t>(*value), end + 1, false};
}

// Behind '%'.
std::optional<Undone> after_percent(std::string_view rest) {
  if (rest.size() < 2) return std::nullopt;
  const auto byte = number_in(rest.substr(0, 2), 16);
  if (!byte) return std::nullopt;
  return Undone{static_cast<char32_t>(*byte), 2, true};
}

// Behind '~', RFC 6901.
std::optional<Undone> after_tilde(std::string_view rest) {
  if (rest.starts_with('1')) return Undone{'/', 1, false};
  if (rest.starts_with('0')) return Undone{'~', 1, false};
  return std::nullopt;
}

void append(std::string& to, const Undone& one) {
  const auto add = [&to](char c) {
    const std::uint16_t byte = bytes[static_cast<unsigned char>(c)];
    if (c != '\\' && (byte & base::ByteFilter::dropped) == 0) to += static_cast<char>(byte);
  };
  if (one.is_byte || one.character < 0x80) return add(static_cast<char>(one.character));
  base::append_utf8(to, one.character);
}

// What was escaped may be the beginning of an escape again.
std::size_t append_escape(std::string& to, std::string_view text) {
  Undone one{static_cast<char32_t>(text[0]), 0, true};
  std::size_t at = 1;
  while (at < longest_escape) {
    const std::string_view rest = text.substr(at);
    std::optional<Undone> next;
    if (one.character == '\\') {
      std::size_t slashes = 0;
      while (slashes < rest.size() && slashes < longest_escape && rest[slashes] == '\\') ++slashes;
      if (slashes > 0) {
        at += slashes;
        continue;
      }
      next = after_backslash(rest);
    } else if (one.character == '&') {
      next = after_ampersand(rest);
    } else if (one.character == '%') {
      next = after_percent(rest);
    } else if (one.character == '~') {
      next = after_tilde(rest);
    }
    if (!next) break;
    one = *next;
    at += next->length;
  }
  append(to, one);
  return std::min(at, text.size());
}

}  // namespace

std::size_t append_normal(std::string& to, std::string_view text, bool the_end) {
  static const base::ByteFilter filter(bytes);
  constexpr std::size_t part = 4096;  // most bytes are no escape, and are copied many at once
  std::array<char, part + base::ByteFilter::room> plain;
  std::size_t at = 0;
  const std::size_t end = the_end ? text.size() : text.size() - std::min(text.size(), 2 * longest_escape);
  while (at < end) {
    const std::size_t stop = at + std::min(end - at, part);
    const auto copied = filter.copy(text.substr(at, stop - at), plain.data());
    to.append(plain.data(), copied.written);
    at += copied.read;
    if (at < stop) at += append_escape(to, text.substr(at));
  }
  return at;
}

std::string normal(std::string_view text) {
  std::string to;
  append_normal(to, text, true);
  return to;
}

}  // namespace concord::leak
