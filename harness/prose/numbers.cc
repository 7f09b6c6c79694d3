// Limits: lengths in characters, and ranges of numbers.
#include "around.h"

#include <concord/base/ascii.h>

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

std::optional<StatedRange> Description::range() const {
  constexpr std::string_view phrase = "between";
  const std::size_t at = find_words(lower_, phrase);
  if (at == lower_.npos) return std::nullopt;
  Cursor cursor(text_, lower_, at + phrase.size());
  const auto least = cursor.take_number();
  if (!least || !cursor.skip({" and "})) return std::nullopt;
  const auto most = cursor.take_number();
  if (!most || *most < *least) return std::nullopt;
  return StatedRange{*least, *most, {at, cursor.at()}};
}

}  // namespace concord::prose
