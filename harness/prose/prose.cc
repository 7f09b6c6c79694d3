#include <concord/prose.h>

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <utility>

namespace concord::prose {
namespace {

constexpr auto phrases = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"required if", ""},
    {"required when", ""},
    {"e.164", "format"},
    {"iso-3166", "format"},
    {"iso 3166", "format"},
    {"one of ", "enum"},
    {"valid values", "enum"},
    {"allowed values", "enum"},
    {"possible values", "enum"},
    {"must be ", ""},
});

bool is_capital(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// From the phrase to the end of its sentence, on one line.
std::string sentence_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && text[end] != '\n') {
    const bool is_stop = text[end] == '.' && (end + 1 == text.size() || text[end + 1] == ' ' || text[end + 1] == '*');
    if (is_stop) break;
    ++end;
  }
  std::string_view sentence = base::trim(text.substr(begin, end - begin));
  while (!sentence.empty() && (sentence.back() == '.' || sentence.back() == '*')) sentence.remove_suffix(1);
  return base::ellipsize(sentence, 80);
}

}  // namespace

std::optional<ProseRule> find_rule(std::string_view description) {
  const std::string lower = base::to_lower_ascii(description);
  for (const auto& [phrase, keyword] : phrases) {
    const std::size_t at = lower.find(phrase);
    if (at == std::string::npos) continue;
    return ProseRule{sentence_at(description, at), keyword};
  }
  return std::nullopt;
}

std::vector<std::string> listed_words(std::string_view description) {
  std::vector<std::string> words;
  std::size_t at = base::to_lower_ascii(description).find("one of ");
  if (at == std::string_view::npos) return words;
  at += 7;
  while (at < description.size()) {
    const std::size_t begin = at;
    while (at < description.size() && is_capital(description[at])) ++at;
    if (at - begin < 2) break;
    words.emplace_back(description.substr(begin, at - begin));
    if (description.substr(at).starts_with(", ")) {
      at += 2;
    } else if (description.substr(at).starts_with(" or ")) {
      at += 4;
    } else {
      break;
    }
  }
  if (words.size() < 2) words.clear();
  return words;
}

}  // namespace concord::prose
