#include <concord/base/digest.h>
#include <concord/base/text.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

namespace concord::base {
namespace {

constexpr std::size_t digest_size = 32;
constexpr std::size_t block_size = 64;

std::string sha256(std::string_view bytes) {
  std::string digest(digest_size, '\0');
  auto* out = reinterpret_cast<unsigned char*>(digest.data());
  if (EVP_Digest(bytes.data(), bytes.size(), out, nullptr, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("libcrypto has no SHA-256");
  }
  return digest;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) { return hex_encode(sha256(bytes)); }

std::string hmac_sha256(std::string_view key, std::string_view message) {
  // RFC 2104 shortens long keys like this. Done here, the key's size always fits the int that HMAC() takes.
  const std::string short_key = key.size() > block_size ? sha256(key) : std::string(key);
  std::string digest(digest_size, '\0');
  const auto* in = reinterpret_cast<const unsigned char*>(message.data());
  auto* out = reinterpret_cast<unsigned char*>(digest.data());
  if (!HMAC(EVP_sha256(), short_key.data(), static_cast<int>(short_key.size()), in, message.size(), out, nullptr)) {
    throw std::runtime_error("libcrypto has no HMAC-SHA-256");
  }
  return digest;
}

}  // namespace concord::base
