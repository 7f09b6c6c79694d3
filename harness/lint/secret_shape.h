// What looks like a credential in a text that everybody can read.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::lint {

struct SecretShape {
  std::string what;       // "a JSON Web Token", "a Basic credential", "a key"
  std::size_t begin = 0;  // within the text
  std::size_t size = 0;
  bool is_known_form = true;  // false: only as mixed as random words are, which identifiers can be, too
};

// Credentials that are known by their form: Basic with a base64 pair, Bearer with a token, a JWT, a private key, keys
// with the prefixes of well-known makers, and words of 32 or more characters that are as mixed as only random ones
// are. Placeholders (<YOUR_KEY>, xxx, …, cut with dots) are none. Linear.
std::vector<SecretShape> find_secrets(std::string_view text);

// Whether `value` is one that could be used: not empty, not a placeholder, not cut.
bool is_usable_secret(std::string_view value);

// `"Secu…" (14 characters)`: never the whole.
std::string masked(std::string_view secret);

}  // namespace concord::lint
