// A token endpoint (RFC 6749) that knows no clients: whoever asks as the standard says is given a token, which is
// accepted wherever a contract wants one.
#pragma once
#include <concord/base/random.h>
#include <concord/contract.h>
#include <concord/http/server.h>

#include <string>
#include <string_view>

namespace concord::mock {

inline constexpr std::string_view token_path = "/.concord/token";

class TokenEndpoint {
 public:
  explicit TokenEndpoint(std::uint64_t seed) : random_(seed), key_(random_.token(32)) {}
  // Refusals are those of section 5.2.
  http::Reply answer(const http::ParsedRequest& request);
  // Whether `token` was given out here. Nothing is remembered: a token carries its proof.
  bool has_given(std::string_view token) const;

 private:
  std::string signature_of(std::string_view token) const;

  base::Random random_;
  std::string key_;
};

// OAuth 2.0, OpenID Connect, or HTTP's Bearer: schemes whose credential is such a token.
bool takes_tokens(const contract::SecurityScheme& scheme);

}  // namespace concord::mock
