#include "around.h"

#include <concord/base/text.h>

#include <array>

namespace concord::prose {
namespace {

constexpr auto sizes = std::to_array<std::string_view>(
    {"b", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib", "byte", "bytes", "kilobytes", "megabytes", "gigabytes"});
constexpr auto times = std::to_array<std::string_view>(
    {"ms", "s",   "sec",  "secs",  "second", "seconds", "millisecond", "milliseconds", "microseconds", "nanoseconds",
     "m",  "min", "mins", "minute", "minutes", "h",     "hour",        "hours",        "day",          "days",
     "d",  "week", "weeks", "month", "months", "year",  "years",       "percent",      "px",           "pixels"});

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string next_word(Cursor cursor) {
  cursor.skip({" ", "-"});
  return base::to_lower_ascii(cursor.take_word());
}

}  // namespace

std::size_t sentence_begin(std::string_view lower, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && lower[begin - 1] != '\n') {
    const bool is_end = begin >= 2 && lower[begin - 1] == ' ' && (lower[begin - 2] == '.' || lower[begin - 2] == ';');
    if (is_end) break;
    --begin;
  }
  return begin;
}

bool has_word(std::string_view lower, std::size_t begin, std::size_t end,
              std::initializer_list<std::string_view> words) {
  const std::string_view part = lower.substr(0, end);
  return std::any_of(words.begin(), words.end(), [&](auto word) { return find_words(part, word, begin) != part.npos; });
}

bool is_denied(std::string_view lower, std::size_t at) {
  constexpr std::size_t reach = 24;  // characters: a negation further away denies something else
  const std::size_t comma = lower.substr(0, at).rfind(',');
  const std::size_t near = at < reach ? 0 : at - reach;
  const std::size_t begin = std::max({sentence_begin(lower, at), near, comma + 1});  // npos + 1 is 0
  return has_word(lower, begin, at,
                  {"not", "never", "cannot", "without", "don't", "doesn't", "isn't", "aren't", "won't", "can't", "no",
                   "may be", "might be", "could be", "can be", "rather than", "instead of"});
}

bool is_advice(std::string_view lower, std::size_t at) {
  return has_word(lower, sentence_begin(lower, at), sentence_end(lower, at),
                  {"recommend", "recommended", "recommends", "suggest", "suggested", "ideally", "typically", "usually",
                   "preferably", "best", "advise", "advised"});
}

bool is_about_part(std::string_view lower, std::size_t at) {
  for (const std::string_view mark : {"* `", "- `"}) {
    const std::size_t item = lower.rfind(mark, at);
    if (item != lower.npos && lower.substr(item, at - item).find("\n\n") == std::string_view::npos) return true;
  }
  return false;
}

bool is_at_unit(Cursor cursor) {
  if (cursor.starts_with("%") || cursor.starts_with(" %")) return true;
  return is_one_of(next_word(cursor), times) || is_at_size(cursor);
}

bool is_at_size(Cursor cursor) { return is_one_of(next_word(cursor), sizes); }

}  // namespace concord::prose
