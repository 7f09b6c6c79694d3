#include "encoders.h"

#include <concord/base/text.h>

#include <array>
#include <cstdint>
#include <cstdio>

namespace concord::leak {
namespace {

bool is_letter_or_digit(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

template <std::size_t Size, class... Values>
std::string printed(const char* form, Values... values) {
  std::array<char, Size> buffer{};
  std::snprintf(buffer.data(), buffer.size(), form, values...);
  return buffer.data();
}

// Calls `take` with each code point and its bytes.
template <class Take>
void each_code_point(std::string_view text, Take take) {
  while (!text.empty()) {
    const base::CodePoint point = base::decode_utf8(text);
    take(static_cast<std::uint32_t>(point.value), text.substr(0, point.length));
    text.remove_prefix(point.length);
  }
}

// Calls `take` with one unit of UTF-16, or with two.
template <class Take>
void each_unit(std::uint32_t point, Take take) {
  if (point < 0x10000) return take(point);
  take(0xD800 + ((point - 0x10000) >> 10));
  take(0xDC00 + ((point - 0x10000) & 0x3FF));
}

bool is_by_number(std::uint32_t c, JsonStyle style) {
  const bool is_markup = c == '<' || c == '>' || c == '&';
  switch (style) {
    case JsonStyle::Plain:
    case JsonStyle::Slash: return c < 0x20;
    case JsonStyle::Separators: return c < 0x20 || is_markup || c == 0x2028 || c == 0x2029;
    case JsonStyle::Ascii: return c < 0x20 || c >= 0x7F;
    case JsonStyle::Html: return c < 0x20 || c >= 0x7F || is_markup || c == '"' || c == '\'' || c == '+' || c == '`';
    case JsonStyle::All: break;
  }
  return true;
}

char short_escape(std::uint32_t c) {
  switch (c) {
    case '\n': return 'n';
    case '\t': return 't';
    case '\r': return 'r';
    case '\b': return 'b';
    case '\f': return 'f';
    default: return 0;
  }
}

}  // namespace

std::string json_text(std::string_view text, JsonStyle style) {
  std::string out;
  each_code_point(text, [&](std::uint32_t c, std::string_view bytes) {
    const char letter = style == JsonStyle::All ? char(0) : short_escape(c);
    const bool is_quote = c == '"' && style != JsonStyle::Html;
    const bool is_escaped = c == '\\' || is_quote || (c == '/' && style == JsonStyle::Slash);
    const char* form = style == JsonStyle::Html ? "\\u%04X" : "\\u%04x";
    if (letter != 0) out.append(1, '\\').append(1, letter);
    else if (is_escaped && style != JsonStyle::All) out.append(1, '\\').append(bytes);
    else if (is_by_number(c, style)) each_unit(c, [&](std::uint32_t unit) { out += printed<8>(form, unit); });
    else out += bytes;
  });
  return out;
}

std::string percent_text(std::string_view text, PercentStyle style) {
  const std::string_view kept = style == PercentStyle::Form ? "-._*" : "-._~";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = is_letter_or_digit(byte) || kept.find(c) != std::string_view::npos;
    if (style == PercentStyle::Form && c == ' ') out += '+';
    else if (is_plain && style != PercentStyle::All) out += c;
    else out += printed<4>("%%%02X", static_cast<unsigned>(byte));
  }
  return out;
}

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string html_numbers(std::string_view text, bool is_hexadecimal) {
  std::string out;
  each_code_point(text, [&](std::uint32_t c, std::string_view) {
    out += printed<16>(is_hexadecimal ? "&#x%X;" : "&#%u;", c);
  });
  return out;
}

std::string utf16_text(std::string_view text, bool is_big_endian) {
  std::string out;
  each_code_point(text, [&](std::uint32_t c, std::string_view) {
    each_unit(c, [&](std::uint32_t unit) {
      const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
      out += is_big_endian ? high : low;
      out += is_big_endian ? low : high;
    });
  });
  return out;
}

std::string latin1_text(std::string_view text) {
  std::string out;
  bool has_one = true;
  each_code_point(text, [&](std::uint32_t c, std::string_view) {
    has_one = has_one && c <= 0xFF;
    out += static_cast<char>(c);
  });
  return has_one ? out : std::string(text);
}

std::string certain_base64(std::string_view text, std::size_t skipped) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t bits = 8 * (skipped + text.size());
  std::string out;
  for (std::size_t at = (8 * skipped + 5) / 6 * 6; at + 6 <= bits; at += 6) {
    const std::size_t first = at / 8 - skipped;
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const unsigned two = byte(first) << 8 | byte(first + 1);
    out += alphabet[two >> (10 - at % 8) & 63];
  }
  return out;
}

std::string hex_text(std::string_view text) {
  std::string out;
  for (const char c : text) out += printed<4>("%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
  return out;
}

}  // namespace concord::leak
