#include "mintlify_page.h"

#include "front_matter.h"

#include <concord/base/media_type.h>
#include <concord/base/text.h>
#include <concord/openapi/normal_document.h>
#include <concord/openapi/place.h>
#include <concord/page/curl_sample.h>

#include <algorithm>

namespace concord::page {
namespace {

// A fence called yaml or json, or by nothing but the operation: "https://host/api.yaml post /things".
bool may_hold_document(const std::vector<std::string>& words) {
  if (words.empty()) return true;
  const std::string language = base::to_lower_ascii(words.front());
  return language == "yaml" || language == "yml" || language == "json" || operation_words(words).has_value();
}

// "3.0.3", quoted or not: samples may have a member "openapi" of their own.
bool is_version(std::string_view value) {
  value = base::trim(value);
  value.remove_prefix(std::min(value.find_first_not_of("\"'"), value.size()));
  const std::size_t dot = value.find('.');
  return dot != std::string_view::npos && dot != 0 && value.find_first_not_of("0123456789") == dot;
}

bool has_member(const Source& page, const Block& block, std::string_view member) {
  const std::string_view text = std::string_view(page.text()).substr(block.begin, block.end - block.begin);
  for (const std::string_view line : base::split(text, '\n')) {
    std::string_view plain = base::trim(line);
    plain.remove_prefix(std::min(plain.find_first_not_of("{ \""), plain.size()));
    if (!plain.starts_with(member)) continue;
    plain.remove_prefix(member.size());
    if (plain.starts_with('"')) plain.remove_prefix(1);
    if (plain.starts_with(':') && (member != "openapi" || is_version(plain.substr(1)))) return true;
  }
  return false;
}

bool is_document_fence(const Source& page, const Block& block, std::string_view member) {
  return block.kind == BlockKind::Fence && may_hold_document(words_of(block.text)) && has_member(page, block, member);
}

// Where the one operation's JSON body is described, or null.
Node* request_media(Node& document) {
  Node* paths = document.find("paths");
  if (paths == nullptr || paths->size() != 1) return nullptr;
  Node& item = paths->members().front().value;
  if (item.size() != 1) return nullptr;
  Node* body = item.members().front().value.find("requestBody");
  Node* content = body == nullptr ? nullptr : body->find("content");
  if (content == nullptr) return nullptr;
  for (auto& media : content->members()) {
    if (base::documented_media_type(media.key).is_json()) return &media.value;
  }
  return nullptr;
}

}  // namespace

std::vector<MintlifyFence> find_fences(const Source& page, std::string_view member) {
  std::vector<MintlifyFence> fences;
  for (Block& block : read_blocks(page)) {
    if (!is_document_fence(page, block, member)) continue;
    const auto named = operation_words(words_of(block.text));
    fences.push_back({std::move(block), named ? named->about : openapi::Selection{}});
  }
  return fences;
}

std::optional<MintlifyFence> find_fence(const Source& page, std::string_view member) {
  auto fences = find_fences(page, member);
  return fences.empty() ? std::nullopt : std::optional(std::move(fences.front()));
}

bool holds_document(const Source& page, const Block& block) {
  return is_document_fence(page, block, "openapi") || is_document_fence(page, block, "paths");
}

void add_curl_examples(Node& document, const Source& page, std::size_t after, Diagnostics& findings) {
  Node* media = request_media(document);
  if (media == nullptr) return;
  const std::string& path = document.find("paths")->members().front().key;
  int count = 0;
  for (const Block& block : read_blocks(page)) {
    if (block.kind != BlockKind::Fence || block.begin < after) continue;
    auto sample = read_curl_sample(page, block.begin, block.end, findings);
    if (!sample || !sample->json) continue;
    if (!is_url_of(sample->url, path)) {
      findings.push_back(base::warning("apidoc.sample", "the curl sample calls another URL", sample->url_span,
                                       "its body is no example of " + path));
      continue;
    }
    Node example = Node::object();
    example.set("x-concord-source", openapi::place_text(sample->json->span()));
    example.set("value", std::move(*sample->json));
    if (!media->has("examples")) media->set("examples", Node::object());
    const std::string name = ++count == 1 ? "curl" : "curl-" + std::to_string(count);
    media->find("examples")->set(name, std::move(example));
  }
}

}  // namespace concord::page
