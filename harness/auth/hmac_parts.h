// The texts of an HMAC profile: what is signed, and what is sent of it. Parts of the request stand in single braces,
// `{method}\n{path}\n{body.sha256.hex}`; whatever else is in braces stays as it is.
#pragma once
#include <concord/auth.h>
#include <concord/base/digest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::auth {

// What there is beside the request.
struct SigningMoment {
  std::string timestamp, nonce;
  std::string signature;  // "" as long as it is not made
};

// The names in braces, in order: "method", "header.X-Date", also those that are no parts.
std::vector<std::string> parts_in(std::string_view text);
// Nothing wrong, or what is: `unknown part "pth"`, with a hint after it.
std::optional<base::Diagnostic> mistake_in_part(std::string_view part, bool may_be_signature, const base::Span& span);
// `text` with each part replaced by what it is of the request as it stands.
std::string with_parts(std::string_view text, const http::Request& request, const SigningMoment& moment);

// "hex", "base64" or "base64url" of bytes.
std::string encoded_as(std::string_view encoding, std::string_view bytes);
// "md5", "sha1", "sha256", "sha384", "sha512"
std::optional<base::DigestKind> digest_kind(std::string_view name);

}  // namespace concord::auth
