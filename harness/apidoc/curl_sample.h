// Request samples that call curl in a shell fence.
#pragma once
#include <concord/apidoc.h>

namespace concord::apidoc {

struct CurlSample {
  std::string method;  // upper case; "" when the sample does not say
  std::string url;
  base::Span url_span;
  std::optional<Node> json;  // the body, with spans in the page where it is quoted plainly
};
// Nothing when [begin, end) does not call curl. A body that is no JSON is a finding when it looks like it.
std::optional<CurlSample> read_curl_sample(const Source& page, std::size_t begin, std::size_t end,
                                           Diagnostics& findings);

// Whether `url` is some server with `path`, whose {parameters} match any segment.
bool is_url_of(std::string_view url, std::string_view path);

}  // namespace concord::apidoc
