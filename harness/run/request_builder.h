// From the rendered request of a step to the bytes that are sent; its credentials are added by the profile (module auth).
#pragma once
#include <concord/http.h>
#include <concord/suite.h>

namespace concord::run {

// `request` is the step's request object, rendered: {path, query, headers, body | raw, auth, content_type}.
// Diagnostics when a path parameter has no value, or a value cannot be a header.
base::Result<http::Request> build_request(const contract::Operation& operation, const document::Node& request, const std::string& base_url);

// A scalar as it stands in a path, query or header: strings without quotes.
std::string plain_text(const document::Node& value);

}  // namespace concord::run
