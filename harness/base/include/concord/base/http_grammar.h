// The character classes of HTTP: RFC 9110, section 5.6.
#pragma once
#include <algorithm>
#include <array>
#include <string_view>

namespace concord::base {

inline constexpr std::array<bool, 256> token_chars = [] {
  std::array<bool, 256> is_token{};
  for (const char c :
       std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&'*+-.^_`|~")) {
    is_token[static_cast<unsigned char>(c)] = true;
  }
  return is_token;
}();

inline bool is_token_char(char c) { return token_chars[static_cast<unsigned char>(c)]; }

inline bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

inline bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace concord::base
