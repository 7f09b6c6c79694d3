#include <concord/prose/readings.h>

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace concord::prose {

namespace {

template <std::size_t N>
bool holds_one_of(std::string_view text, const std::array<std::string_view, N>& phrases) {
  const std::string lower = base::to_lower_ascii(text);
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view one) { return lower.find(one) != std::string::npos; });
}

template <std::size_t N>
bool has_one_of(const std::vector<std::string>& words, const std::array<std::string_view, N>& wanted) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
  });
}

// "createSession" and "create-session" → create, session.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_capital = base::is_upper(text[i]);
    const bool begins = is_capital && i > 0 && base::is_lower(text[i - 1]);
    if (begins || !base::is_letter(text[i])) words.emplace_back();
    if (base::is_letter(text[i])) words.back() += base::to_lower(text[i]);
  }
  return words;
}

}  // namespace

bool is_no_equality(std::string_view text) {
  static constexpr auto phrases = std::to_array<std::string_view>(
      {"search", "contain", "prefix", "begin", "start", "fuzzy", "partial", "like", "wildcard", "infix", "greater",
       "less than", "at least", "at most", "more than", "minimum", "maximum", "comma", "separated", "multiple",
       "repeat", "several", "exclud", "pattern", "ignored", "or newer", "or older", "substring", "match any"});
  return holds_one_of(text, phrases);
}

bool makes_token(std::string_view text) {
  static constexpr auto making = std::to_array<std::string_view>(
      {"create", "creates", "creating", "new", "generate", "generates", "generating", "issue", "issues", "mint"});
  static constexpr auto sessions = std::to_array<std::string_view>({"session", "sessions"});
  static constexpr auto tokens = std::to_array<std::string_view>({"token", "tokens", "jwt"});
  static constexpr auto kept = std::to_array<std::string_view>(
      {"card", "cards", "pan", "vault", "bank", "payment", "tokenize", "tokenise", "tokenization", "device", "push"});
  static constexpr auto getting = std::to_array<std::string_view>(
      {"get", "gets", "obtain", "obtains", "retrieve", "retrieves", "fetch", "refresh", "renew"});
  const std::vector<std::string> words = words_of(text);
  if (!has_one_of(words, making) || has_one_of(words, getting)) return false;
  return has_one_of(words, sessions) || (has_one_of(words, tokens) && !has_one_of(words, kept));
}

bool speaks_of_existing(std::string_view text) {
  static constexpr auto phrases = std::to_array<std::string_view>(
      {"existing", "already", "reuse", "re-use", "idempoten", "cached", "same session", "same token", "still valid",
       "until it expires", "not expired", "unexpired", "resume"});
  return holds_one_of(text, phrases);
}

}  // namespace concord::prose
