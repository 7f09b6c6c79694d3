#include "secret_shape.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace concord::lint {
namespace {

using base::is_digit;
using base::is_lower;
using base::is_upper;

bool is_key(char c) { return is_lower(c) || is_upper(c) || is_digit(c) || c == '_' || c == '-'; }
bool is_token(char c) { return is_key(c) || c == '.' || c == '+' || c == '/' || c == '=' || c == '~'; }

double entropy(std::string_view text) {  // bits a character
  std::array<double, 256> counts{};
  for (const char c : text) counts[static_cast<unsigned char>(c)] += 1;
  double bits = 0;
  for (const double count : counts) {
    if (count == 0) continue;
    const double share = count / static_cast<double>(text.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

struct Prefix {
  std::string_view text, what;
  std::size_t least;  // characters in all
};
constexpr auto prefixes = std::to_array<Prefix>({{"sk_live_", "a secret key", 20},
                                                 {"rk_live_", "a restricted key", 20},
                                                 {"sk_test_", "a secret key", 20},
                                                 {"ghp_", "an access token", 30},
                                                 {"gho_", "an access token", 30},
                                                 {"github_pat_", "an access token", 30},
                                                 {"glpat-", "an access token", 20},
                                                 {"xoxb-", "an access token", 30},
                                                 {"xoxp-", "an access token", 30},
                                                 {"AKIA", "an access key", 20},
                                                 {"AIza", "a key", 35},
                                                 {"SG.", "a key", 40}});

bool is_random(std::string_view word) {
  if (word.size() < 32) return false;
  const auto count = [&](bool (*is)(char)) { return std::count_if(word.begin(), word.end(), is); };
  const auto some = static_cast<std::ptrdiff_t>(word.size() / 16);
  if (count(is_lower) < some || count(is_upper) < some || count(is_digit) < some) return false;
  return entropy(word) >= 4.2;
}

bool is_jwt(std::string_view word) {
  const auto parts = base::split(word, '.');
  return parts.size() == 3 && parts[0].starts_with("eyJ") && parts[1].starts_with("eyJ") && parts[2].size() >= 16 &&
         parts[0].size() > 10;
}

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  std::vector<SecretShape> find() {
    if (const std::size_t at = text_.find("-----BEGIN "); at != std::string_view::npos) {
      const std::size_t end = text_.find("-----", at + 11);
      if (end != std::string_view::npos && text_.substr(at, end - at).ends_with("PRIVATE KEY"))
        add("a private key", at, end + 5 - at);
    }
    std::size_t at = 0;
    while (at < text_.size()) {
      if (!is_token(text_[at])) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < text_.size() && is_token(text_[end])) ++end;
      word(at, end);
      at = end;
    }
    return std::move(found_);
  }

 private:
  void add(std::string what, std::size_t begin, std::size_t size, bool is_known_form = true) {
    found_.push_back({std::move(what), begin, size, is_known_form});
  }

  bool follows(std::size_t at, std::string_view scheme) const {
    if (at < scheme.size() + 1) return false;
    return base::equals_ignoring_case(text_.substr(at - scheme.size() - 1, scheme.size()), scheme) &&
           text_[at - 1] == ' ';
  }

  void word(std::size_t begin, std::size_t end) {
    std::string_view whole = text_.substr(begin, end - begin);
    while (whole.ends_with('.') || whole.ends_with('/')) whole.remove_suffix(1);
    const bool is_cut = end - begin != whole.size() && text_.substr(begin, end - begin).ends_with("...");
    if (is_cut || whole.size() < 8) return;
    if (follows(begin, "Basic")) {
      const auto pair = base::base64_decode(whole);
      if (pair && pair->find(':') != std::string::npos && base::is_utf8(*pair))
        return add("a Basic credential", begin, whole.size());
    }
    if (is_jwt(whole)) return add("a JSON Web Token", begin, whole.size());
    if (follows(begin, "Bearer") && whole.size() >= 16 && is_usable_secret(whole))
      return add("a bearer token", begin, whole.size());
    parts(begin, whole);
  }

  // A URL or a pair has a key as a part of it.
  void parts(std::size_t begin, std::string_view whole) {
    std::size_t at = 0;
    while (at < whole.size()) {
      std::size_t end = at;
      while (end < whole.size() && (is_key(whole[end]) || whole[end] == '+')) ++end;
      const std::string_view part = whole.substr(at, end - at);
      for (const Prefix& row : prefixes) {
        if (part.starts_with(row.text.substr(0, row.text.find('.'))) && whole.substr(at).starts_with(row.text) &&
            whole.size() - at >= row.least && is_usable_secret(part))
          return add(std::string(row.what), begin + at, end - at);
      }
      const bool is_named = part.starts_with("test_") || part.starts_with("live_");
      if (is_random(part)) return add("a key", begin + at, part.size(), is_named);
      at = end + 1;
    }
  }

  std::string_view text_;
  std::vector<SecretShape> found_;
};

}  // namespace

std::vector<SecretShape> find_secrets(std::string_view text) { return Finder(text).find(); }

bool is_usable_secret(std::string_view value) {
  if (value.size() < 8 || value.find("...") != std::string_view::npos ||
      value.find("\xE2\x80\xA6") != std::string_view::npos)
    return false;
  if (value.find_first_of(" <>{}[]*$") != std::string_view::npos) return false;
  const std::string lower = base::to_lower_ascii(value);
  for (const std::string_view word : {"your", "example", "xxx", "placeholder", "changeme", "redacted", "insert",
                                      "string", "token", "secret_key", "api_key", "apikey", "dummy", "sample"}) {
    if (lower.find(word) != std::string::npos) return false;
  }
  const bool has_digit = std::any_of(value.begin(), value.end(), is_digit);
  const bool has_letter = std::any_of(value.begin(), value.end(), [](char c) { return is_lower(c) || is_upper(c); });
  return has_digit && has_letter && entropy(value) >= 2.5;
}

std::string masked(std::string_view secret) {
  const std::size_t shown = secret.size() < 12 ? 2 : 4;
  return base::in_quotes(std::string(secret.substr(0, shown)) + "\xE2\x80\xA6") + " (" + std::to_string(secret.size()) +
         " characters)";
}

}  // namespace concord::lint
