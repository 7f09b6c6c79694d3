// What the names of members say, however they are spelled. Those of secrets are in base/secret_names.h.
#pragma once
#include <array>
#include <string>
#include <string_view>

namespace concord::check {

// "access_token", "access-token" and "accessToken" are one: "accesstoken". "" for names too long to be of interest.
// Asked of every member of every answer: nothing is allocated.
class PlainName {
 public:
  explicit PlainName(std::string_view name);
  std::string_view view() const { return {text_.data(), size_}; }

 private:
  static constexpr std::size_t longest = 32;
  std::array<char, longest> text_;  // as far as it is used
  std::size_t size_ = 0;
};

// The same as a text.
inline std::string plain_name(std::string_view name) { return std::string(PlainName(name).view()); }

bool names_expiry(std::string_view plain);    // expiresAt, tokenExpiry, …
bool names_creation(std::string_view plain);  // createdAt, issuedAt, …
bool names_lifetime(std::string_view plain);  // expiresIn
bool names_state(std::string_view plain);     // status, state
// An identifier: "customerId", "external_user_id", "userID"; not "paid" or "grid". `name` as written.
bool names_identifier(std::string_view name);

// "customer" of "customers", "category" of "categories", "address" of "addresses"; what is no plural as it is. `plain`
// as plain_name() gives it.
std::string singular(std::string_view plain);

}  // namespace concord::check
