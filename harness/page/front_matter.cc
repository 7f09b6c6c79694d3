#include "front_matter.h"

#include "page_endpoint.h"

#include <concord/base/http_method.h>
#include <concord/base/text.h>
#include <concord/page/page_blocks.h>

namespace concord::page {
namespace {

constexpr std::size_t longest_front_matter = 1 << 20;

bool is_method_key(std::string_view word) { return base::find_http_method_key(word) != nullptr; }

std::string_view value_of(const Node& matter, std::string_view key) {
  const Node* value = matter.find(key);
  return value == nullptr ? std::string_view{} : value->string_or_empty();
}

void read_openapi(FrontMatter& out, const Node& value) {
  const auto named = operation_words(words_of(value.string_or_empty()));
  if (!named) return;
  out.document = named->document;
  out.about = named->about;
  out.span = value.span();
}

// "[get] /things" is "get /things".
std::vector<std::string> words_of_call(std::string_view text) {
  std::vector<std::string> words = words_of(text);
  if (!words.empty() && words.front().size() > 2 && words.front().starts_with('[') && words.front().ends_with(']'))
    words.front() = words.front().substr(1, words.front().size() - 2);
  return words;
}

void read_named(FrontMatter& out, const Node& api) {
  const Node* id = api.find("operationId");
  if (id == nullptr || id->string_or_empty().empty() || api.has("path")) return;
  out.document = value_of(api, "file");
  out.operation_id = id->string_or_empty();
  out.span = id->span();
}

void read_api(FrontMatter& out, const Node& value) {
  if (value.is_object()) return read_named(out, value);
  const auto words = words_of_call(value.string_or_empty());
  if (words.size() != 2 || !is_method_key(base::to_lower_ascii(words[0]))) return;
  out.api_method = base::to_lower_ascii(words[0]);
  out.api_url = words[1];
  out.span = value.span();
}

// "POST /things", "Create a thing: POST /things"; the method in capitals unless nothing stands before it.
std::optional<Endpoint> endpoint_in_value(const Node& value) {
  const auto words = words_of_call(value.string_or_empty());
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const bool is_capital = base::find_http_method(words[i]) != nullptr;
    if (!is_capital && i != 0) continue;
    if (auto found = endpoint_from(words[i], words[i + 1], value.span())) return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Node> matter_of(const Source& page) {
  if (base::trim(page.line(1)) != "---") return std::nullopt;
  const std::size_t begin = page.line_offset(2);
  const std::size_t end = page.text().find("\n---", page.line_offset(1));
  if (end == std::string::npos || end < begin || end - begin > longest_front_matter) return std::nullopt;
  auto matter = document::parse_yaml_part(page, begin, end);
  if (!matter) return std::nullopt;
  return std::move(*matter);
}

std::optional<Endpoint> endpoint_of_front_matter(const Source& page) {
  const auto matter = matter_of(page);
  if (!matter) return std::nullopt;
  for (const std::string_view key : {"api", "endpoint", "openapi", "title", "sidebarTitle"}) {
    const Node* value = matter->find(key);
    if (auto found = value == nullptr ? std::nullopt : endpoint_in_value(*value)) return found;
  }
  const Node* api = matter->find("api");
  const Node& holder = api != nullptr && api->is_object() ? *api : *matter;
  for (const std::string_view key : {"path", "url", "endpoint", "route"}) {
    const std::string_view url = value_of(holder, key);
    if (url.empty()) continue;
    if (auto found = endpoint_from(value_of(holder, "method"), std::string(url), holder.find(key)->span()))
      return found;
  }
  return std::nullopt;
}

std::optional<OperationWords> operation_words(const std::vector<std::string>& words) {
  if (words.size() < 2) return std::nullopt;
  const std::string method = base::to_lower_ascii(words[words.size() - 2]);
  const bool is_webhook = method == "webhook";
  if (!is_webhook && (!is_method_key(method) || !words.back().starts_with('/'))) return std::nullopt;
  const std::vector<std::string> before(words.begin(), words.end() - 2);
  return OperationWords{base::join(before, " "), {method, words.back()}};
}

std::optional<FrontMatter> read_front_matter(const Source& page) {
  const auto matter = matter_of(page);
  if (!matter) return std::nullopt;
  FrontMatter out;
  if (const Node* api = matter->find("api")) read_api(out, *api);
  if (const Node* openapi = matter->find("openapi")) read_openapi(out, *openapi);
  if (!out.document && out.api_method.empty()) return std::nullopt;
  out.authentication = base::to_lower_ascii(value_of(*matter, "authMethod"));
  return out;
}

}  // namespace concord::page
