// --tls, --cert and --key of what serves: a certificate that is given, or one of its own for this machine.
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/http/server.h>

#include <memory>
#include <optional>
#include <string>

namespace concord::cli {

class Options;

struct TlsFlags {
  std::string certificate, key;
  bool is_secure = false;
};
void declare(Options& options, TlsFlags& flags);

// Nothing when it serves without TLS.
struct ServedTls {
  std::optional<http::ServerTls> files;
  std::string made;                           // the certificate that was made, or ""
  std::shared_ptr<const std::string> folder;  // of what was made; goes with the last copy
};
// `command`: of the kinds of its diagnostics, and of the folder's name.
ServedTls serve_tls(const TlsFlags& flags, const std::string& command, base::Diagnostics& problems);

}  // namespace concord::cli
