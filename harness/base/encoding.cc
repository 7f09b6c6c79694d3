#include <concord/base/ascii.h>
#include <concord/base/text.h>

namespace concord::base {
namespace {

constexpr std::string_view standard_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

unsigned byte_of(char c) { return static_cast<unsigned char>(c); }

std::string encode_base64(std::string_view bytes, std::string_view alphabet) {
  std::string result((bytes.size() * 8 + 5) / 6, '\0');
  std::size_t at = 0;
  unsigned pending = 0;
  unsigned bits = 0;
  for (const char byte : bytes) {
    pending = (pending << 8) | byte_of(byte);
    for (bits += 8; bits >= 6; bits -= 6) result[at++] = alphabet[(pending >> (bits - 6)) & 0x3F];
  }
  if (bits > 0) result[at] = alphabet[(pending << (6 - bits)) & 0x3F];
  return result;
}

// Padding is optional, but where there is some it has to complete a group of four.
std::optional<std::string_view> without_padding(std::string_view text) {
  const std::size_t size = text.find('=');
  if (size == std::string_view::npos) return text;
  const std::string_view padding = text.substr(size);
  const bool fits = text.size() % 4 == 0 && padding.size() <= 2 && padding.find_first_not_of('=') == padding.npos;
  return fits ? std::optional(text.substr(0, size)) : std::nullopt;
}

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

void append_hex(std::string& to, char byte, std::string_view digits) {
  to += digits[byte_of(byte) >> 4];
  to += digits[byte_of(byte) & 0xF];
}

}  // namespace

std::string base64_encode(std::string_view bytes) {
  std::string result = encode_base64(bytes, standard_alphabet);
  result.resize((result.size() + 3) / 4 * 4, '=');
  return result;
}

std::string base64url_encode(std::string_view bytes) { return encode_base64(bytes, url_alphabet); }

std::optional<std::string> base64_decode(std::string_view text) {
  const auto digits = without_padding(text);
  if (!digits || digits->size() % 4 == 1) return std::nullopt;
  const bool is_url = digits->find_first_of("-_") != std::string_view::npos;
  const std::string_view alphabet = is_url ? url_alphabet : standard_alphabet;
  std::string result;
  result.reserve(digits->size() * 3 / 4);
  unsigned pending = 0;
  int bits = 0;
  for (const char digit : *digits) {
    const std::size_t value = alphabet.find(digit);
    if (value == std::string_view::npos) return std::nullopt;
    pending = ((pending << 6) | static_cast<unsigned>(value)) & 0xFFFF;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    result += static_cast<char>((pending >> bits) & 0xFF);
  }
  if ((pending & ((1u << bits) - 1)) != 0) return std::nullopt;
  return result;
}

std::string percent_encode(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (is_unreserved(c)) {
      result += c;
    } else {
      result += '%';
      append_hex(result, c, "0123456789ABCDEF");
    }
  }
  return result;
}

std::string percent_decode(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_whole = text[i] == '%' && i + 2 < text.size();
    const int high = is_whole ? hex_value(text[i + 1]) : -1;
    const int low = is_whole ? hex_value(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      result += text[i];
      continue;
    }
    result += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return result;
}

std::string hex_encode(std::string_view bytes) {
  std::string result;
  result.reserve(bytes.size() * 2);
  for (const char byte : bytes) append_hex(result, byte, "0123456789abcdef");
  return result;
}

}  // namespace concord::base
