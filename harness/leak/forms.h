// What is looked for of one secret.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace concord::leak {

enum class Form : std::uint8_t { AsItIs, OtherCharacters, Base64, Base64Twice, Hex, Escaped };
std::string_view form_name(Form form);  // "as it is", "in base64"

struct Wanted {
  std::string text;
  Form form = Form::AsItIs;
  bool is_normal = false;  // `text` is looked for in normal forms (normal.h), else byte by byte
  bool is_apart = false;   // with no letter or digit at either side
};

// Fewer than so many characters in normal form occur by chance.
inline constexpr std::size_t shortest_normal = 8;

// With `all` every form of docs/secrets.md, else those that happen most: as it is, escaped, base64 and hex.
std::vector<Wanted> wanted_of(std::string_view secret, bool all);

}  // namespace concord::leak
