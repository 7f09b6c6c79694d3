// A Swagger 2.0 or OpenAPI 3.0 to 3.2 document, as it is or made by an importer from a page → the normal form of a
// contract: parameters, bodies, answers and examples in place, schemas as components, security on every operation, no
// prose.
#pragma once
#include <concord/openapi.h>
#include <concord/openapi/version.h>

#include <optional>
#include <string>

namespace concord::openapi {

// Which operation a page is about; everything when empty. The method "webhook": the webhook called `path`.
struct Selection {
  std::string method;  // lower case
  std::string path;
};

// `documents` owns `document` and reads what it refers to. Fails only when nothing can be read; `wanted_at` is where
// the page says which operation it is about.
Result<Imported> normalise_document(const Document& document, DocumentSet& documents, const Selection& only,
                                    base::Span wanted_at);

inline constexpr std::string_view contract_version = "3.1.0";

}  // namespace concord::openapi
