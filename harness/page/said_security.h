// What sentences of a page say about credentials.
#pragma once
#include "page_model.h"

namespace concord::page {

// "Authenticate with a bearer token in the `Authorization` header", "send your key in the `X-Api-Key` header". Nothing
// for sentences that deny it or that speak of other requests.
std::optional<SampleCredential> credential_in_sentence(std::string_view line, base::Span span);

// "Requires authentication": that there are some, and not which.
bool demands_credentials(std::string_view line);

// When the page is read: what was said above all requests holds for each that says nothing itself; a demand (its place,
// unknown when there is none) is told when nothing says which credentials are meant.
void settle_security(PageModel& model, const std::optional<SampleCredential>& above_all, base::Span demand,
                     Diagnostics& findings);

}  // namespace concord::page
