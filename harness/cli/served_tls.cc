#include "served_tls.h"

#include "options.h"

#include <concord/http/self_signed.h>

#include <stdlib.h>

#include <chrono>
#include <filesystem>

namespace concord::cli {

namespace fs = std::filesystem;

void declare(Options& options, TlsFlags& flags) {
  options.add_flag("--tls", flags.is_secure, "Serve https, with a certificate of its own");
  options.add_option("--cert", flags.certificate, "Serve https with this certificate (PEM); with --key")
      .type_name("FILE");
  options.add_option("--key", flags.key, "Its key (PEM)").type_name("FILE");
}

ServedTls serve_tls(const TlsFlags& flags, const std::string& command, base::Diagnostics& problems) {
  ServedTls served;
  if (flags.certificate.empty() != flags.key.empty()) {
    problems.push_back(base::error(command + ".tls", "--cert and --key go together"));
    return served;
  }
  if (!flags.certificate.empty()) served.files = http::ServerTls{flags.certificate, flags.key};
  if (!flags.certificate.empty() || !flags.is_secure) return served;
  std::string folder = (fs::temp_directory_path() / ("concord-" + command + "-XXXXXX")).string();
  if (::mkdtemp(folder.data()) == nullptr) {
    problems.push_back(base::error(command + ".tls", "there is no folder for a certificate"));
    return served;
  }
  served.folder = std::shared_ptr<const std::string>(new std::string(folder), [](const std::string* made) {
    std::error_code none;
    fs::remove_all(*made, none);
    delete made;
  });
  http::SelfSignedFiles files;
  base::append(problems, http::write_self_signed(folder, "IP:127.0.0.1,IP:::1,DNS:localhost",
                                                 std::chrono::hours(24 * 30), files));
  served.files = http::ServerTls{files.certificate_file, files.key_file};
  served.made = files.certificate_file;
  return served;
}

}  // namespace concord::cli
