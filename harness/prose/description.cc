#include "cursor.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::prose {
namespace {

constexpr std::size_t longest_description = 20'000;

// A line feed in the middle of a sentence is a blank, as in Markdown: not before an empty line or an item of a list.
bool is_soft_break(std::string_view text, std::size_t line_feed) {
  Cursor next(text, text, line_feed + 1);
  next.skip({" ", "\t", "\r"});
  return !next.is_at_end() && !next.starts_with("\n") && !next.skip_bullet();
}

std::string lower_on_lines(std::string_view text) {
  std::string lower = base::to_lower_ascii(text);
  for (std::size_t at = lower.find('\n'); at != lower.npos; at = lower.find('\n', at + 1)) {
    const bool is_after_line = at > 0 && lower[at - 1] != '\n';
    if (is_after_line && is_soft_break(text, at)) lower[at] = ' ';
  }
  return lower;
}

}  // namespace

std::size_t sentence_end(std::string_view lower, std::size_t begin) {
  std::size_t end = begin;
  for (; end < lower.size() && lower[end] != '\n'; ++end) {
    const char next = end + 1 < lower.size() ? lower[end + 1] : '\n';
    if (lower[end] == '.' && (next == ' ' || next == '\n' || next == '*')) break;
  }
  return end;
}

Description::Description(std::string_view text)
    : text_(text.substr(0, longest_description)), lower_(lower_on_lines(text_)) {}

std::string Description::quote(Words words) const {
  std::string out(base::trim(text_.substr(words.begin, words.end - words.begin)));
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

std::string Description::sentence_at(std::size_t begin, std::size_t limit) const {
  std::string sentence = quote({begin, sentence_end(lower_, begin)});
  while (sentence.ends_with('.') || sentence.ends_with('*')) sentence.pop_back();
  return base::ellipsize(sentence, limit);
}

std::optional<StatedRule> Description::rule() const {
  constexpr std::size_t longest_rule = 80;
  const auto rule = [&](std::size_t begin, std::string_view settled_by) {
    return StatedRule{sentence_at(begin, longest_rule), settled_by};
  };
  if (const auto stated = condition()) return rule(stated->words.begin, "");
  if (const auto stated = form()) return rule(stated->words.begin, "format");
  if (const auto at = find_list_phrase(lower_)) return rule(*at, "enum");
  if (const std::size_t at = find_words(lower_, "must be"); at != lower_.npos) return rule(at, "");
  return std::nullopt;
}

}  // namespace concord::prose
