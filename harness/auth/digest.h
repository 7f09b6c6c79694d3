// Digest access authentication, RFC 7616.
#pragma once
#include "challenges.h"

#include <concord/base/digest.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace concord::auth {

struct DigestAlgorithm {
  std::string_view name;  // "SHA-256-sess"
  base::DigestKind kind;
  bool is_session = false;
};

enum class DigestQop : std::uint8_t {
  None,  // RFC 2069
  Auth,
  AuthInt,
};

// A challenge that can be answered.
struct DigestChallenge {
  const DigestAlgorithm* algorithm = nullptr;
  bool names_algorithm = false;
  std::string realm, nonce;
  std::optional<std::string> opaque;
  DigestQop qop = DigestQop::None;
  bool hashes_user = false;
  bool is_stale = false;
};
// The first of several that is understood, as its server prefers them (section 3.7).
std::optional<DigestChallenge> find_digest_challenge(const http::Headers& headers);

// What a response is made of, beside the challenge.
struct DigestQuestion {
  std::string_view username, password;
  std::string_view method, uri;  // as on the request line
  std::string_view body;
  std::string_view cnonce;
  std::uint32_t count = 1;  // of requests with this nonce
};
// Hexadecimal (section 3.4.1).
std::string digest_response(const DigestChallenge& challenge, const DigestQuestion& question);
// The value of Authorization (section 3.4).
std::string digest_credentials(const DigestChallenge& challenge, const DigestQuestion& question,
                               const std::string& response);

// A challenge while its nonce is used.
struct DigestNonce {
  DigestChallenge challenge;
  std::string cnonce;  // one for all requests: those of -sess are part of the session's key
  std::uint32_t used = 0;
};

// What is known of an origin. A nonce belongs to the request that was challenged with it until that is answered: else
// requests that overtake each other would spoil each other's counts, at a server that takes no lower one than the last.
struct DigestOrigin {
  std::optional<DigestNonce> shared;
  std::optional<DigestNonce> next;              // of the request that is about to be sent again
  std::map<std::string, DigestNonce> on_trial;  // by nonce: of those that were
};
using DigestOrigins = std::map<std::string, DigestOrigin>;  // by profile and origin

}  // namespace concord::auth
