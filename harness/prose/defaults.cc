#include "cursor.h"

#include <concord/base/ascii.h>

#include <algorithm>
#include <array>

namespace concord::prose {
namespace {

constexpr auto default_phrases =
    std::to_array<std::string_view>({"defaults to", "default value is", "default value:", "default is", "default:"});

// "`en` (default)", as lists of values say it.
std::optional<StatedDefault> marked_in_list(std::string_view text, std::string_view lower) {
  constexpr std::string_view mark = "` (default)";
  const std::size_t close = lower.find(mark);
  const std::size_t open = close == lower.npos || close == 0 ? lower.npos : text.rfind('`', close - 1);
  if (open == lower.npos) return std::nullopt;
  auto value = Cursor(text, lower, open).take_value();
  if (!value) return std::nullopt;
  return StatedDefault{std::move(value->text), true, {open, close + mark.size()}};
}

bool is_literal(std::string_view word) {
  const std::size_t sign = word.starts_with('-') ? 1 : 0;
  return word == "true" || word == "false" || (word.size() > sign && base::is_digit(word[sign]));
}

// "the", "an"…: what follows describes the value and is none.
bool is_article(std::string_view word) {
  constexpr auto articles =
      std::to_array<std::string_view>({"the", "a", "an", "all", "any", "your", "no", "if", "when"});
  return std::find(articles.begin(), articles.end(), word) != articles.end();
}

bool ends_clause(Cursor cursor) {
  if (cursor.is_at_end()) return true;
  for (const std::string_view end : {".", ",", ";", ")", "]", "\n", "*", " (", " -"}) {
    if (cursor.starts_with(end)) return true;
  }
  return false;
}

}  // namespace

std::optional<StatedDefault> Description::preset() const {
  for (const std::string_view phrase : default_phrases) {
    const std::size_t at = find_words(lower_, phrase);
    if (at == lower_.npos) continue;
    Cursor cursor(text_, lower_, at + phrase.size());
    cursor.skip({" ", "*", ":", "="});
    if (auto value = cursor.take_value()) {
      const bool is_number = value->mark == Value::Mark::Capitals && is_literal(value->text);
      return StatedDefault{std::move(value->text), !is_number, {at, cursor.at()}};
    }
    const std::size_t begin = cursor.at();
    const std::string_view word = cursor.take_word();
    const std::string_view lower = std::string_view(lower_).substr(begin, word.size());
    const bool is_value = is_literal(lower) || (!word.empty() && !is_article(lower) && ends_clause(cursor));
    if (is_value) return StatedDefault{std::string(word), false, {at, cursor.at()}};
  }
  return marked_in_list(text_, lower_);
}

}  // namespace concord::prose
