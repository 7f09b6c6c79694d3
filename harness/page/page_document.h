// What a page says → an OpenAPI 3.1 document with the places of the page, to be read like any other document.
#pragma once
#include "page_model.h"

namespace concord::page {

// `model` has at least one call. Descriptions that two requests of one endpoint give are alternatives.
Node page_document(PageModel model, Diagnostics& findings);

}  // namespace concord::page
