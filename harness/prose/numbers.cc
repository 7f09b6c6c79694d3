// Limits: lengths in characters, and ranges of numbers.
#include "around.h"

#include <concord/base/ascii.h>

#include <array>
#include <span>

namespace concord::prose {
namespace {

// `is_length`: says itself that characters are counted; behind the others "characters" must stand.
struct Phrase {
  std::string_view words;
  bool is_length = false;
};
constexpr Phrase most_phrases[] = {{"max length of", true},
                                   {"max length", true},
                                   {"maximum length of", true},
                                   {"maximum length is", true},
                                   {"maximum length", true},
                                   {"up to"},
                                   {"at most"},
                                   {"no more than"},
                                   {"maximum of"},
                                   {"max"},
                                   {"cannot exceed"},
                                   {"must not exceed"},
                                   {"over"}};
constexpr Phrase least_phrases[] = {{"min length of", true},
                                    {"min length", true},
                                    {"minimum length of", true},
                                    {"minimum length is", true},
                                    {"minimum length", true},
                                    {"at least"},
                                    {"minimum of"}};

// "characters", "chars", "alphanumeric characters", "UTF-8 characters"; not "minutes or 20 characters".
bool counts_characters(Cursor cursor) {
  constexpr std::size_t most_words_before = 2;
  for (std::size_t i = 0; i <= most_words_before; ++i) {
    if (!cursor.skip({" ", "-"})) return false;
    if (Cursor number = cursor; number.take_number()) return false;  // "193 1 byte characters"
    if (cursor.starts_with("char")) return true;
    if (cursor.starts_with("or ") || cursor.starts_with("and ") || cursor.take_word().empty()) return false;
  }
  return false;
}

std::optional<StatedNumber> stated_length(std::string_view text, std::string_view lower,
                                          std::span<const Phrase> phrases) {
  for (const Phrase& phrase : phrases) {
    const std::size_t at = find_words(lower, phrase.words);
    if (at == lower.npos) continue;
    Cursor cursor(text, lower, at + phrase.words.size());
    const auto number = cursor.take_number();
    if (is_advice(lower, at) || is_about_part(lower, at) || is_at_size(cursor)) continue;
    if (number && (phrase.is_length || counts_characters(cursor))) return StatedNumber{*number, {at, cursor.at()}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<StatedNumber> Description::most_length() const { return stated_length(text_, lower_, most_phrases); }
std::optional<StatedNumber> Description::least_length() const { return stated_length(text_, lower_, least_phrases); }

namespace {

// "0777" is octal for some.
bool starts_with_zero(Cursor cursor) {
  cursor.skip({" ", ":", "="});
  return cursor.starts_with("0") && base::is_digit(cursor.until(cursor.at() + 2).back());
}

// Two numbers behind `at`, with `between` between them; nothing when they are lengths, sizes or times.
std::optional<StatedRange> range_at(std::string_view text, std::string_view lower, std::size_t at, std::size_t behind,
                                    std::initializer_list<std::string_view> between) {
  Cursor cursor(text, lower, behind);
  if (starts_with_zero(cursor)) return std::nullopt;
  const auto least = cursor.take_number();
  if (!least || !cursor.skip(between) || starts_with_zero(cursor)) return std::nullopt;
  const auto most = cursor.take_number();
  if (!most || *most < *least || has_word(lower, at, lower.size(), {"may allow", "may choose"})) return std::nullopt;
  if (counts_characters(cursor) || is_at_unit(cursor) || is_advice(lower, at)) return std::nullopt;
  const bool goes_on = !cursor.is_at_end() && (base::is_identifier(cursor.until(cursor.at() + 1).back()) ||
                                               cursor.starts_with("-") || cursor.starts_with(":"));
  if (goes_on) return std::nullopt;
  // "from 1 to 31, or 0 for a year by itself": not all that is allowed.
  const std::size_t end = sentence_end(lower, cursor.at());
  if (lower.substr(cursor.at(), end - cursor.at()).find(" or ") != lower.npos) return std::nullopt;
  if (has_word(lower, sentence_begin(lower, at), end, {"filter", "query"})) return std::nullopt;  // an example of one
  return StatedRange{*least, *most, {at, cursor.at()}};
}

}  // namespace

std::optional<StatedRange> Description::range() const {
  constexpr auto phrases = std::to_array<std::string_view>(
      {"between", "from", "range:", "range is", "range of", "allowed:", "values:", "minimum", "minimum:", "min", "min.",
       "min:"});
  for (const std::string_view phrase : phrases) {
    const std::size_t at = find_words(lower_, phrase);
    if (at == lower_.npos) continue;
    const std::size_t behind = at + phrase.size();
    const bool is_least = phrase.starts_with("min");
    auto found = is_least ? range_at(text_, lower_, at, behind, {",", ";", " ", "maximum", "max", ".", ":", "and "})
                 : phrase == "between" ? range_at(text_, lower_, at, behind, {" and "})
                                       : range_at(text_, lower_, at, behind, {" to ", "-", "\u2013", "..", " - "});
    if (found) return found;
  }
  // "1 to 100": the description, or what its brackets hold.
  for (const std::size_t begin : {std::size_t{0}, lower_.find('(') + 1}) {
    auto found = range_at(text_, lower_, begin, begin, {" to "});
    if (!found) continue;
    const Cursor end(text_, lower_, found->words.end);
    if (end.is_at_end() || end.starts_with(".") || end.starts_with(")") || end.starts_with(",")) return found;
  }
  return std::nullopt;
}

}  // namespace concord::prose
