// SHA-256 has an interface of its own: the general one makes ready all algorithms that there are before the first
// digest, which was a seventh of what a run of one case executes.
#define OPENSSL_SUPPRESS_DEPRECATED  // of functions that libcrypto would rather see called by the general interface

#include <concord/base/digest.h>
#include <concord/base/text.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <stdexcept>

namespace concord::base {
namespace {

const EVP_MD* method_of(DigestKind kind) {
  switch (kind) {
    case DigestKind::Md5: return EVP_md5();
    case DigestKind::Sha1: return EVP_sha1();
    case DigestKind::Sha256: return EVP_sha256();
    case DigestKind::Sha384: return EVP_sha384();
    case DigestKind::Sha512: return EVP_sha512();
    case DigestKind::Sha512_256: break;
  }
  return EVP_sha512_256();
}

std::string sha256(std::string_view bytes) {
  SHA256_CTX context;
  std::string result(SHA256_DIGEST_LENGTH, '\0');
  const bool is_made = SHA256_Init(&context) == 1 && SHA256_Update(&context, bytes.data(), bytes.size()) == 1 &&
                       SHA256_Final(reinterpret_cast<unsigned char*>(result.data()), &context) == 1;
  if (!is_made) throw std::runtime_error("libcrypto makes no SHA-256");
  return result;
}

[[noreturn]] void refuse(DigestKind kind) {
  throw std::runtime_error(std::string("libcrypto has no ") + EVP_MD_get0_name(method_of(kind)));
}

}  // namespace

std::string digest(DigestKind kind, std::string_view bytes) {
  if (kind == DigestKind::Sha256) return sha256(bytes);
  const EVP_MD* method = method_of(kind);
  std::string result(static_cast<std::size_t>(EVP_MD_get_size(method)), '\0');
  auto* out = reinterpret_cast<unsigned char*>(result.data());
  if (EVP_Digest(bytes.data(), bytes.size(), out, nullptr, method, nullptr) != 1) refuse(kind);
  return result;
}

std::string hmac(DigestKind kind, std::string_view key, std::string_view message) {
  const EVP_MD* method = method_of(kind);
  const auto block_size = static_cast<std::size_t>(EVP_MD_get_block_size(method));
  // RFC 2104 shortens long keys like this. Done here, the key's size always fits the int that HMAC() takes.
  const std::string short_key = key.size() > block_size ? digest(kind, key) : std::string(key);
  std::string result(static_cast<std::size_t>(EVP_MD_get_size(method)), '\0');
  const auto* in = reinterpret_cast<const unsigned char*>(message.data());
  auto* out = reinterpret_cast<unsigned char*>(result.data());
  if (!HMAC(method, short_key.data(), static_cast<int>(short_key.size()), in, message.size(), out, nullptr))
    refuse(kind);
  return result;
}

std::string sha256_hex(std::string_view bytes) { return hex_encode(digest(DigestKind::Sha256, bytes)); }

std::string hmac_sha256(std::string_view key, std::string_view message) {
  return hmac(DigestKind::Sha256, key, message);
}

}  // namespace concord::base
