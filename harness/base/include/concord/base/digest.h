// Digests, by libcrypto.
#pragma once
#include <string>
#include <string_view>

namespace concord::base {

std::string sha256_hex(std::string_view bytes);                             // 64 lower-case hex digits
std::string hmac_sha256(std::string_view key, std::string_view message);   // 32 raw bytes, RFC 2104

}  // namespace concord::base
