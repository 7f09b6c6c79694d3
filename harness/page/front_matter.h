// What the front matter of a page says about the operation: `openapi: FILE METHOD PATH`, `api: METHOD URL`, `api:
// {file: FILE, operationId: ID}`.
#pragma once
#include "page_model.h"

#include <concord/openapi/normal_document.h>
#include <concord/page.h>

namespace concord::page {

struct FrontMatter {
  // `openapi:`: the document's file or URL, "" when only the operation is named.
  std::optional<std::string> document;
  openapi::Selection about;  // of `openapi:`; the method of a webhook is "webhook"
  std::string operation_id;  // of `api: {file, operationId}`, in place of `about`; else ""
  // `api:`: the method and the URL of a page that describes its fields itself.
  std::string api_method;
  std::string api_url;
  std::string authentication;  // `authMethod:`: "bearer", "basic", "key", "none", or ""
  base::Span span;             // of the value that counts
};
// Nothing when the page has no front matter, or none of these keys in it.
std::optional<FrontMatter> read_front_matter(const Source& page);

// The front matter as it is; nothing when there is none, or it is no YAML.
std::optional<Node> matter_of(const Source& page);

// The method and the URL that the front matter names, in whatever key: `api: POST /things`, `method: POST` with `path`,
// `url` or `endpoint`, a title such as "POST /things". Nothing when it names none.
std::optional<Endpoint> endpoint_of_front_matter(const Source& page);

// `POST /things`, `specs/api.yaml post /things`, `"my specs.yaml" webhook orderPaid`: the last two words, and what is
// before them.
struct OperationWords {
  std::string document;
  openapi::Selection about;
};
std::optional<OperationWords> operation_words(const std::vector<std::string>& words);

}  // namespace concord::page
