#include "page_endpoint.h"

#include <concord/base/ascii.h>
#include <concord/base/http_method.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <utility>

namespace concord::page {
namespace {

constexpr auto endpoint_tags =
    std::to_array<std::string_view>({"swagger", "openapi", "api-method", "openapi-operation"});
constexpr std::size_t longest_line = 4096;

// The line as it is read by people: no tags, no asterisks; what stands in backticks, and `/<id>`, is kept as it is.
std::string without_markup(std::string_view line) {
  std::string text;
  bool in_tag = false;
  bool in_code = false;
  for (const char c : line) {
    if (c == '`' && !in_tag) in_code = !in_code;
    if (c == '<' && !in_code && !text.ends_with('/')) in_tag = true;
    if (!in_tag && c != '*' && c != '`') text += c;
    if (c == '>' && !in_code) in_tag = false;
  }
  return text;
}

// The parameter that is written as `opening` name `closing` at the start of `rest`; "" when none is.
std::string_view between(std::string_view rest, std::string_view opening, std::string_view closing) {
  if (!rest.starts_with(opening)) return {};
  const std::size_t end = rest.find(closing, opening.size());
  if (end == std::string_view::npos || end == opening.size()) return {};
  return rest.substr(opening.size(), end - opening.size());
}

// One segment of a path: `:id`, `<id>`, `{{id}}`, `${id}`, `[id]` and `$ID` are `{id}`; something may stand around it.
std::string segment(std::string_view part) {
  static constexpr std::pair<std::string_view, std::string_view> marks[] = {
      {"{{", "}}"}, {"${", "}"}, {"<", ">"}, {"%7B", "%7D"}};
  if (part.size() > 2 && part.starts_with('[') && part.ends_with(']'))
    return "{" + std::string(part.substr(1, part.size() - 2)) + "}";
  if (part.size() > 1 && (part[0] == ':' || part[0] == '$') && (base::is_letter(part[1]) || part[1] == '_')) {
    std::size_t end = 1;
    while (end < part.size() && (base::is_alphanumeric(part[end]) || part[end] == '_' || part[end] == '-')) ++end;
    return "{" + std::string(part.substr(1, end - 1)) + "}" + std::string(part.substr(end));
  }
  std::string out;
  while (!part.empty()) {
    std::size_t used = 0;
    for (const auto& [opening, closing] : marks) {
      const std::string_view name = used == 0 ? between(part, opening, closing) : std::string_view{};
      if (name.empty()) continue;
      out += "{" + std::string(base::trim(name)) + "}";
      used = opening.size() + name.size() + closing.size();
    }
    if (used == 0) out += part[0];
    part.remove_prefix(std::max<std::size_t>(used, 1));
  }
  return out;
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

// "> 📘 POST /things": what a box puts before its text.
bool is_ornament(std::string_view word) {
  return word.find_first_not_of('>') == std::string_view::npos || static_cast<unsigned char>(word.front()) >= 0x80;
}

// METHOD URL, also with HTTP/1.1 behind it or "Endpoint:" before it; in a heading anywhere.
std::optional<Endpoint> endpoint_in(const std::vector<std::string>& words, bool is_heading, base::Span span) {
  std::size_t end = words.size();
  if (end > 2 && is_protocol(words[end - 1])) --end;
  std::size_t begin = 0;
  while (begin < end && is_ornament(words[begin])) ++begin;
  if (end - begin > 2 && end - begin <= 4 && words[end - 3].ends_with(':')) begin = end - 2;
  if (end - begin == 2) return endpoint_from(words[begin], words[begin + 1], span);
  if (!is_heading) return std::nullopt;
  for (std::size_t i = 0; i + 1 < end; ++i) {
    if (!is_upper(words[i])) continue;
    if (auto found = endpoint_from(words[i], words[i + 1], span)) return found;
  }
  return std::nullopt;
}

// "-", "+", "1.", "2)": what a list puts before its items.
bool is_bullet(std::string_view word) {
  if (word == "-" || word == "+" || word == "*") return true;
  const std::size_t digits = word.find_first_not_of("0123456789");
  return digits != 0 && digits + 1 == word.size() && (word.back() == '.' || word.back() == ')');
}

// The first word of `rest`, which loses it.
std::string_view take_word(std::string_view& rest) {
  rest = base::trim(rest);
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
  rest.remove_prefix(word.size());
  return word;
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

// Which of the two a label announces: "HTTP method", "* URL:".
enum class Label { None, Method, Url };

Label label_of(std::string_view text) {
  static constexpr auto methods = std::to_array<std::string_view>({"method", "http method", "request method", "verb"});
  static constexpr auto urls = std::to_array<std::string_view>(
      {"url", "request url", "endpoint", "api endpoint", "path", "uri", "endpoint url", "api url", "route"});
  text = base::trim(text);
  text.remove_prefix(std::min(text.find_first_not_of("0123456789.) "), text.size()));  // "2.1 Request URL"
  const std::string name = base::to_lower_ascii(text);
  if (std::find(methods.begin(), methods.end(), name) != methods.end()) return Label::Method;
  return std::find(urls.begin(), urls.end(), name) != urls.end() ? Label::Url : Label::None;
}

// What a label says: no link around it, no full stop behind it.
std::string said(std::string_view value) {
  value = base::trim(value);
  if (value.starts_with('[')) value = value.substr(1, value.find(']') - 1);
  while (value.ends_with('.') || value.ends_with(',')) value.remove_suffix(1);
  return std::string(value);
}

// "- Method" and "+ URL:" without what a list puts before it.
std::string_view without_bullet(std::string_view text) {
  text = base::trim(text);
  while (text.starts_with("- ") || text.starts_with("+ ")) text = base::trim(text.substr(2));
  return text;
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
  const bool is_template = url.starts_with('{') || url.starts_with('$') || url.starts_with('<');  // {{baseUrl}}/path
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

std::optional<LineEndpoint> endpoint_at_start(const Block& block) {
  const bool is_line = block.kind == BlockKind::Text || block.kind == BlockKind::Heading;
  if (!is_line || block.text.size() > longest_line || block.text.find('/') == std::string::npos) return std::nullopt;
  const std::string text = base::replace_all(without_markup(block.text), "&#x20;", " ");
  std::string_view rest = text;
  std::string_view method = take_word(rest);
  while (!method.empty() && (is_ornament(method) || is_bullet(method) || method.ends_with(':')))
    method = take_word(rest);
  std::string_view url = take_word(rest);
  while (!url.empty() && std::string_view(":,;.").find(url.back()) != std::string_view::npos) url.remove_suffix(1);
  if (!is_upper(method)) return std::nullopt;
  auto endpoint = endpoint_from(method, std::string(url), block.span);
  if (!endpoint) return std::nullopt;
  return LineEndpoint{std::move(*endpoint), std::string(base::trim(rest))};
}

std::optional<Endpoint> endpoint_of_info(const Block& fence) {
  const auto words = words_of(fence.text);
  if (fence.kind != BlockKind::Fence || words.size() < 2 || words.size() > 4) return std::nullopt;
  const std::size_t begin = is_method(words[0]) ? 0 : 1;
  return begin + 1 < words.size() ? endpoint_from(words[begin], words[begin + 1], fence.span) : std::nullopt;
}

std::optional<Endpoint> endpoint_of_box(const Source& page, const Block& block) {
  static constexpr auto languages = std::to_array<std::string_view>(
      {"http", "bash", "sh", "shell", "text", "plaintext", "txt", "url", "rest", "api", "endpoint", "console"});
  if (block.kind != BlockKind::Fence) return std::nullopt;
  const auto info = words_of(block.text);
  const std::string language = info.empty() ? "" : base::to_lower_ascii(info.front());
  const bool is_plain = language.empty() || language.find('=') != std::string::npos ||
                        std::find(languages.begin(), languages.end(), language) != languages.end();
  if (!is_plain) return std::nullopt;
  if (auto named = endpoint_of_info(block)) return named;
  const std::string_view text = base::trim(std::string_view(page.text()).substr(block.begin, block.end - block.begin));
  if (text.size() > longest_line || text.find('\n') != std::string_view::npos) return std::nullopt;
  const auto words = words_of(text);
  const bool is_one = words.size() == 2 || (words.size() == 3 && is_protocol(words[2]));
  return is_one ? endpoint_from(words[0], words[1], block.span) : std::nullopt;
}

void EndpointLabels::read(const Source& page, const Block& block) {
  constexpr int furthest = 6;  // blocks between the two lines
  if (++age_ > furthest) method_ = url_ = "";
  found_.reset();
  if (block.kind == BlockKind::FrontMatter || block.text.size() > longest_line) return;
  if (block.kind == BlockKind::Fence) return read_box(page, block);
  if (block.kind != BlockKind::Text && block.kind != BlockKind::Heading) return;
  const std::string text = without_markup(block.text);
  read_label(text, block.span);
  if (method_.empty() && block.kind == BlockKind::Text) read_sentence(text);
}

// "Create a PUT request using the following URL".
void EndpointLabels::read_sentence(const std::string& text) {
  const auto words = words_of(text);
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    const bool is_article = words[i - 1] == "a" || words[i - 1] == "an";
    if (!is_article || base::find_http_method(words[i]) == nullptr || !words[i + 1].starts_with("request")) continue;
    method_ = words[i];
    age_ = 0;
    return;
  }
}

// A fence below "Request URL" that is nothing but one.
void EndpointLabels::read_box(const Source& page, const Block& fence) {
  if (waiting_ != &EndpointLabels::url_) return;
  const std::string_view text = base::trim(std::string_view(page.text()).substr(fence.begin, fence.end - fence.begin));
  if (text.empty() || text.size() > longest_line || text.find_first_of(" \n") != std::string_view::npos) return;
  waiting_ = nullptr;
  url_ = text;
  complete(fence.span);
}

void EndpointLabels::read_label(const std::string& text, base::Span span) {
  const std::string_view line = without_bullet(text);
  const std::size_t colon = std::min(line.find(':'), line.size());
  const std::string value = said(line.substr(std::min(colon + 1, line.size())));
  const Label label = label_of(line.substr(0, colon));
  std::string EndpointLabels::*const target = label == Label::Method ? &EndpointLabels::method_
                                              : label == Label::Url  ? &EndpointLabels::url_
                                                                     : nullptr;
  if (target != nullptr && value.empty()) {
    waiting_ = target;
    age_ = 0;
  } else if (target != nullptr) {
    this->*target = value;
    complete(span);
  } else if (const auto waiting = std::exchange(waiting_, nullptr)) {
    const std::string below = said(line);
    if (below.find(' ') != std::string::npos) return;
    this->*waiting = below;
    complete(span);
  }
}

void EndpointLabels::complete(base::Span span) {
  age_ = 0;
  if (method_.empty() || url_.empty()) return;
  found_ = endpoint_from(method_, with_scheme(url_), span);
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
