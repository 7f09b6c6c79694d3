// The methods of HTTP that documents, pages and requests name: the one table.
#pragma once
#include <span>
#include <string_view>

namespace concord::base {

struct HttpMethod {
  std::string_view name;  // "GET"
  std::string_view key;   // "get", as a path item of OpenAPI has it
  // Sent twice it does what it does once, and the second answer is as good as the first (RFC 9110, 9.2.2). DELETE is
  // not: its second answer is another.
  bool is_repeatable;
  // Content-Length is sent even when there is no content (RFC 9110, 8.6).
  bool expects_content;
};

// In the order of OpenAPI.
std::span<const HttpMethod> http_methods();
// By its name, or its key, as it is written; null when it is none of them.
const HttpMethod* find_http_method(std::string_view name);
const HttpMethod* find_http_method_key(std::string_view key);

}  // namespace concord::base
