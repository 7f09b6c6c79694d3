// Documents → contract → schemas.
#pragma once
#include <concord/apidoc/document_set.h>

#include <map>
#include <span>

namespace concord::apidoc {

// What an importer made of one page: an OpenAPI 3.1 document (x-concord-source on every fact; no sentences of the page), and
// findings: contradictions inside the page and what could not be read, each a warning with its line.
struct Imported {
  Node openapi;
  Diagnostics findings;
};

// What a page or file says, in the form of an OpenAPI document but otherwise as written: descriptions and mistakes are
// kept, and every value has its span in the page. The findings are those of reading the page, not of the document.
struct PageDocument {
  Node openapi;
  Diagnostics findings;
};

struct ImporterKind {
  std::string_view name;  // "mintlify-openapi"
  std::string_view summary;
  bool (*recognises)(const Source& page);
  Result<Imported> (*import)(const Source& page, DocumentSet& documents);  // opens what the page refers to
  Result<PageDocument> (*read)(const Source& page);  // the step before `import`, for those who judge what is written
};
// The one table; asked in order.
std::span<const ImporterKind> importer_kinds();

struct DeriveInput {
  std::string provider;        // "" : from the file's name, up to the first '-'
  std::string operation;       // "" : the rest of the file's name when the page has one operation, else its operationId
  const Source* page = nullptr;
};

// The files to write, by path relative to the output folder ("knot/openapi.yaml", "knot/create-session/request.schema.json"),
// and the findings about the pages (warnings). Deterministic. `overlays` by provider; an overlay that matches nothing is an error.
struct Derived {
  std::map<std::string, std::string> files;
  std::map<std::string, Node> contracts;  // by provider: what its openapi.yaml says, with spans in pages and overlays
  Diagnostics findings;
};
// `documents` reads the pages and what they refer to; spans of findings point into its sources.
Result<Derived> derive(std::span<const DeriveInput> inputs, const std::map<std::string, const Source*>& overlays,
                       DocumentSet& documents);

// OpenAPI Overlay 1.0 (spec.openapis.org/overlay/v1.0.0): update and remove by JSONPath. Every action must have an
// x-reason; the objects that it changed get its x-concord-id in x-concord-decisions. All mistakes at once, those of actions
// that match nothing among them.
Diagnostics apply_overlay(Node& openapi, const Node& overlay);

// Every documented example against the schema it belongs to: what contradicts is a warning with the example's line.
Diagnostics check_examples(const Contract& contract);

}  // namespace concord::apidoc
