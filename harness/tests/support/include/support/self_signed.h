// A certificate made for one test run.
#pragma once
#include <chrono>
#include <string>

namespace concord::support {

// A fresh key and a certificate that it signed itself, as PEM files; removed with the object.
class SelfSigned {
 public:
  // `names`: the subject alternative names in OpenSSL's form.
  explicit SelfSigned(const std::string& names = "IP:127.0.0.1,DNS:localhost", std::chrono::seconds validity = day);
  static constexpr std::chrono::hours day{24};
  ~SelfSigned();
  SelfSigned(const SelfSigned&) = delete;
  SelfSigned& operator=(const SelfSigned&) = delete;

  const std::string& certificate_file() const { return certificate_file_; }
  const std::string& key_file() const { return key_file_; }

 private:
  std::string folder_;
  std::string certificate_file_;
  std::string key_file_;
};

}  // namespace concord::support
