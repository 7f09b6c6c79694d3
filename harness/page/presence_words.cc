#include "presence_words.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::page {
namespace {

using base::trim;

bool is_word_character(char c) { return base::is_letter(c) || base::is_digit(c) || c == '_'; }

// Where `word` stands by itself; npos when it does not.
std::size_t find_word(std::string_view lower, std::string_view word) {
  for (std::size_t at = lower.find(word); at != lower.npos; at = lower.find(word, at + 1)) {
    const bool is_begin = at == 0 || !is_word_character(lower[at - 1]);
    const std::size_t end = at + word.size();
    if (is_begin && (end == lower.size() || !is_word_character(lower[end]))) return at;
  }
  return lower.npos;
}

struct Mark {
  std::string_view words;
  bool is_required;
};
// The longer ones first: they contain others.
constexpr auto marks = std::to_array<Mark>({{"not required", false},
                                            {"non-required", false},
                                            {"not mandatory", false},
                                            {"non-mandatory", false},
                                            {"conditionally required", false},
                                            {"conditional", false},
                                            {"required if", false},
                                            {"required when", false},
                                            {"required for", false},
                                            {"required unless", false},
                                            {"optional", false},
                                            {"required", true},
                                            {"mandatory", true},
                                            {"compulsory", true}});

// Without separators at both ends, among them dashes of all kinds.
std::string_view without_separators(std::string_view text) {
  static constexpr auto separators =
      std::to_array<std::string_view>({" ", "\n", "\t", ",", ";", "|", "/", ":", "-", "\u2013", "\u2014", "\u00b7"});
  for (bool is_found = true; is_found;) {
    is_found = false;
    for (const std::string_view one : separators) {
      if (text.starts_with(one)) text.remove_prefix(one.size()), is_found = true;
      if (text.ends_with(one)) text.remove_suffix(one.size()), is_found = true;
    }
  }
  return text;
}

// What stood before and behind a mark, without the brackets that held nothing else.
std::string joined(std::string_view before, std::string_view behind) {
  if (before.ends_with('(') && behind.starts_with(')')) {
    before.remove_suffix(1);
    behind.remove_prefix(1);
  }
  before = without_separators(before);
  behind = without_separators(behind);
  const bool is_close = before.empty() || behind.empty() || before.ends_with('(') || behind.starts_with(')');
  return std::string(before) + (is_close ? "" : " ") + std::string(behind);
}

}  // namespace

std::optional<bool> presence_in_cell(std::string_view cell) {
  static constexpr auto yes = std::to_array<std::string_view>(
      {"yes", "y", "true", "required", "mandatory", "always", "x", "m", "r", "must", "compulsory", "sim"});
  static constexpr auto no = std::to_array<std::string_view>(
      {"no", "n", "false", "optional", "o", "not", "never", "conditional", "c", "sometimes", "conditionally"});
  static constexpr auto ticks =
      std::to_array<std::string_view>({"\u662f", "\u5fc5\u586b", "\u5fc5\u9009", "\u5fc5\u987b",
                                       "s\u00ed", "\u2713", "\u2714", "\u2705", "\u2611",
                                       ":white_check_mark:", ":heavy_check_mark:", ":ballot_box_with_check:"});
  static constexpr auto crosses = std::to_array<std::string_view>(
      {"\u5426", "\u53ef\u9009", "\u9009\u586b", "\u975e\u5fc5",
       "n\u00e3o", "\u274c", "\u2717", "\u2718", "\u2716", ":x:", ":no_entry:", "\u2610"});
  const std::string lower = base::to_lower_ascii(trim(cell));
  const std::string_view text = lower;
  for (const std::string_view condition : {" if ", " when ", " unless ", " for ", " only "}) {
    if (text.find(condition) != text.npos) return false;
  }
  for (const std::string_view one : crosses) {
    if (text.starts_with(one)) return false;
  }
  for (const std::string_view one : ticks) {
    if (text.starts_with(one)) return true;
  }
  const std::size_t begin = text.find_first_not_of("*([`_ ");
  if (begin == text.npos) return std::nullopt;
  std::size_t end = begin;
  while (end < text.size() && is_word_character(text[end])) ++end;
  const std::string_view word = text.substr(begin, end - begin);
  if (std::find(yes.begin(), yes.end(), word) != yes.end()) return true;
  if (std::find(no.begin(), no.end(), word) != no.end()) return false;
  return std::nullopt;
}

PresenceMark take_presence(std::string_view text) {
  constexpr std::size_t longest_text = 400;
  PresenceMark out{std::string(text), std::nullopt};
  if (text.size() > longest_text) return out;
  const std::string lower = base::to_lower_ascii(text);
  for (const Mark& mark : marks) {
    const std::size_t at = find_word(lower, mark.words);
    if (at == lower.npos) continue;
    return {joined(text.substr(0, at), text.substr(at + mark.words.size())), mark.is_required};
  }
  out.rest = without_separators(text);
  return out;
}

}  // namespace concord::page
