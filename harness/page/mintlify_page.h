// What both dialects of Mintlify pages share: the fence that holds the document, what its info string says, and
// samples.
#pragma once
#include <concord/openapi/normal_document.h>
#include <concord/page.h>
#include <concord/page/page_blocks.h>

namespace concord::page {

// ````yaml /specs/api.yaml post /v2/things   ·   ````yaml POST /things   ·   ````https://host/api.yaml post /things
struct MintlifyFence {
  Block block;
  openapi::Selection about;  // empty when the info string names no operation
};
// The yaml or json fences with a line that starts with `member` and a colon.
std::vector<MintlifyFence> find_fences(const Source& page, std::string_view member);
// The first of them; nothing when there is none.
std::optional<MintlifyFence> find_fence(const Source& page, std::string_view member);

// Adds the bodies of curl samples that follow as request examples "curl", "curl-2"… of the one operation.
void add_curl_examples(Node& document, const Source& page, std::size_t after, Diagnostics& findings);

}  // namespace concord::page
