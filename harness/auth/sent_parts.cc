#include "sent_parts.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::auth {

std::string path_of(const http::Request& request) {
  const auto url = http::parse_url(request.url);
  return url && !url->path.empty() ? url->path : "/";
}

std::string query_of(const http::Request& request) {
  const auto url = http::parse_url(request.url);
  return url ? url->query : "";
}

std::string target_of(const http::Request& request) {
  const std::string query = query_of(request);
  return path_of(request) + (query.empty() ? "" : "?" + query);
}

std::string host_of(const http::Request& request) {
  if (const std::string* given = http::find_header(request.headers, "Host")) return *given;
  const auto url = http::parse_url(request.url);
  if (!url) return "";
  const std::string host = url->host.find(':') == std::string::npos ? url->host : '[' + url->host + ']';
  const bool is_usual = url->port == (url->scheme == "https" ? 443 : 80);
  return is_usual ? host : host + ':' + std::to_string(url->port);
}

QueryPairs query_pairs(std::string_view query) {
  QueryPairs pairs;
  const auto decoded = [](std::string_view text) {
    return base::percent_decode(base::replace_all(std::string(text), "+", " "));
  };
  for (const std::string_view pair : base::split(query, '&')) {
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    pairs.emplace_back(decoded(pair.substr(0, equals)), decoded(pair.substr(std::min(equals + 1, pair.size()))));
  }
  return pairs;
}

std::string sorted_query(const QueryPairs& pairs) {
  QueryPairs encoded;
  for (const auto& [name, value] : pairs) encoded.emplace_back(base::percent_encode(name), base::percent_encode(value));
  std::sort(encoded.begin(), encoded.end());
  std::string text;
  for (const auto& [name, value] : encoded) text += (text.empty() ? "" : "&") + name + '=' + value;
  return text;
}

std::string single_spaced(std::string_view text) {
  std::string out;
  for (const char c : base::trim(text)) {
    const bool is_blank = c == ' ' || c == '\t';
    if (!is_blank) out += c;
    else if (out.back() != ' ') out += ' ';
  }
  return out;
}

}  // namespace concord::auth
