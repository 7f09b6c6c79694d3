#include "around.h"

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

// "the", "current"…: what follows describes the value and is none. "set", "used"…: something is said of the value.
bool describes(std::string_view word) {
  constexpr auto words = std::to_array<std::string_view>(
      {"the",     "a",        "an",        "all",     "any",      "your",    "no",      "if",       "when",
       "current", "whatever", "that",      "this",    "its",      "their",   "our",     "same",     "set",
       "used",    "applied",  "specified", "provided", "given",   "chosen",  "selected", "taken",   "returned",
       "not",     "unset",    "determined", "derived", "assumed", "present", "available", "inferred", "as"});
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "if the default is set", "there is no default: …", "`x`, which defaults to …".
bool is_no_statement(std::string_view before) {
  while (before.ends_with(' ')) before.remove_suffix(1);
  for (const std::string_view word :
       {"if", "when", "if the", "when the", "if a", "whether the", "no", "not", "which"}) {
    if (before.ends_with(word) && find_words(before, word, before.size() - word.size()) != before.npos) return true;
  }
  return false;
}

// "for a single node and `b` for a cluster": there is one default for each case.
bool goes_on_for_other_cases(std::string_view lower, const Cursor& cursor) {
  if (!cursor.starts_with(" for ")) return false;
  const std::size_t end = sentence_end(lower, cursor.at());
  return lower.substr(cursor.at(), end - cursor.at()).find(" and `") != lower.npos;
}

bool ends_clause(Cursor cursor) {
  if (cursor.is_at_end()) return true;
  for (const std::string_view end : {".", ",", ";", ")", "]", "\n", "*", " (", " -"}) {
    if (cursor.starts_with(end)) return true;
  }
  return false;
}

}  // namespace

// A value behind "defaults to"; nothing when it is described, has a unit, or is the first of several words.
std::optional<StatedDefault> Description::preset_at(std::size_t begin, std::size_t phrase_end) const {
  Cursor cursor(text_, lower_, phrase_end);
  cursor.skip({" ", "*", ":", "="});
  if (auto value = cursor.take_value()) {
    const bool is_bare = value->mark == Value::Mark::Capitals;
    if (goes_on_for_other_cases(lower_, cursor)) return std::nullopt;
    if (!is_bare && value->text.find('*') != std::string::npos) return std::nullopt;  // "**1**." in quotes
    if (is_bare && !is_literal(value->text) && !ends_clause(cursor)) return std::nullopt;
    if (!is_bare || !is_literal(value->text))
      return StatedDefault{std::move(value->text), true, {begin, cursor.at()}};
    cursor = Cursor(text_, lower_, cursor.at() - value->text.size());
  }
  Cursor number = cursor;
  const std::size_t at = cursor.at();
  const std::string_view word = cursor.take_word();
  const std::string_view lower = std::string_view(lower_).substr(at, word.size());
  if (word.empty() || describes(lower)) return std::nullopt;
  if (!is_literal(lower)) {
    if (!ends_clause(cursor)) return std::nullopt;
    return StatedDefault{std::string(word), false, {begin, cursor.at()}};
  }
  std::string text(word);
  if (const auto whole = number.take_number(); whole && number.at() > cursor.at()) {
    text = std::to_string(*whole);
    cursor = number;
    if (cursor.starts_with(".") && base::is_digit(cursor.until(cursor.at() + 2).back())) return std::nullopt;
  }
  if (is_at_unit(cursor)) return std::nullopt;
  return StatedDefault{std::move(text), false, {begin, cursor.at()}};
}

std::optional<StatedDefault> Description::preset() const {
  for (const std::string_view phrase : default_phrases) {
    const std::size_t at = find_words(lower_, phrase);
    if (at == lower_.npos) continue;
    if (is_no_statement(std::string_view(lower_).substr(0, at))) continue;
    if (auto stated = preset_at(at, at + phrase.size())) return stated;
  }
  return marked_in_list(text_, lower_);
}

}  // namespace concord::prose
