// References to URLs.
#pragma once
#include <concord/http.h>

namespace concord::http {

// `reference` as RFC 3986, 5.2 resolves it against the base URL, which is taken as a folder: "token" is below its path,
// "/token" below its host. Nothing when that is no http(s) URL.
std::optional<std::string> resolve_url(const std::string& base, const std::string& reference);

// The same against the URL of a document, as links in it are meant: "?page=2" keeps its path.
std::optional<std::string> resolve_link(const std::string& document, const std::string& reference);

}  // namespace concord::http
