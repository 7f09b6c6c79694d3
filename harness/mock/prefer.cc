#include "prefer.h"

#include <concord/base/text.h>

#include <charconv>

namespace concord::mock {

namespace {

std::string_view unquoted(std::string_view text) {
  const bool is_quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

std::optional<int> status_of(std::string_view text) {
  int status = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), status);
  const bool is_whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return is_whole && status >= 200 && status <= 599 ? std::optional(status) : std::nullopt;
}

void read_word(std::string_view word, Preference& preference) {
  const std::size_t equals = std::min(word.find('='), word.size());
  const std::string name = base::to_lower_ascii(base::trim(word.substr(0, equals)));
  const std::string_view value = unquoted(base::trim(word.substr(std::min(equals + 1, word.size()))));
  if (name == "example" && preference.example.empty()) preference.example = value;
  if (name != "code" || preference.code) return;
  preference.code = status_of(value);
  if (!preference.code && preference.wrong.empty()) preference.wrong = base::trim(word);
}

}  // namespace

std::string Preference::text() const {
  std::string text = code ? "code=" + std::to_string(*code) : std::string();
  if (!example.empty()) text += (text.empty() ? "example=\"" : ", example=\"") + example + '"';
  return text;
}

Preference read_preference(const http::Headers& headers) {
  Preference preference;
  for (const std::string_view field : http::header_values(headers, "Prefer")) {
    for (const std::string_view one : base::split(field, ',')) {
      for (const std::string_view word : base::split(one, ';')) read_word(word, preference);
    }
  }
  return preference;
}

}  // namespace concord::mock
