#include "named_document.h"

#include <concord/base/text.h>

#include <array>
#include <filesystem>

namespace concord::page {
namespace {

namespace fs = std::filesystem;

constexpr int max_folders = 8;  // the page's own and those above it
constexpr auto configuration_names = std::to_array<std::string_view>({"docs.json", "mint.json"});
constexpr auto default_names =
    std::to_array<std::string_view>({"openapi.yaml", "openapi.yml", "openapi.json", "api-reference/openapi.json",
                                     "api-reference/openapi.yaml", "swagger.yaml", "swagger.json"});

bool is_file(const fs::path& path) {
  std::error_code failure;
  return fs::is_regular_file(path, failure);
}

class NamedDocument {
 public:
  NamedDocument(const openapi::Selection& about, const Source& page, base::Span span, DocumentSet& documents)
      : about_(about), page_(page), span_(span), documents_(documents), here_(documents.add(page, Node::object())) {}

  Result<const openapi::Document*> open(const std::string& name) {
    if (name.empty()) return open_default();
    if (name.find("://") != std::string::npos) return follow(name);
    if (const auto found = find(name)) return follow(*found);
    return base::error("apidoc.elsewhere",
                       "the page refers to " + base::in_quotes(base::ellipsize(name, 100)) +
                           ", which is neither beside it nor in a folder above it",
                       span_, "derive from that document");
  }

 private:
  // The reference from the page to `name`; nothing when it is in none of the folders.
  std::optional<std::string> find(std::string_view name) const {
    while (name.starts_with('/')) name.remove_prefix(1);
    const fs::path folder = fs::path(page_.name()).parent_path();
    std::string up;
    for (int i = 0; i < max_folders; ++i, up += "../") {
      const std::string reference = up + std::string(name);
      if (is_file(folder / reference)) return reference;
    }
    return std::nullopt;
  }

  // Through the loader: what may be read and fetched is decided there.
  Result<const openapi::Document*> follow(const std::string& reference) {
    auto target = documents_.follow(here_, Node(reference).with_span(span_));
    if (!target) return std::move(target).diagnostics();
    return (*target)->document;
  }

  Result<const openapi::Document*> open_default() {
    for (const std::string_view name : configuration_names) {
      const auto found = find(name);
      if (!found) continue;
      auto configuration = follow(*found);
      if (!configuration) return configuration;
      for (const std::string& document : documents_of((*configuration)->root)) {
        auto opened = open(document);
        if (!opened || has_operation((*opened)->root)) return opened;
      }
    }
    for (const std::string_view name : default_names) {
      if (const auto found = find(name)) return follow(*found);
    }
    return base::error("apidoc.elsewhere", "the page names an operation, but no document that describes it", span_,
                       "there is no openapi.yaml beside it nor in a folder above it");
  }

  // `{"api": {"openapi": "a.yaml"}}`, `{"openapi": ["a.yaml", "b.json"]}`.
  static std::vector<std::string> documents_of(const Node& configuration) {
    const Node* api = configuration.find("api");
    const Node* stated = api == nullptr ? nullptr : api->find("openapi");
    if (stated == nullptr) stated = configuration.find("openapi");
    std::vector<std::string> out;
    if (stated == nullptr) return out;
    if (stated->is_string() && !stated->as_string().empty()) out.push_back(stated->as_string());
    for (const Node& one : stated->items()) {
      if (!one.string_or_empty().empty()) out.emplace_back(one.string_or_empty());
    }
    return out;
  }

  bool has_operation(const Node& document) const {
    const bool is_webhook = about_.method == "webhook";
    const Node* holder = document.find(is_webhook ? "webhooks" : "paths");
    const Node* item = holder == nullptr ? nullptr : holder->find(about_.path);
    return item != nullptr && (is_webhook || item->has(about_.method) || item->has("$ref"));
  }

  const openapi::Selection& about_;
  const Source& page_;
  base::Span span_;
  DocumentSet& documents_;
  const openapi::Document& here_;
};

}  // namespace

Result<const openapi::Document*> open_named_document(const std::string& name, const openapi::Selection& about,
                                                     const Source& page, base::Span span, DocumentSet& documents) {
  return NamedDocument(about, page, span, documents).open(name);
}

Result<Imported> import_named_operation(const std::string& name, const openapi::Selection& about, const Source& page,
                                        base::Span span, DocumentSet& documents) {
  auto document = open_named_document(name, about, page, span, documents);
  if (!document) return std::move(document).diagnostics();
  return openapi::normalise_document(**document, documents, about, span);
}

}  // namespace concord::page
