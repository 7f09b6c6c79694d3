// What the references of an API description may lead to: the options of every command that reads one.
#pragma once
#include <concord/openapi/document_set.h>

#include <string>
#include <vector>

namespace concord::cli {

class Options;

struct DocumentFlags {
  std::string root;
  bool allows_remote = false;
  std::vector<std::string> allowed_hosts;  // that may be of this machine or a private network
  double max_time = 120;                   // seconds for all that is fetched
};
// Declares --root, --allow-remote, --allow-host and --max-time.
void add_document_flags(Options& options, DocumentFlags& flags);

// With --allow-remote, http(s) documents are fetched while the description is read: up to 64 MB and 30 s each, and no
// longer than --max-time in all, which begins with the first one. TLS is verified, redirects are not followed, and only
// addresses of the public network are connected to, but for hosts that --allow-host names and for proxies of the
// environment.
// `folder`: that was named as a whole; references may lead anywhere in it, unless --root says otherwise.
openapi::DocumentOptions document_options(const DocumentFlags& flags, const std::filesystem::path& folder = {});

}  // namespace concord::cli
