#include <concord/base/secret_names.h>

#include <algorithm>
#include <array>

namespace concord::base {
namespace {

using Names = std::initializer_list<std::string_view>;

// The letters and digits of a name, in lower case; nothing of a name too long to be of interest. Asked for each member
// of each answer, so nothing is allocated.
class Plain {
 public:
  explicit Plain(std::string_view name) {
    if (name.size() > longest) return;
    for (const char c : name) {
      const bool is_upper = c >= 'A' && c <= 'Z', is_separator = c == '_' || c == '-' || c == '.' || c == ' ';
      if (!is_separator) text_[size_++] = is_upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  std::string_view view() const { return {text_.data(), size_}; }

 private:
  static constexpr std::size_t longest = 48;
  std::array<char, longest> text_{};
  std::size_t size_ = 0;
};

bool is_one_of(std::string_view plain, Names names) {
  return std::find(names.begin(), names.end(), plain) != names.end();
}

bool ends_with_one_of(std::string_view plain, Names ends) {
  return std::any_of(ends.begin(), ends.end(), [&](auto end) { return plain.ends_with(end); });
}

// "passwordConfirmation", "password2": a password all the same.
std::string_view without_repetition(std::string_view plain) {
  while (!plain.empty() && plain.back() >= '0' && plain.back() <= '9') plain.remove_suffix(1);
  for (const std::string_view end : {"confirmation", "confirm", "repeated", "repeat", "again"}) {
    if (plain.ends_with(end)) return plain.substr(0, plain.size() - end.size());
  }
  return plain;
}

bool is_password(std::string_view plain) {
  return ends_with_one_of(without_repetition(plain),
                          {"password", "passwd", "passphrase", "secret", "secretkey", "privatekey"});
}

bool is_token_name(std::string_view plain) {
  return is_one_of(plain, {"token", "accesstoken", "refreshtoken", "idtoken", "session", "sessionid", "sessiontoken",
                           "sessionkey", "authtoken", "sdktoken", "apitoken", "linktoken", "bearertoken", "jwt"});
}

bool is_access_token(std::string_view plain) { return is_one_of(plain, {"accesstoken", "refreshtoken", "authtoken"}); }

bool is_key(std::string_view plain) {
  return is_one_of(plain, {"accesskey", "tenantkey"}) || plain.ends_with("apikey");
}

bool is_credential_header(std::string_view plain) {
  return is_one_of(plain, {"authorization", "xapikey", "apikey", "xauthtoken", "xaccesstoken"});
}

}  // namespace

bool names_password(std::string_view name) { return is_password(Plain(name).view()); }

bool names_token(std::string_view name) { return is_token_name(Plain(name).view()); }

bool names_access_token(std::string_view name) { return is_access_token(Plain(name).view()); }

bool names_key(std::string_view name) { return is_key(Plain(name).view()); }

bool names_credential_header(std::string_view name) { return is_credential_header(Plain(name).view()); }

bool names_credential(std::string_view name) {
  const Plain plain(name);
  return is_password(plain.view()) || is_token_name(plain.view()) || is_key(plain.view()) ||
         is_credential_header(plain.view()) || is_one_of(plain.view(), {"proxyauthorization", "cookie", "setcookie"});
}

bool may_name_credential(std::string_view name) {
  const Plain plain(name);
  if (ends_with_one_of(plain.view(), {"id", "ids", "url", "uri", "href", "link", "hash", "digest", "cursor", "type"})) {
    return false;
  }
  const Names words{"token",    "key",        "secret", "session", "auth",   "credential",
                    "password", "passphrase", "jwt",    "cookie",  "bearer", "signature"};
  const auto has = [&plain](std::string_view word) { return plain.view().find(word) != std::string_view::npos; };
  return std::any_of(words.begin(), words.end(), has);
}

}  // namespace concord::base
