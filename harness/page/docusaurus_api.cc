// Pages that docusaurus-openapi-docs makes, called NAME.api.mdx: the front matter `api:` is the whole operation with
// its references resolved, as JSON, or as JSON that zlib compressed, in base64. What is below is made from the same.
#include "described_page.h"
#include "front_matter.h"
#include "importers.h"
#include "one_place.h"

#include <concord/base/http_method.h>
#include <concord/base/text.h>

#include <zlib.h>

#include <algorithm>

namespace concord::page {
namespace {

constexpr std::size_t most_bytes = 32u << 20;  // of JSON

bool names_operation(const Node& api) {
  const Node* method = api.find("method");
  const Node* path = api.find("path");
  return method != nullptr && path != nullptr && path->string_or_empty().starts_with('/') &&
         base::find_http_method_key(base::to_lower_ascii(method->string_or_empty())) != nullptr;
}

// All that zlib made of `packed`; why not, when it made none of it, or more than may be.
Result<std::string> unpacked(const std::string& packed, base::Span span) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return base::error("apidoc.front-matter", "no memory for zlib", span);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string out;
  int code = Z_OK;
  while (code == Z_OK && out.size() <= most_bytes) {
    char part[16'384];
    stream.next_out = reinterpret_cast<Bytef*>(part);
    stream.avail_out = sizeof part;
    code = inflate(&stream, Z_NO_FLUSH);
    out.append(part, sizeof part - stream.avail_out);
  }
  inflateEnd(&stream);
  if (out.size() > most_bytes)
    return base::error("apidoc.front-matter", "\"api\" holds more than 32 MB when it is unpacked", span);
  if (code != Z_STREAM_END) return base::error("apidoc.front-matter", "what zlib packed in \"api\" is broken", span);
  return out;
}

bool is_packed(std::string_view text) {
  return text.size() > 8 && text.starts_with("eJ") && text.find_first_of(" :{") == std::string_view::npos;
}

// The operation of `api:`, every part of it placed there; nothing when it is none.
std::optional<Result<Node>> operation_of(const Source& page) {
  auto matter = matter_of(page);
  Node* api = matter ? matter->find("api") : nullptr;
  if (api == nullptr) return std::nullopt;
  const base::Span span = api->span();
  if (api->is_object()) {
    if (!names_operation(*api)) return std::nullopt;
    return Result<Node>(std::move(*api));
  }
  const std::string_view text = api->string_or_empty();
  if (!is_packed(text)) return std::nullopt;
  const auto packed = base::base64_decode(text);
  if (!packed) return Result<Node>(base::error("apidoc.front-matter", "\"api\" is no base64", span));
  auto json = unpacked(*packed, span);
  if (!json) return Result<Node>(std::move(json).diagnostics());
  const Source decoded("api", std::move(*json));
  auto operation = document::parse_json(decoded);
  if (!operation || !names_operation(*operation))
    return Result<Node>(base::error("apidoc.front-matter", "\"api\" holds no operation when it is unpacked", span));
  place_all(*operation, span);
  return Result<Node>(std::move(*operation));
}

// Types in lists and `const` are of 3.1; else it makes no difference but for `nullable`, which is of 3.0.
bool is_of_31(const Node& node) {
  if (node.is_object() && node.has("type") && node.find("type")->is_array()) return true;
  for (const Node& item : node.items()) {
    if (is_of_31(item)) return true;
  }
  return std::any_of(node.members().begin(), node.members().end(),
                     [](const document::Member& member) { return is_of_31(member.value); });
}

void move_member(Node& to, std::string_view name, Node& from, std::string_view key) {
  const document::Member* found = from.find_member(key);
  if (found == nullptr) return;
  to.members().push_back({std::string(name), found->value, found->key_span});
  from.remove(key);
}

Node document_of_operation(Node operation, base::Span span) {
  Node out = Node::object().with_span(span);
  out.set("openapi", is_of_31(operation) ? "3.1.0" : "3.0.3");
  move_member(out, "info", operation, "info");
  move_member(out, "servers", operation, "servers");
  Node components = Node::object();
  move_member(components, "securitySchemes", operation, "securitySchemes");
  const std::string method = base::to_lower_ascii(operation.find("method")->string_or_empty());
  const std::string path(operation.find("path")->string_or_empty());
  for (const std::string_view own : {"method", "path", "jsonRequestBodyExample", "postman"}) operation.remove(own);
  Node item = Node::object().with_span(span);
  item.members().push_back({method, std::move(operation), span});
  Node paths = Node::object().with_span(span);
  paths.members().push_back({path, std::move(item), span});
  out.set("paths", std::move(paths));
  if (components.size() != 0) out.set("components", std::move(components));
  return out;
}

}  // namespace

bool is_docusaurus_api(const Source& page) {
  return page.text().find("\napi:") < page.text().find("\n---") && operation_of(page).has_value();
}

Result<PageDocument> read_docusaurus_api(const Source& page) {
  auto operation = operation_of(page);
  if (!operation) return base::error("apidoc.page", "the front matter holds no operation", span_of(page, 0, 0));
  if (!*operation) return std::move(*operation).diagnostics();
  const base::Span span = (**operation).span();
  return PageDocument{document_of_operation(std::move(**operation), span), {}};
}

Result<Imported> import_docusaurus_api(const Source& page, DocumentSet& documents) {
  return import_page_document(read_docusaurus_api(page), page, documents);
}

}  // namespace concord::page
