// The other side of Digest (RFC 7616), for servers of tests and mocks.
#pragma once
#include <string_view>

namespace concord::auth {

// A request as it arrived.
struct DigestRequest {
  std::string_view method, target, body;
};

// Whether `authorization`, the value of that header, holds a response of this user to the challenge that it names.
// Which nonces and counts are good is not known here.
bool is_digest_of(std::string_view authorization, std::string_view username, std::string_view password,
                  const DigestRequest& request);

}  // namespace concord::auth
