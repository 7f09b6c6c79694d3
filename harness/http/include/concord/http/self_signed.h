// A certificate for servers on this machine, which nobody but its user trusts.
#pragma once
#include <concord/base/diagnostic.h>

#include <chrono>
#include <string>

namespace concord::http {

struct SelfSignedFiles {
  std::string certificate_file;  // PEM: for --cacert of clients
  std::string key_file;          // PEM, readable by its owner only
};

// Writes certificate.pem and key.pem into `folder`: a fresh key, and a certificate that it signed itself. `names`: the
// subject alternative names in OpenSSL's form ("IP:127.0.0.1,DNS:localhost").
base::Diagnostics write_self_signed(const std::string& folder, const std::string& names, std::chrono::seconds validity,
                                    SelfSignedFiles& files);

}  // namespace concord::http
