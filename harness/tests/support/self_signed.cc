#include "support/self_signed.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>

namespace concord::support {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(std::string("cannot make a certificate: ") + what);
}

void add_extension(X509* certificate, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
  require(extension != nullptr, value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

Certificate sign(EVP_PKEY* key, const std::string& names, std::chrono::seconds validity) {
  Certificate certificate(X509_new(), X509_free);
  X509* raw = certificate.get();
  X509_set_version(raw, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(raw), 1);
  X509_gmtime_adj(X509_getm_notBefore(raw), -3600);
  X509_gmtime_adj(X509_getm_notAfter(raw), static_cast<long>(validity.count()));
  X509_set_pubkey(raw, key);
  X509_NAME* subject = X509_get_subject_name(raw);
  const auto* common_name = reinterpret_cast<const unsigned char*>("concord test");
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, common_name, -1, -1, 0);
  X509_set_issuer_name(raw, subject);
  add_extension(raw, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(raw, NID_subject_alt_name, names.c_str());
  require(X509_sign(raw, key, EVP_sha256()) > 0, "signing");
  return certificate;
}

template <class Write>
void write_pem(const std::string& path, Write write) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  require(file != nullptr, path.c_str());
  const bool written = write(file);
  std::fclose(file);
  require(written, path.c_str());
}

std::string make_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "concord-tls-XXXXXX").string();
  require(mkdtemp(pattern.data()) != nullptr, "temporary folder");
  return pattern;
}

}  // namespace

SelfSigned::SelfSigned(const std::string& names, std::chrono::seconds validity)
    : folder_(make_folder()), certificate_file_(folder_ + "/certificate.pem"), key_file_(folder_ + "/key.pem") {
  const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  require(key != nullptr, "key");
  const Certificate certificate = sign(key.get(), names, validity);
  write_pem(certificate_file_, [&](std::FILE* file) { return PEM_write_X509(file, certificate.get()) == 1; });
  write_pem(key_file_, [&](std::FILE* file) {
    return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
  });
}

SelfSigned::~SelfSigned() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace concord::support
