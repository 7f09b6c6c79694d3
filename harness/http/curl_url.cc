#include <concord/http/resolve_url.h>

#include "curl_transfer.h"

#include <memory>

namespace concord::http {

namespace {

struct TextDeleter {
  void operator()(char* text) const { curl_free(text); }
};

std::string as_folder(const std::string& url) {
  std::string folder = url.substr(0, url.find_first_of("?#"));
  if (!folder.ends_with('/')) folder += '/';
  return folder;
}

std::optional<std::string> resolved(const std::string& base, const std::string& reference) {
  if (!parse_url(base)) return std::nullopt;
  const Url url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, base.c_str(), CURLU_PATH_AS_IS) != CURLUE_OK)
    return std::nullopt;
  // An empty one is no change, which libcurl takes for a mistake.
  if (!reference.empty() && curl_url_set(url.get(), CURLUPART_URL, reference.c_str(), 0) != CURLUE_OK)
    return std::nullopt;
  char* text = nullptr;
  if (curl_url_get(url.get(), CURLUPART_URL, &text, 0) != CURLUE_OK) return std::nullopt;
  const std::unique_ptr<char, TextDeleter> owned(text);
  if (!parse_url(text)) return std::nullopt;
  return std::string(text);
}

}  // namespace

std::optional<std::string> resolve_url(const std::string& base, const std::string& reference) {
  return parse_url(base) ? resolved(as_folder(base), reference) : std::nullopt;
}

std::optional<std::string> resolve_link(const std::string& document, const std::string& reference) {
  return resolved(document, reference);
}

}  // namespace concord::http
