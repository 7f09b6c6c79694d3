#include <concord/base/secret_names.h>

#include <concord/base/ascii.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace concord::base {
namespace {

// Made when this is compiled.
template <std::size_t N>
using Names = std::array<std::string_view, N>;

constexpr Names<6> password_ends{"password", "passwd", "passphrase", "secret", "secretkey", "privatekey"};
constexpr Names<5> repetitions{"confirmation", "confirm", "repeated", "repeat", "again"};
constexpr Names<14> token_names{"token",        "accesstoken", "refreshtoken", "idtoken",   "session",
                                "sessionid",    "sessiontoken", "sessionkey",  "authtoken", "sdktoken",
                                "apitoken",     "linktoken",   "bearertoken",  "jwt"};

// The last letters of names, which are in lower case: a bit for each.
template <std::size_t N>
constexpr std::uint32_t last_letters(const Names<N>& names) {
  std::uint32_t letters = 0;
  for (const std::string_view name : names) letters |= std::uint32_t{1} << (name.back() - 'a');
  return letters;
}

bool is_separator(char c) { return c == '_' || c == '-' || c == '.' || c == ' '; }

// Whether what is left of a name, without separators and numbers behind it, ends with one of these: all that is looked
// at of most members of an answer.
bool may_end_with(std::string_view name, std::uint32_t letters) {
  while (!name.empty() && (is_separator(name.back()) || is_digit(name.back()))) name.remove_suffix(1);
  return !name.empty() && is_letter(name.back()) && ((letters >> (to_lower(name.back()) - 'a')) & 1u) != 0;
}

// The letters and digits of a name, in lower case; nothing of a name too long to be of interest. Nothing is allocated.
class Plain {
 public:
  explicit Plain(std::string_view name) {
    if (name.size() > longest) return;
    for (const char c : name) {
      text_[size_] = to_lower(c);
      size_ += !is_separator(c);
    }
  }
  std::string_view view() const { return {text_, size_}; }

 private:
  static constexpr std::size_t longest = 48;
  char text_[longest];  // as far as it is used
  std::size_t size_ = 0;
};

bool ends_with(std::string_view plain, std::string_view end) {
  return plain.size() >= end.size() && plain.back() == end.back() && plain.ends_with(end);
}

template <std::size_t N>
bool is_one_of(std::string_view plain, const Names<N>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](auto name) { return plain.size() == name.size() && ends_with(plain, name); });
}

template <std::size_t N>
bool ends_with_one_of(std::string_view plain, const Names<N>& ends) {
  return std::any_of(ends.begin(), ends.end(), [&](auto end) { return ends_with(plain, end); });
}

// "passwordConfirmation", "password2": a password all the same.
std::string_view without_repetition(std::string_view plain) {
  while (!plain.empty() && is_digit(plain.back())) plain.remove_suffix(1);
  for (const std::string_view end : repetitions) {
    if (ends_with(plain, end)) return plain.substr(0, plain.size() - end.size());
  }
  return plain;
}

bool is_password(std::string_view plain) { return ends_with_one_of(without_repetition(plain), password_ends); }

bool is_token_name(std::string_view plain) { return is_one_of(plain, token_names); }

bool is_access_token(std::string_view plain) {
  static constexpr Names<3> names{"accesstoken", "refreshtoken", "authtoken"};
  return is_one_of(plain, names);
}

bool is_key(std::string_view plain) {
  static constexpr Names<2> names{"accesskey", "tenantkey"};
  return is_one_of(plain, names) || plain.ends_with("apikey");
}

bool is_credential_header(std::string_view plain) {
  static constexpr Names<5> names{"authorization", "xapikey", "apikey", "xauthtoken", "xaccesstoken"};
  return is_one_of(plain, names);
}

bool is_proxy_or_cookie(std::string_view plain) {
  static constexpr Names<3> names{"proxyauthorization", "cookie", "setcookie"};
  return is_one_of(plain, names);
}

}  // namespace

bool names_password(std::string_view name) {
  static constexpr std::uint32_t letters = last_letters(password_ends) | last_letters(repetitions);
  return may_end_with(name, letters) && is_password(Plain(name).view());
}

bool names_token(std::string_view name) {
  static constexpr std::uint32_t letters = last_letters(token_names);
  return may_end_with(name, letters) && is_token_name(Plain(name).view());
}

bool names_access_token(std::string_view name) { return is_access_token(Plain(name).view()); }

bool names_key(std::string_view name) { return is_key(Plain(name).view()); }

bool names_credential_header(std::string_view name) { return is_credential_header(Plain(name).view()); }

bool names_credential(std::string_view name) {
  const Plain plain(name);
  return is_password(plain.view()) || is_token_name(plain.view()) || is_key(plain.view()) ||
         is_credential_header(plain.view()) || is_proxy_or_cookie(plain.view());
}

bool may_name_credential(std::string_view name) {
  static constexpr Names<10> harmless_ends{"id",   "ids",  "url",    "uri",    "href",
                                           "link", "hash", "digest", "cursor", "type"};
  static constexpr Names<12> words{"token",    "key",        "secret", "session", "auth",   "credential",
                                   "password", "passphrase", "jwt",    "cookie",  "bearer", "signature"};
  const Plain plain(name);
  if (ends_with_one_of(plain.view(), harmless_ends)) return false;
  const auto has = [&plain](std::string_view word) { return plain.view().find(word) != std::string_view::npos; };
  return std::any_of(words.begin(), words.end(), has);
}

}  // namespace concord::base
