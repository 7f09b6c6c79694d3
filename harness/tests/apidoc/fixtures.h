// Texts and pages for the tests of this module.
#pragma once
#include <concord/apidoc/derive.h>
#include <concord/base/file.h>
#include <support/catch.h>
#include <support/paths.h>
#include <support/shared.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace concord::apidoc {

inline std::string pages_folder() { return support::source_dir() + "/harness/tests/apidoc/pages/"; }

// "12:5 kind: message [hint]" for each, in order.
inline std::string findings_text(const Diagnostics& findings) {
  std::string text;
  for (const base::Diagnostic& finding : findings) {
    const base::Position at = finding.span.position();
    text += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + finding.kind + ": " + finding.message;
    if (!finding.hint.empty()) text += " [" + finding.hint + "]";
    text += "\n";
  }
  return text;
}

inline Node yaml(base::SourceSet& sources, std::string text) {
  auto parsed = document::parse_yaml(sources.add("test.yaml", std::move(text)));
  if (!parsed) FAIL(base::render(parsed.diagnostics()));
  return *parsed;
}

// A document named test.yaml.
inline const Document& opened(base::SourceSet& sources, DocumentSet& documents, std::string text) {
  auto document = documents.open(sources.add("test.yaml", std::move(text)));
  if (!document) FAIL(base::render(document.diagnostics()));
  return **document;
}

inline const Node& at(const Node& root, std::string_view pointer) {
  const Node* found = document::resolve(root, *Pointer::parse(pointer));
  if (found == nullptr) FAIL("nothing at " << pointer << " in " << document::write_json(root));
  return *found;
}

inline std::string json(const Node& node) { return document::write_json(node); }

inline const ImporterKind* recogniser(const Source& page) {
  for (const ImporterKind& kind : importer_kinds()) {
    if (kind.recognises(page)) return &kind;
  }
  return nullptr;
}

// An import whose importer is found like derive finds it.
inline Imported import_text(base::SourceSet& sources, const std::string& name, std::string text) {
  const Source& page = sources.add(name, std::move(text));
  const ImporterKind* kind = recogniser(page);
  if (kind == nullptr) FAIL("no importer knows " << name);
  DocumentSet documents(sources);
  auto imported = kind->import(page, documents);
  if (!imported) FAIL(base::render(imported.diagnostics()));
  return *imported;
}

inline Derived derive_pages(base::SourceSet& sources, const std::vector<std::string>& paths,
                            const std::map<std::string, std::string>& overlay_paths = {}) {
  std::vector<DeriveInput> inputs;
  for (const std::string& path : paths) {
    auto source = base::load_source(sources, path);
    if (!source) FAIL(base::render(source.diagnostics()));
    inputs.push_back({"", "", *source});
  }
  std::map<std::string, const Source*> overlays;
  for (const auto& [provider, path] : overlay_paths) {
    auto source = base::load_source(sources, path);
    if (!source) FAIL(base::render(source.diagnostics()));
    overlays[provider] = *source;
  }
  DocumentSet documents(sources);
  auto derived = derive(inputs, overlays, documents);
  if (!derived) FAIL(base::render(derived.diagnostics()));
  return *derived;
}

// The published pages beside the project; empty when they are not there, and the program is marked as skipped.
inline std::vector<std::string> published_pages() {
  const auto folder = support::find_shared("docs");
  std::vector<std::string> pages;
  if (!folder) return pages;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    if (entry.path().extension() == ".md") pages.push_back(entry.path().string());
  }
  return pages;
}

inline std::map<std::string, std::string> committed_overlays() {
  std::map<std::string, std::string> overlays;
  for (const char* provider : {"complycube", "finhub", "frankieone", "knot"}) {
    overlays[provider] = support::source_dir() + "/schemas/" + std::string(provider) + "/overlay.yaml";
  }
  return overlays;
}

}  // namespace concord::apidoc
