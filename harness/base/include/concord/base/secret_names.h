// Which names of fields, variables and headers say that the value is a secret: the one list, for all who ask. Names are
// taken however they are spelled: "access_token", "Access-Token" and "accessToken" are one.
#pragma once
#include <string_view>

namespace concord::base {

// A password, a secret, a private key, also as "newPassword", "password_confirmation": nobody hands it out again.
bool names_password(std::string_view name);
// A token, a session: handed out to be used, and never empty. Cursors of paging (nextPageToken, …) are none: an empty
// one says that there is no further page.
bool names_token(std::string_view name);
// An access token, refresh token or authentication token: those of names_token() that are never an example.
bool names_access_token(std::string_view name);
// An API key or access key.
bool names_key(std::string_view name);
// A header that is a credential whatever is said of it: Authorization, X-Api-Key, …
bool names_credential_header(std::string_view name);
// Any of these, and cookies.
bool names_credential(std::string_view name);
// Whether the value is a secret where a machine seems to have made it (X-Vault-Token, "signature"): the name ends so,
// and is none of the keys and tokens that are known to be none (a cursor, an idempotency key).
bool ends_as_credential(std::string_view name);
// Those that are asked of every member and header of every answer, in one question.
struct SecretNaming {
  bool password = false, token = false, credential = false, credential_end = false;
};
SecretNaming secret_naming(std::string_view name);
// Whether the value may be a secret if it looks like one: the name has "token", "key", "session", "auth"… in it, and
// does not end like that of an identifier or an address.
bool may_name_credential(std::string_view name);

}  // namespace concord::base
