#include <concord/http/self_signed.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

namespace concord::http {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

struct Failed {
  std::string what;
};

void require(bool holds, const char* what) {
  if (!holds) throw Failed{what};
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
  const auto* common_name = reinterpret_cast<const unsigned char*>("concord");
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, common_name, -1, -1, 0);
  X509_set_issuer_name(raw, subject);
  add_extension(raw, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(raw, NID_subject_alt_name, names.c_str());
  require(X509_sign(raw, key, EVP_sha256()) > 0, "signing");
  return certificate;
}

template <class Write>
void write_pem(const std::string& path, Write write) {
  ::unlink(path.c_str());
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  require(descriptor >= 0, path.c_str());
  std::FILE* file = ::fdopen(descriptor, "wb");
  require(file != nullptr, path.c_str());
  const bool written = write(file);
  require(std::fclose(file) == 0 && written, path.c_str());
}

}  // namespace

base::Diagnostics write_self_signed(const std::string& folder, const std::string& names, std::chrono::seconds validity,
                                    SelfSignedFiles& files) try {
  files = {folder + "/certificate.pem", folder + "/key.pem"};
  const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  require(key != nullptr, "key");
  const Certificate certificate = sign(key.get(), names, validity);
  write_pem(files.certificate_file, [&](std::FILE* file) { return PEM_write_X509(file, certificate.get()) == 1; });
  write_pem(files.key_file, [&](std::FILE* file) {
    return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
  });
  return {};
} catch (const Failed& failed) {
  return {base::error("tls.certificate", "cannot make a certificate: " + failed.what)};
}

}  // namespace concord::http
