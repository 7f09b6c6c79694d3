#include "page_endpoint.h"

#include <concord/base/http_method.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::page {
namespace {

constexpr auto endpoint_tags =
    std::to_array<std::string_view>({"swagger", "openapi", "api-method", "openapi-operation"});
constexpr std::size_t longest_line = 4096;

// The line as it is read by people: no tags, no asterisks; what stands in backticks is kept as it is.
std::string without_markup(std::string_view line) {
  std::string text;
  bool in_tag = false;
  bool in_code = false;
  for (const char c : line) {
    if (c == '`' && !in_tag) in_code = !in_code;
    if (c == '<' && !in_code) in_tag = true;
    if (!in_tag && c != '*' && c != '`') text += c;
    if (c == '>' && !in_code) in_tag = false;
  }
  return text;
}

// One segment of a path: `:id`, `<id>` and `{{id}}` are `{id}`.
std::string segment(std::string_view part) {
  const bool is_angled = part.size() > 2 && part.starts_with('<') && part.ends_with('>');
  const bool is_doubled = part.size() > 4 && part.starts_with("{{") && part.ends_with("}}");
  if (is_doubled)
    part = part.substr(2, part.size() - 4);
  else if (is_angled)
    part = part.substr(1, part.size() - 2);
  else if (part.size() > 1 && part.starts_with(':'))
    part.remove_prefix(1);
  else
    return std::string(part);
  return "{" + std::string(part) + "}";
}

std::string templated(std::string_view path) {
  std::vector<std::string> segments;
  for (const std::string_view part : base::split(path, '/')) segments.push_back(segment(part));
  return base::join(segments, "/");
}

bool is_method(std::string_view word) { return base::find_http_method_key(base::to_lower_ascii(word)) != nullptr; }

bool is_upper(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_protocol(std::string_view word) { return word.starts_with("HTTP/"); }

// METHOD URL, also with HTTP/1.1 behind it or "Endpoint:" before it; in a heading anywhere.
std::optional<Endpoint> endpoint_in(const std::vector<std::string>& words, bool is_heading, base::Span span) {
  std::size_t end = words.size();
  if (end > 2 && is_protocol(words[end - 1])) --end;
  std::size_t begin = 0;
  if (end - begin > 2 && end - begin <= 4 && words[end - 3].ends_with(':')) begin = end - 2;
  if (end - begin == 2) return endpoint_from(words[begin], words[begin + 1], span);
  if (!is_heading) return std::nullopt;
  for (std::size_t i = 0; i + 1 < end; ++i) {
    if (!is_upper(words[i])) continue;
    if (auto found = endpoint_from(words[i], words[i + 1], span)) return found;
  }
  return std::nullopt;
}

// "localhost:4000/path" and "<domain>/path": a host without a scheme, or a word in place of one.
std::string with_scheme(const std::string& url) {
  if (url.starts_with('/') || url.find("://") != std::string::npos || url.starts_with('{')) return url;
  const std::string host = url.substr(0, url.find('/'));
  const bool is_host = host.find_first_of(".:") != std::string::npos && host.find_first_of("<[ ") == std::string::npos;
  if (is_host) return (host.starts_with("localhost") ? "http://" : "https://") + url;
  return url.size() == host.size() ? "/" : url.substr(host.size());
}

std::optional<Endpoint> endpoint_of_tag(const Block& block) {
  const std::string_view name = std::string_view(block.text).substr(0, block.text.find(' '));
  if (std::find(endpoint_tags.begin(), endpoint_tags.end(), name) == endpoint_tags.end()) return std::nullopt;
  std::string path = tag_attribute(block.text, "path");
  if (!path.empty() && !path.starts_with('/') && path.find("://") == std::string::npos) path.insert(0, "/");
  std::string origin = tag_attribute(block.text, "baseUrl") + tag_attribute(block.text, "host");
  if (path.starts_with('/') && origin.ends_with('/')) origin.pop_back();
  return endpoint_from(tag_attribute(block.text, "method"), with_scheme(origin + path), block.span);
}

// "Method: POST", "**HTTP method :** `POST`."; "URL: https://h/a", "Endpoint: [/a](x)". What is behind the colon.
std::string labelled(const std::string& text, bool is_method_wanted) {
  static constexpr auto method_labels = std::to_array<std::string_view>({"method", "http method", "request method"});
  static constexpr auto url_labels = std::to_array<std::string_view>(
      {"url", "request url", "endpoint", "api endpoint", "path", "uri", "endpoint url", "api url"});
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return {};
  const std::string label = base::to_lower_ascii(base::trim(std::string_view(text).substr(0, colon)));
  const auto names = [&](const auto& labels) { return std::find(labels.begin(), labels.end(), label) != labels.end(); };
  if (!(is_method_wanted ? names(method_labels) : names(url_labels))) return {};
  std::string_view value = base::trim(std::string_view(text).substr(colon + 1));
  if (value.starts_with('[')) value = value.substr(1, value.find(']') - 1);
  while (value.ends_with('.') || value.ends_with(',')) value.remove_suffix(1);
  return std::string(value);
}

}  // namespace

std::optional<Endpoint> endpoint_from(std::string_view method, std::string url, base::Span span) {
  if (!is_method(method)) return std::nullopt;
  Endpoint endpoint;
  endpoint.method = base::to_lower_ascii(method);
  endpoint.span = span;
  url = url.substr(0, url.find('#'));
  if (const std::size_t query = url.find('?'); query != std::string::npos) {
    endpoint.query = url.substr(query + 1);
    url.resize(query);
  }
  const std::size_t scheme = url.find("://");
  const bool is_template = url.starts_with("{{") || url.starts_with('{');  // {{baseUrl}}/path
  if (scheme == std::string::npos && !url.starts_with('/') && !(is_template && url.find('/') != std::string::npos))
    return std::nullopt;
  const std::size_t slash = scheme != std::string::npos ? url.find('/', scheme + 3) : url.find('/');
  if (!is_template) endpoint.origin = url.substr(0, slash);
  if (endpoint.origin.find_first_of("<[ ") != std::string::npos) endpoint.origin.clear();  // https://<your-domain>
  endpoint.path = slash == std::string::npos ? "/" : templated(url.substr(slash));
  return endpoint;
}

std::optional<Endpoint> endpoint_of(const Block& block) {
  if (block.kind == BlockKind::Tag) return endpoint_of_tag(block);
  const bool is_heading = block.kind == BlockKind::Heading;
  if ((block.kind != BlockKind::Text && !is_heading) || block.text.size() > longest_line) return std::nullopt;
  if (block.text.find('/') == std::string::npos) return std::nullopt;
  return endpoint_in(words_of(base::replace_all(without_markup(block.text), "&#x20;", " ")), is_heading, block.span);
}

void EndpointLabels::read(const Block& block) {
  constexpr int furthest = 6;  // blocks between the two lines
  if (++age_ > furthest) method_ = url_ = "";
  found_.reset();
  if (block.kind != BlockKind::Text || block.text.size() > longest_line) return;
  if (block.text.find(':') == std::string::npos) return;
  const std::string text = without_markup(block.text);
  const std::string method = labelled(text, true);
  const std::string url = method.empty() ? labelled(text, false) : "";
  if (method.empty() && url.empty()) return;
  age_ = 0;
  if (!method.empty()) method_ = method;
  if (!url.empty()) url_ = url;
  if (method_.empty() || url_.empty()) return;
  found_ = endpoint_from(method_, with_scheme(url_), block.span);
  method_ = url_ = "";
}

std::string base_url_in(std::string_view line) {
  if (line.size() > longest_line) return {};
  const std::string lower = base::to_lower_ascii(line);
  if (lower.find("base url") == std::string::npos && lower.find("root url") == std::string::npos) return {};
  const std::size_t begin = line.find("http");
  if (begin == std::string_view::npos) return {};
  std::string_view url = line.substr(begin, line.find_first_of(" `*<)>\"'", begin) - begin);
  while (url.ends_with('/') || url.ends_with('.') || url.ends_with(',')) url.remove_suffix(1);
  return url.find("://") == std::string_view::npos ? std::string{} : std::string(url);
}

}  // namespace concord::page
