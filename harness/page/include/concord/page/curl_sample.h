// Request samples that call curl in a shell fence.
#pragma once
#include <concord/page.h>

namespace concord::page {

struct CurlSample {
  std::string method;  // upper case; "" when the sample does not say
  std::string url;
  base::Span url_span;
  std::optional<Node> json;  // the body, with spans in the page where it is quoted plainly
  bool is_whole = true;      // false: something is left out of the body, so that only its shape counts
  std::optional<Node> form;  // the fields of a body sent as a form, in place of `json`
  std::string media_type;    // of the body: what a header says, else what the options mean; "" when there is no body
  // How it authenticates; an empty header: not at all.
  std::string credential_header;
  std::string credential_scheme;  // "basic", "bearer", or "" for a key
  base::Span credential_span;
  std::size_t end = 0;  // behind the command: an answer may follow in the same fence
};
// Nothing when [begin, end) does not call curl; the first command counts. A body that is no JSON though it looks like
// it is a finding, and read as far as it can be.
std::optional<CurlSample> read_curl_sample(const Source& page, std::size_t begin, std::size_t end,
                                           Diagnostics& findings);

// Whether `url` is some server with `path`, whose {parameters} match any segment.
bool is_url_of(std::string_view url, std::string_view path);

}  // namespace concord::page
