#include "page_headings.h"

#include "status_words.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <utility>

namespace concord::page {
namespace {

constexpr std::size_t longest_title = 200;

// The first phrase that a heading contains decides.
constexpr auto part_phrases = std::to_array<std::pair<std::string_view, Part>>({
    {"response header", Part::ResponseHeaders},
    {"response", Part::Response},
    {"answer", Part::Response},
    {"returns", Part::Response},
    {"return value", Part::Response},
    {"status code", Part::Response},
    {"error", Part::Response},
    {"path param", Part::Path},
    {"path variable", Part::Path},
    {"url param", Part::Path},
    {"url variable", Part::Path},
    {"uri param", Part::Path},
    {"route param", Part::Path},
    {"query", Part::Query},
    {"cookie", Part::Cookie},
    {"form data", Part::Form},
    {"form param", Part::Form},
    {"form field", Part::Form},
    {"body", Part::Body},
    {"payload", Part::Body},
    {"data param", Part::Body},
    {"request data", Part::Body},
    {"header", Part::Headers},
    {"request param", Part::Parameters},
    {"request field", Part::Parameters},
    {"parameters", Part::Parameters},
    {"params", Part::Parameters},
    {"arguments", Part::Parameters},
    {"http request", Part::None},
    {"request", Part::Request},
});

// The whole heading, since the words may be about anything elsewhere.
constexpr auto part_titles = std::to_array<std::pair<std::string_view, Part>>({
    {"output", Part::Response},
    {"result", Part::Response},
    {"results", Part::Response},
    {"return", Part::Response},
    {"returned data", Part::Response},
    {"input", Part::Parameters},
    {"inputs", Part::Parameters},
    {"parameter", Part::Parameters},
});

// Words that say nothing about what they stand over: "Example", "Success", "Fields".
constexpr auto general_words = std::to_array<std::string_view>(
    {"example",    "examples",     "sample",     "samples",  "schema",   "fields",  "attributes", "properties",
     "parameters", "success",      "successful", "failure",  "failed",   "error",   "errors",     "json",
     "object",     "ok",           "created",    "the",      "of",       "and",     "bad",        "not",
     "found",      "unauthorized", "forbidden",  "required", "optional", "content", "status",     "code"});

bool is_general(std::string_view heading) {
  const std::string lower = base::to_lower_ascii(heading);
  std::string word;
  for (const char c : lower + " ") {
    if (c >= 'a' && c <= 'z') {
      word += c;
      continue;
    }
    if (!word.empty() && std::find(general_words.begin(), general_words.end(), word) == general_words.end())
      return false;
    word.clear();
  }
  return true;
}

// "[Address](#address) object" is "Address object".
std::string without_links(std::string_view heading) {
  std::string out;
  for (std::size_t i = 0; i < heading.size(); ++i) {
    if (heading.substr(i).starts_with("](")) i = std::min(heading.find(')', i), heading.size() - 1);
    else if (heading[i] == ']') out += ' ';
    else if (heading[i] != '[') out += heading[i];
  }
  return out;
}

bool is_of_answer(Part part) { return part == Part::Response || part == Part::ResponseHeaders; }

}  // namespace

std::string object_name(std::string_view heading) {
  if (heading.size() > longest_title) return {};
  const std::size_t open = heading.find('`');
  const std::string lower = base::to_lower_ascii(heading);
  if (lower.find("object") == std::string::npos && lower.find("attribute") == std::string::npos) return {};
  if (open != std::string_view::npos) {
    const std::size_t close = heading.find('`', open + 1);
    return close == std::string_view::npos ? std::string{} : std::string(heading.substr(open + 1, close - open - 1));
  }
  const auto words = words_of(without_links(heading));
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string before = base::to_lower_ascii(words[i - 1]);
    const bool is_part =
        before == "body" || before == "request" || before == "response" || before == "json" || before == "the";
    if (base::equals_ignoring_case(words[i], "object") && !is_part) return words[i - 1];
  }
  return {};
}

Part part_of(std::string_view heading) {
  if (heading.size() > longest_title) return Part::None;
  if (!object_name(heading).empty()) return Part::Object;
  const std::string text = base::to_lower_ascii(heading);
  for (const auto& [title, part] : part_titles) {
    if (base::trim(text) == title) return part;
  }
  const auto found = std::find_if(part_phrases.begin(), part_phrases.end(),
                                  [&](const auto& row) { return text.find(row.first) != std::string::npos; });
  return found == part_phrases.end() ? Part::None : found->second;
}

Part part_within(Part parent, std::string_view heading) {
  Part own = part_of(heading);
  // "Invalid request (400)" is an answer.
  if (own == Part::Request && !status_in(heading).empty()) own = Part::Response;
  if (own == Part::Object || own == Part::Request || own == Part::Response) return own;
  if (is_of_answer(parent)) {
    if (own == Part::Headers) return Part::ResponseHeaders;
    if (own == Part::Body || own == Part::Parameters) return Part::Response;
  }
  if (own != Part::None || is_over_endpoint(heading)) return own;
  if (!status_in(heading).empty()) return Part::Response;
  return is_general(heading) && parent != Part::Object ? parent : Part::None;
}

bool is_over_endpoint(std::string_view heading) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"http request", "url", "endpoint", "request", "request url", "definition", "method", "http method", "path",
       "route", "resource url", "api endpoint", "method and url"});
  const std::string text = base::to_lower_ascii(base::trim(heading));
  return std::find(names.begin(), names.end(), text) != names.end();
}

Part part_of_sentence(std::string_view line) {
  line = base::trim(line.substr(0, longest_title));
  if (!line.starts_with('>') && !line.ends_with(':')) return Part::None;
  const std::string text = base::to_lower_ascii(line);
  const auto has = [&](std::string_view word) { return text.find(word) != std::string::npos; };
  if (has("response") || has("returns") || has("returned") || has("answer") || has("reply")) return Part::Response;
  return has("request") || has("body") || has("payload") || has("send") ? Part::Request : Part::None;
}

Part part_of_table_line(std::string_view line) {
  line = base::trim(line);
  const bool is_short = std::count(line.begin(), line.end(), ' ') < 6;
  if (line.size() > longest_title || (!line.ends_with(':') && !is_short)) return Part::None;
  const std::string text = base::to_lower_ascii(line);
  const auto has = [&](std::string_view word) { return text.find(word) != std::string::npos; };
  if (has("response") || has("returns") || has("returned") || has("answer") || has("status code")) {
    return has("header") ? Part::ResponseHeaders : Part::Response;
  }
  if (has("query")) return Part::Query;
  if ((has("path") || has("url")) && (has("param") || has("variable"))) return Part::Path;
  if (has("header")) return Part::Headers;
  if (has("body") || has("payload")) return Part::Body;
  if (has("form field") || has("form data")) return Part::Form;
  return has("parameters") || has("arguments") ? Part::Parameters : Part::None;
}

std::string bare_name(std::string_view name) {
  std::string out;
  for (const char c : base::to_lower_ascii(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out;
}

}  // namespace concord::page
