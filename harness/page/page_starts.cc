#include "page_starts.h"

#include "gitbook_tags.h"
#include "page_endpoint.h"
#include "page_headings.h"
#include "page_mentions.h"
#include "page_samples.h"
#include "status_words.h"

#include <concord/page/curl_sample.h>

#include <algorithm>
#include <set>
#include <utility>

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

// What a line at `at` is in: the nearest heading above it.
std::vector<std::size_t> sections_of(const std::vector<Block>& blocks) {
  std::vector<std::size_t> sections;
  std::size_t last = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) sections.push_back(is_heading(blocks[i]) ? last = i : last);
  return sections;
}

// By itself: a line, a heading, a tag, a box, two labels that are nothing but an endpoint.
std::vector<Start> named_alone(const Source& page, const std::vector<Block>& blocks) {
  std::vector<Start> named;
  EndpointLabels labels;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!document_of_tag(blocks[i]).empty()) continue;
    auto endpoint = endpoint_of(blocks[i]);
    labels.read(page, blocks[i]);
    if (!endpoint) endpoint = labels.found();
    if (!endpoint) {
      endpoint = endpoint_of_box(page, blocks[i]);
      if (endpoint && !named.empty() && repeats(named.back().endpoint, *endpoint)) continue;
    }
    if (endpoint) named.push_back({i, std::move(*endpoint)});
  }
  return named;
}

// In a section that describes an endpoint, a line about another one is a cross reference, unless it says how that one
// answers; and one that is described elsewhere on the page needs no second description.
void add_lines(std::vector<Start>& named, const std::vector<Block>& blocks) {
  const auto sections = sections_of(blocks);
  std::set<std::size_t> described;
  KnownEndpoints known;
  for (const Start& one : named) {
    described.insert(sections[one.block]);
    known.add(one.endpoint);
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    auto line = endpoint_at_start(blocks[i]);
    if (!line || known.contains(line->endpoint)) continue;
    if (described.contains(sections[i]) && statuses_behind(line->behind).empty()) continue;
    known.add(line->endpoint);
    named.push_back({i, std::move(line->endpoint), true});
  }
  std::stable_sort(named.begin(), named.end(), [](const Start& a, const Start& b) { return a.block < b.block; });
}

std::vector<Start> named_in(const Source& page, const std::vector<Block>& blocks, NamedIn way) {
  std::vector<Start> named;
  if (way == NamedIn::Lines) {
    named = named_alone(page, blocks);
    add_lines(named, blocks);
    return named;
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (way == NamedIn::Samples) {
      if (auto endpoint = endpoint_of_fence(page, blocks[i])) named.push_back({i, std::move(*endpoint)});
    } else if (auto found = endpoints_in_code(page, blocks[i]); !found.empty()) {
      named.push_back({i, std::move(found.front()), true});
    }
  }
  return named;
}

// Whether something is said of the endpoint that a line names: on the line, or below it in the same section.
bool is_described(const Source& page, const std::vector<Block>& blocks, std::size_t at) {
  constexpr std::size_t furthest = 6;  // blocks below the line
  const auto line = endpoint_at_start(blocks[at]);
  if (line && !statuses_behind(line->behind).empty()) return true;
  for (std::size_t i = at; i < blocks.size() && i <= at + furthest; ++i) {
    const Block& block = blocks[i];
    if (i > at && is_heading(block)) return false;
    if (block.kind == BlockKind::Fence && read_json(page, block.begin, block.end)) return true;
    if (line && (block.kind == BlockKind::Table || block.kind == BlockKind::Rows)) return true;
    if (i > at && endpoint_at_start(block)) return false;
    if (block.kind == BlockKind::Text &&
        (!statuses_in_sentence(block.text).empty() || !status_of_item(block.text).empty()))
      return true;
  }
  return false;
}

}  // namespace

std::vector<Start> find_starts(const Source& page, const std::vector<Block>& blocks, NamedIn way) {
  std::vector<Start> starts;
  std::size_t from = 0;
  for (Start& named : named_in(page, blocks, way)) {
    const std::size_t at = named.block;  // a line is one of several, so what stands above them is of none alone
    if (!named.is_in_line) named.block = start_of(blocks, at, from);
    const bool is_same = !starts.empty() && named.block == at &&
                         starts.back().endpoint.method == named.endpoint.method &&
                         starts.back().endpoint.path == named.endpoint.path;
    from = at + 1;
    if (!is_same) starts.push_back(std::move(named));
  }
  return starts;
}

bool names_endpoint(const Source& page, const std::vector<Block>& blocks) {
  EndpointLabels labels;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    labels.read(page, block);
    if (labels.found() || endpoint_of(block) || endpoint_of_box(page, block) || endpoint_of_fence(page, block))
      return true;
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].kind != BlockKind::Text) continue;
    const bool is_named = endpoint_at_start(blocks[i]) || !endpoints_in_code(page, blocks[i]).empty();
    if (is_named && is_described(page, blocks, i)) return true;
  }
  return false;
}

}  // namespace concord::page
