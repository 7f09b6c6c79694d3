#include <concord/base/secret_names.h>

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

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
constexpr Names<2> key_names{"accesskey", "tenantkey"};
constexpr Names<1> key_ends{"apikey"};
constexpr Names<5> credential_headers{"authorization", "xapikey", "apikey", "xauthtoken", "xaccesstoken"};
constexpr Names<3> proxies_and_cookies{"proxyauthorization", "cookie", "setcookie"};
constexpr Names<14> credential_ends{"token",         "key",  "secret",         "session",   "session-id", "session_id",
                                    "sessionid",     "auth", "authentication", "signature", "credential", "credentials",
                                    "authorization", "pin"};

// How names end: by their last letter, a bit for each letter that stands before it. Names are in lower case.
class Endings {
 public:
  template <std::size_t... N>
  explicit constexpr Endings(const Names<N>&... lists) {
    (add(lists), ...);
  }
  constexpr bool has(char before, char last) const { return ((before_[index(last)] >> index(before)) & 1u) != 0; }

 private:
  static constexpr std::size_t index(char letter) { return static_cast<std::size_t>(letter - 'a'); }
  template <std::size_t N>
  constexpr void add(const Names<N>& names) {
    for (const std::string_view name : names)
      before_[index(name.back())] |= std::uint32_t{1} << index(name[name.size() - 2]);
  }

  std::array<std::uint32_t, 26> before_{};
};

bool is_separator(char c) { return c == '_' || c == '-' || c == '.' || c == ' '; }

// Whether what is left of a name, without separators and numbers behind it, ends as one of these does: all that is
// looked at of most members and headers of an answer.
bool may_end_with(std::string_view name, const Endings& endings) {
  const auto take_last = [&name](auto is_left_out) {
    while (!name.empty() && is_left_out(name.back())) name.remove_suffix(1);
    const char last = name.empty() ? '\0' : to_lower(name.back());
    if (!name.empty()) name.remove_suffix(1);
    return last;
  };
  const char last = take_last([](char c) { return is_separator(c) || is_digit(c); });
  const char before = take_last(is_separator);
  return is_lower(last) && is_lower(before) && endings.has(before, last);
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

bool is_key(std::string_view plain) { return is_one_of(plain, key_names) || ends_with_one_of(plain, key_ends); }

bool is_credential_header(std::string_view plain) { return is_one_of(plain, credential_headers); }

bool is_proxy_or_cookie(std::string_view plain) { return is_one_of(plain, proxies_and_cookies); }

// Names that have "key", "token" or "auth" in them, and are none of these.
bool names_something_else(std::string_view name) {
  static constexpr Names<18> words{"idempoten", "public",       "primary", "sort",  "partition", "foreign",
                                   "page",      "continuation", "cursor",  "next",  "websocket", "keyword",
                                   "keyboard",  "authority",    "author_", "cache", "monkey",    "etag"};
  const auto is_in_name = [name](std::string_view word) {
    const auto is_same = [](char a, char b) { return to_lower(a) == b; };
    return std::search(name.begin(), name.end(), word.begin(), word.end(), is_same) != name.end();
  };
  return equals_ignoring_case(name, "author") || equals_ignoring_case(name, "authors") ||
         std::any_of(words.begin(), words.end(), is_in_name);
}

bool has_end_of_credential(std::string_view name) {
  if (equals_ignoring_case(name, "key")) return false;  // the name of half the maps there are
  const auto ends_name = [name](std::string_view end) {
    return name.size() >= end.size() && equals_ignoring_case(name.substr(name.size() - end.size()), end);
  };
  return std::any_of(credential_ends.begin(), credential_ends.end(), ends_name) && !names_something_else(name);
}

SecretNaming read_naming(std::string_view name) {
  SecretNaming kinds;
  const Plain plain(name);
  kinds.credential_end = has_end_of_credential(name);
  kinds.password = is_password(plain.view());
  kinds.token = is_token_name(plain.view());
  kinds.credential = kinds.password || kinds.token || is_key(plain.view()) || is_credential_header(plain.view()) ||
                     is_proxy_or_cookie(plain.view());
  return kinds;
}

}  // namespace

// Most names end as none of these does. Of the others answers have the same few again and again, and each is asked
// about by several: what is said of one is kept until another takes its place.
SecretNaming secret_naming(std::string_view name) {
  constexpr std::size_t longest_kept = 64, most_kept = 512;
  struct Kept {
    std::string name;
    SecretNaming kinds;
  };
  static thread_local std::vector<Kept> all(most_kept);  // by hash; of "" nothing is said, as in a new one
  static constexpr Endings endings(password_ends, repetitions, token_names, key_names, key_ends, credential_headers,
                                   proxies_and_cookies, credential_ends);
  if (!may_end_with(name, endings)) return {};
  if (name.size() > longest_kept) return read_naming(name);
  Kept& kept = all[std::hash<std::string_view>()(name) % most_kept];
  if (kept.name != name) kept = {std::string(name), read_naming(name)};
  return kept.kinds;
}

bool names_password(std::string_view name) { return secret_naming(name).password; }

bool names_token(std::string_view name) { return secret_naming(name).token; }

bool names_access_token(std::string_view name) { return is_access_token(Plain(name).view()); }

bool names_key(std::string_view name) { return is_key(Plain(name).view()); }

bool names_credential_header(std::string_view name) { return is_credential_header(Plain(name).view()); }

bool names_credential(std::string_view name) { return secret_naming(name).credential; }

bool ends_as_credential(std::string_view name) { return secret_naming(name).credential_end; }

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
