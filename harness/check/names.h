// What the names of members say, however they are spelled. Those of secrets are in base/secret_names.h.
#pragma once
#include <string>
#include <string_view>

namespace concord::check {

// "access_token", "access-token" and "accessToken" are one: "accesstoken". "" for names too long to be of interest.
std::string plain_name(std::string_view name);

bool names_expiry(std::string_view plain);    // expiresAt, tokenExpiry, …
bool names_creation(std::string_view plain);  // createdAt, issuedAt, …
// An identifier: "customerId", "external_user_id", "userID"; not "paid" or "grid". `name` as written.
bool names_identifier(std::string_view name);

// "customer" of "customers", "category" of "categories", "address" of "addresses"; what is no plural as it is. `plain`
// as plain_name() gives it.
std::string singular(std::string_view plain);

}  // namespace concord::check
