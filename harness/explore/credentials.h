// Credentials of a contract's security schemes: variables and auth profiles.
#pragma once
#include <concord/explore.h>

namespace concord::explore {

// Whether it wants a user and a password.
bool is_of_user(const contract::SecurityScheme& scheme);

// Fills in `variables` and `auth` of a provider that is made of its contract.
void add_credentials(suite::Provider& provider, const ProviderOptions& options);

// The request parts by which an operation gets its credentials: {auth: NAME}, with keys beside it where several schemes
// must be satisfied. An empty object: what the provider says of all, or nothing.
Node credentials_of(const suite::Provider& provider, const contract::Operation& operation);

// The alternatives of the operation that can be tried, each with such parts, the one of credentials_of first; and why
// the others cannot. Of a provider.yaml only that one: which of its variables are given, only a run knows.
struct AlternativeParts {
  std::string name;  // "key", "login and key"
  Node request;
  std::string why_not;  // "" where it can
};
std::vector<AlternativeParts> alternatives_of(const suite::Provider& provider, const contract::Operation& operation);

// The names that templates of these use, and of the profile that is chosen by them or by what the provider says of all.
std::set<std::string> credential_names(const suite::Provider& provider, const contract::Operation& operation);

// "export SHOP_KEY (the key in header X-Key), or give it with -H"; "" where none are needed.
std::string how_to_give(const suite::Provider& provider, const contract::Operation& operation);

}  // namespace concord::explore
