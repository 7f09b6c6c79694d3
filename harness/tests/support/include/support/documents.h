// Texts, pages and findings for the tests of what reads documents.
#pragma once
#include <concord/openapi/document_set.h>

#include <support/catch.h>
#include <support/paths.h>

#include <string>
#include <string_view>

namespace concord::support {

using openapi::Diagnostics;
using openapi::Document;
using openapi::DocumentSet;
using openapi::Node;
using openapi::Pointer;

inline std::string pages_folder() { return source_dir() + "/harness/tests/page/pages/"; }

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
  auto parsed = document::parse_yaml(sources.add("test.yaml", std::string(text)));
  if (!parsed) FAIL(base::render(parsed.diagnostics()));
  return *parsed;
}

// A document named test.yaml.
// A view, since g++ 14 takes a reference beside a temporary string for a part of it.
inline const Document& opened(base::SourceSet& sources, DocumentSet& documents, std::string_view text) {
  auto document = documents.open(sources.add("test.yaml", std::string(text)));
  if (!document) FAIL(base::render(document.diagnostics()));
  return **document;
}

inline const Node& at(const Node& root, std::string_view pointer) {
  const Node* found = document::resolve(root, *Pointer::parse(pointer));
  if (found == nullptr) FAIL("nothing at " << pointer << " in " << document::write_json(root));
  return *found;
}

inline std::string json(const Node& node) { return document::write_json(node); }

}  // namespace concord::support
