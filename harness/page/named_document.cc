#include "named_document.h"

#include <concord/base/ascii.h>
#include <concord/base/file.h>
#include <concord/base/http_method.h>
#include <concord/base/text.h>

#include <algorithm>
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
      if (!configuration) return of_configuration_above(*found, std::move(configuration));
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

  // Above the folder in which references may lead, a configuration is looked at for one thing: whether the document is
  // on the network. Then that is what must be allowed, no wider folder.
  Result<const openapi::Document*> of_configuration_above(const std::string& reference,
                                                          Result<const openapi::Document*> refused) {
    const auto text = base::read_file(fs::path(page_.name()).parent_path() / reference);
    if (!text) return refused;
    const Source source("configuration", *text);
    const auto configuration = document::parse_yaml(source);
    if (!configuration) return refused;
    for (const std::string& document : documents_of(*configuration)) {
      if (document.find("://") != std::string::npos) return follow(document);
    }
    return refused;
  }

  // `{"api": {"openapi": "a.yaml"}}`, `{"openapi": ["a.yaml", "b.json"]}`, `{"navigation": {"tabs": [{"openapi":
  // {"source": "a.yaml"}}]}}`.
  static std::vector<std::string> documents_of(const Node& configuration) {
    std::vector<std::string> out;
    collect(out, configuration, 0);
    return out;
  }

  static void collect(std::vector<std::string>& out, const Node& node, int depth) {
    constexpr int deepest = 32;
    if (depth > deepest) return;
    for (const Node& item : node.items()) collect(out, item, depth + 1);
    for (const document::Member& member : node.members()) {
      if (member.key == "openapi") add_documents(out, member.value);
      else collect(out, member.value, depth + 1);
    }
  }

  static void add_documents(std::vector<std::string>& out, const Node& stated) {
    const Node* source = stated.find("source");
    const std::string_view name = source == nullptr ? stated.string_or_empty() : source->string_or_empty();
    const bool is_known = std::find(out.begin(), out.end(), name) != out.end();
    if (!name.empty() && !is_known) out.emplace_back(name);
    for (const Node& one : stated.items()) add_documents(out, one);
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

namespace {

// "get_pets-id" of GET /pets/{id}, in lower case.
std::string made_id(const std::string& method, const std::string& path) {
  std::string out = base::to_lower_ascii(method) + "_";
  const std::size_t begin = out.size();
  for (const char c : base::to_lower_ascii(path)) {
    if (base::is_alphanumeric(c)) out += c;
    else if (out.size() > begin && out.back() != '-') out += '-';
  }
  while (out.ends_with('-')) out.pop_back();
  return out;
}

std::optional<openapi::Selection> find_operation(const Node& document, const std::string& id,
                                                 std::vector<std::string>& known) {
  std::optional<openapi::Selection> made;
  for (const std::string_view part : {"paths", "webhooks"}) {
    const Node* holder = document.find(part);
    if (holder == nullptr) continue;
    for (const document::Member& item : holder->members()) {
      for (const document::Member& member : item.value.members()) {
        if (base::find_http_method_key(member.key) == nullptr) continue;
        const openapi::Selection here{part == "webhooks" ? "webhook" : member.key, item.key};
        const Node* said = member.value.find("operationId");
        if (said != nullptr && said->string_or_empty() == id) return here;
        if (said != nullptr) known.emplace_back(said->string_or_empty());
        if (made_id(member.key, item.key) == base::to_lower_ascii(id)) made = here;
      }
    }
  }
  return made;
}

}  // namespace

Result<Imported> import_operation_by_id(const std::string& name, const std::string& id, const Source& page,
                                        base::Span span, DocumentSet& documents) {
  auto document = open_named_document(name, {}, page, span, documents);
  if (!document) return std::move(document).diagnostics();
  std::vector<std::string> known;
  const auto about = find_operation((*document)->root, id, known);
  if (!about)
    return base::error("apidoc.operation", "the document has no operation with the id " + base::in_quotes(id), span,
                       base::did_you_mean(id, known));
  return openapi::normalise_document(**document, documents, *about, span);
}

}  // namespace concord::page
