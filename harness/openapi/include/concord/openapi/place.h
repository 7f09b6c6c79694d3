// Places in pages, as the contract writes them.
#pragma once
#include <concord/openapi.h>

namespace concord::openapi {

// "page.md:57", or "" when the span is unknown.
std::string place_text(base::Span span);
// Where a member is said: its key, else its value.
base::Span place_of(const document::Member& member);

// Appends `path` (e.g. "/error_code") to `subject`; the root adds nothing.
std::string at_pointer(const Pointer& path);

}  // namespace concord::openapi
