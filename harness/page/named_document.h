// The OpenAPI document that a page names, or the default one of its documentation.
#pragma once
#include "front_matter.h"

namespace concord::page {

// Reads `name` as seen from `page`: beside it, or in a folder above it, where `/name` starts too. "" is the document
// that docs.json or mint.json names, else openapi.yaml, openapi.json, … in one of these folders.
// All mistakes of what was found, or an error at `span` that nothing was.
Result<const openapi::Document*> open_named_document(const std::string& name, const openapi::Selection& about,
                                                     const Source& page, base::Span span, DocumentSet& documents);

// The operation of that document as the page's.
Result<Imported> import_named_operation(const std::string& name, const openapi::Selection& about, const Source& page,
                                        base::Span span, DocumentSet& documents);

// The same for an operation that the page calls by its id, or by the one that ReadMe gives those without: method and
// path ("get_pets-id").
Result<Imported> import_operation_by_id(const std::string& name, const std::string& id, const Source& page,
                                        base::Span span, DocumentSet& documents);

}  // namespace concord::page
