#include "page_starts.h"

#include "gitbook_tags.h"
#include "page_endpoint.h"
#include "page_headings.h"
#include "page_samples.h"

#include <concord/page/curl_sample.h>

#include <algorithm>

namespace concord::page {
namespace {

bool is_heading(const Block& block) { return block.kind == BlockKind::Heading && block.level < bold_level; }

// The heading under which the endpoint at `at` is described: the nearest one above it, or the one above that when the
// nearest only says "HTTP request". Not before `from`.
std::size_t start_of(const std::vector<Block>& blocks, std::size_t at, std::size_t from) {
  std::size_t start = at;
  int level = bold_level;
  for (std::size_t i = at + 1; i-- > from;) {
    if (!is_heading(blocks[i]) || blocks[i].level >= level) continue;
    start = i;
    level = blocks[i].level;
    if (!is_over_endpoint(blocks[i].text)) break;
  }
  return start;
}

std::optional<Endpoint> endpoint_of_fence(const Source& page, const Block& block) {
  if (block.kind != BlockKind::Fence) return std::nullopt;
  Diagnostics unused;
  const FenceSamples samples = read_fence_samples(page, block, fence_language(block), unused);
  if (samples.request) return samples.request;
  if (!samples.curl || samples.curl->url.empty()) return std::nullopt;
  const bool has_body = samples.curl->json || samples.curl->form;
  const std::string& method = samples.curl->method;
  return endpoint_from(!method.empty() ? method : has_body ? "POST" : "GET", samples.curl->url, block.span);
}

// A box that shows the endpoint of the description again, with its host perhaps.
bool repeats(Endpoint& known, const Endpoint& shown) {
  if (known.method != shown.method || !is_url_of(shown.path, known.path)) return false;
  if (known.origin.empty()) known.origin = shown.origin;
  return true;
}

}  // namespace

std::vector<Start> find_starts(const Source& page, const std::vector<Block>& blocks, bool in_samples) {
  std::vector<Start> starts;
  EndpointLabels labels;
  std::size_t from = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!document_of_tag(blocks[i]).empty()) continue;
    auto endpoint = in_samples ? endpoint_of_fence(page, blocks[i]) : endpoint_of(blocks[i]);
    labels.read(page, blocks[i]);
    if (!endpoint && !in_samples) endpoint = labels.found();
    if (!endpoint && !in_samples) {
      endpoint = endpoint_of_box(page, blocks[i]);
      if (endpoint && !starts.empty() && repeats(starts.back().endpoint, *endpoint)) continue;
    }
    if (!endpoint) continue;
    const std::size_t start = start_of(blocks, i, from);
    const bool is_same = !starts.empty() && start == i && starts.back().endpoint.method == endpoint->method &&
                         starts.back().endpoint.path == endpoint->path;
    from = i + 1;
    if (!is_same) starts.push_back({start, std::move(*endpoint)});
  }
  return starts;
}

bool names_endpoint(const Source& page, const std::vector<Block>& blocks) {
  EndpointLabels labels;
  return std::any_of(blocks.begin(), blocks.end(), [&](const Block& block) {
    labels.read(page, block);
    return labels.found() || endpoint_of(block) || endpoint_of_box(page, block) || endpoint_of_fence(page, block);
  });
}

}  // namespace concord::page
