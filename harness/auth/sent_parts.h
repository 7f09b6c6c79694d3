// What a signature is made of: the parts of a request as they go over the wire.
#pragma once
#include <concord/http.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace concord::auth {

// As on the request line: path, and query when there is one. "/" for what is no URL.
std::string target_of(const http::Request& request);
// Without the query; never "".
std::string path_of(const http::Request& request);
std::string query_of(const http::Request& request);  // without '?'
// The header Host: the request's own, else what libcurl makes of the URL, without the port of the scheme.
std::string host_of(const http::Request& request);

// Names and values of a query, decoded ('+' too is a blank), in order. "a" and "a=" are the same.
using QueryPairs = std::vector<std::pair<std::string, std::string>>;
QueryPairs query_pairs(std::string_view query);
// "a=1&b=%20": both percent-encoded (all but RFC 3986 unreserved), sorted by name, then by value, as bytes.
std::string sorted_query(const QueryPairs& pairs);

// Ends trimmed, every run of blanks and tabs within as one blank.
std::string single_spaced(std::string_view text);

}  // namespace concord::auth
