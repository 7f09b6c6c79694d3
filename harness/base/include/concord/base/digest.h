// Digests, by libcrypto.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace concord::base {

enum class DigestKind : std::uint8_t { Md5, Sha1, Sha256, Sha384, Sha512, Sha512_256 };

// Raw bytes: 16 of Md5, 20 of Sha1, 32 of Sha256 and Sha512_256, 48 of Sha384, 64 of Sha512. They throw where
// libcrypto was told to do without that kind.
std::string digest(DigestKind kind, std::string_view bytes);
std::string hmac(DigestKind kind, std::string_view key, std::string_view message);  // RFC 2104

std::string sha256_hex(std::string_view bytes);                            // 64 lower-case hex digits
std::string hmac_sha256(std::string_view key, std::string_view message);   // 32 raw bytes

}  // namespace concord::base
