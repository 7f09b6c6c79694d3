// Documents of Swagger 2.0 and OpenAPI 3: read, their references followed, brought into one normal form, and merged.
//
//     openapi::DocumentSet documents(sources);                      // openapi/document_set.h: files and references
//     if (openapi::is_openapi_file(source)) auto imported = openapi::import_openapi_file(source, documents);
//     openapi::merge_document(whole, std::move(imported->openapi), "page", findings);   // openapi/merge.h
//
// The normal form is an OpenAPI 3.1 document without sentences: parameters, bodies, answers and examples stand in
// place, schemas are components, security is on every operation, and each fact says where it comes from:
//   info.x-concord-documents   [{name, sha256}]: the pages it was made from
//   x-concord-source           on an operation, parameter, response, schema object, example: "page.md:57", where it is
//   said x-concord-basis            on a schema object: {keyword: prose | example}, for constraints that no schema of
//   the page states
#pragma once
#include <concord/openapi/document_set.h>

namespace concord::openapi {

// A document in normal form, and findings: contradictions inside what was read and what could not be read, each a
// warning with its line.
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

// A plain document, YAML or JSON, as against a page that has one in it. By a line that states the version: cheap, and
// right for texts that do not parse.
bool is_openapi_file(const Source& page);
Result<Imported> import_openapi_file(const Source& page, DocumentSet& documents);
// The step before: what is written.
Result<PageDocument> read_openapi_file(const Source& page);

// An error when the text is not UTF-8: names that differ only in broken bytes would be one name in what is written.
Diagnostics check_utf8(const Source& page);

}  // namespace concord::openapi
