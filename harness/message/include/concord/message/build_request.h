// From the values of a request to the message that is sent.
#pragma once
#include <concord/contract.h>
#include <concord/http.h>
#include <concord/message/body.h>

namespace concord::message {

// `request`: {path, query, headers, cookies, body | raw, content_type}, all optional; other members mean nothing here.
//   path, query, headers, cookies   by name, written as the operation says of the parameter; what it does not know is
//                                   written as OpenAPI's default of the place. Undefined values (null, [], {}) are left
//                                   out.
//   body           a value, written as `content_type` (or the header Content-Type) says; else as documented: JSON
//                  before forms before text, the first of several. raw: sent as it is.
//   content_type   null: the header is not sent
// Credentials are none of its business: they are added to what it returns.
// Diagnostics, all at once: a parameter of the path without a value ("request.path"), a form that is no object.
base::Result<http::Request> build_request(const contract::Operation& operation, const Node& request,
                                          std::string_view base_url);

// What a body of this operation is sent as when nobody says it.
std::string preferred_media_type(const contract::Operation& operation);

// Adds "name=value", encoded, to the query of a URL.
void add_query(std::string& url, std::string_view pair);

}  // namespace concord::message
