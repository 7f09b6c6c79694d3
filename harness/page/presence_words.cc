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

constexpr auto hedges = std::to_array<std::string_view>(
    {"depends", "depending", "conditional", "conditionally", "sometimes", "varies", "partially", "maybe"});

// What stands behind a mark: "no" of "required: no". `size`: of all that says it.
struct StatedValue {
  std::size_t size = 0;
  bool is_yes = false;
  std::string doubt;
};
std::optional<StatedValue> value_behind(std::string_view behind) {
  const std::size_t begin = behind.find_first_not_of(" *_`");
  if (begin == behind.npos || std::string_view(":=?").find(behind[begin]) == std::string_view::npos)
    return std::nullopt;
  const std::size_t from = behind.find_first_not_of(" *_`:=?\"'", begin);
  if (from == behind.npos) return std::nullopt;
  std::size_t end = from;
  while (end < behind.size() && is_word_character(behind[end])) ++end;
  const std::string word = base::to_lower_ascii(behind.substr(from, end - from));
  const bool is_hedge = std::find(hedges.begin(), hedges.end(), word) != hedges.end();
  const bool is_yes = word == "yes" || word == "true" || word == "y";
  if (!is_hedge && !is_yes && word != "no" && word != "false" && word != "n") return std::nullopt;
  const std::size_t clause = std::min(behind.find_first_of(".;)\n", from), behind.size());
  std::string doubt = presence_doubt(trim(behind.substr(from, clause - from)));
  return StatedValue{doubt.empty() ? end : clause, is_yes, std::move(doubt)};
}

PresenceMark with_value(std::string_view text, std::size_t at, const Mark& mark, StatedValue value) {
  const std::size_t end = at + mark.words.size() + value.size;
  const bool is_required = value.doubt.empty() && value.is_yes == mark.is_required;
  std::string_view behind = text.substr(std::min(end, text.size()));
  if (behind.starts_with('.')) behind.remove_prefix(1);
  return {joined(text.substr(0, at), behind), is_required, std::move(value.doubt)};
}

}  // namespace

std::string presence_doubt(std::string_view cell) {
  constexpr std::size_t longest = 80;
  const std::string lower = base::to_lower_ascii(trim(cell));
  const auto has = [&](std::string_view word) { return find_word(lower, word) != lower.npos; };
  const bool is_condition = has("if") || has("when") || has("unless") || has("only") || has("for");
  const bool is_yes_or_no = presence_in_cell(cell).has_value();
  const bool is_hedge = std::any_of(hedges.begin(), hedges.end(), [&](std::string_view one) { return lower == one; }) ||
                        lower.starts_with("depend");
  if (!is_hedge && !(is_condition && is_yes_or_no)) return {};
  return base::ellipsize(base::replace_all(std::string(trim(cell)), "\n", " "), longest);
}

std::optional<bool> presence_in_cell(std::string_view cell) {
  static constexpr auto yes = std::to_array<std::string_view>(
      {"yes", "y", "true", "required", "mandatory", "always", "x", "m", "r", "must", "compulsory", "sim", "ja",
       "oui"});
  static constexpr auto no = std::to_array<std::string_view>(
      {"no", "n", "false", "optional", "o", "not", "never", "conditional", "c", "sometimes", "conditionally",
       "nein", "non", "nope"});
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
  PresenceMark out{std::string(text), std::nullopt, {}};
  if (text.size() > longest_text) return out;
  const std::string lower = base::to_lower_ascii(text);
  for (const Mark& mark : marks) {
    const std::size_t at = find_word(lower, mark.words);
    if (at == lower.npos) continue;
    if (auto value = value_behind(text.substr(at + mark.words.size())))
      return with_value(text, at, mark, std::move(*value));
    return {joined(text.substr(0, at), text.substr(at + mark.words.size())), mark.is_required, {}};
  }
  out.rest = without_separators(text);
  return out;
}

PresenceMark take_stated_presence(std::string_view text) {
  constexpr std::size_t longest_text = 2'000;
  PresenceMark out{std::string(text), std::nullopt, {}};
  if (text.size() > longest_text) return out;
  const std::string lower = base::to_lower_ascii(text);
  for (const Mark& mark : marks) {
    const std::size_t at = find_word(lower, mark.words);
    auto value = at == lower.npos ? std::nullopt : value_behind(text.substr(at + mark.words.size()));
    if (value) return with_value(text, at, mark, std::move(*value));
  }
  return out;
}

}  // namespace concord::page
