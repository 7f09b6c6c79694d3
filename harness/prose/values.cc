// Lists of values: in the sentence, as lines below it, or scattered over it.
#include "around.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::prose {
namespace {

constexpr std::size_t most_values = 300;

// `is_certain`: nothing but values can follow; the others need a list of two.
struct ChoicePhrase {
  std::string_view words;
  bool is_certain;
};
constexpr auto choice_phrases = std::to_array<ChoicePhrase>({{"one of the following", true},
                                                {"must be one of", true},
                                                {"valid values", true},
                                                {"allowed values", true},
                                                {"possible values", true},
                                                {"accepted values", true},
                                                {"supported values", true},
                                                {"available options", true},
                                                {"available values", true},
                                                {"permitted values", true},
                                                {"acceptable values", true},
                                                {"valid options", true},
                                                {"allowed options", true},
                                                {"possible options", true},
                                                {"allowed:", false},
                                                {"accepted:", false},
                                                {"one of", false},
                                                {"can be", false}});

struct Announced {
  std::size_t begin, end;
  bool is_certain;
};

// Each phrase where it stands first, in the order of the text.
std::vector<Announced> announcements(std::string_view lower) {
  std::vector<Announced> found;
  for (const ChoicePhrase& phrase : choice_phrases) {
    const std::size_t at = find_words(lower, phrase.words);
    if (at != lower.npos) found.push_back({at, at + phrase.words.size(), phrase.is_certain});
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return found;
}

class ValueList {
 public:
  explicit ValueList(Cursor cursor) : cursor_(cursor), end_(cursor.at()) {}

  std::size_t size() const { return values_.size(); }
  bool is_open() const { return is_open_; }
  // "`a` - the first", of which the others follow in a form that is not read.
  bool is_explained() const { return is_explained_; }
  StatedValues take(const Announced& by) && {
    return {std::move(values_), by.is_certain && is_code_, false, {by.begin, end_}};
  }

  // "`a`, `b` or C_D", "[`a`, `b`]", "- `a`\n- `b`".
  ValueList& read_row() {
    skip_opening();
    skip_to_bullet();
    while (auto value = cursor_.take_value()) {
      const bool is_name = value->mark == Value::Mark::Capitals && is_before_word();  // "IP address"
      if (is_name || !add(std::move(*value))) {
        is_open_ = is_open_ || is_name;
        break;
      }
      const Cursor before = cursor_;
      if (!skip_separator()) break;
      is_open_ = goes_on_in_words(before.until(cursor_.at()));
    }
    return *this;
  }

  // Lines that begin with a value each, whatever else they say: "1. `a` (default): the first". Other lines belong to
  // the value above, up to the end of the paragraph.
  ValueList& read_lines() {
    if (!announces_lines()) return *this;
    for (cursor_.skip_line(); !cursor_.is_at_end(); cursor_.skip_line()) {
      const bool is_paragraph = skip_empty_line();
      cursor_.skip_bullet();
      auto value = take_label();
      if (!value && is_paragraph) break;
      if (value && !add(std::move(*value))) break;
    }
    return *this;
  }

  // What is in code anywhere in the sentence.
  ValueList& read_sentence(std::size_t end) {
    while (cursor_.at() < end) {
      auto value = cursor_.starts_with("`") ? cursor_.take_value() : std::nullopt;
      if (!value) cursor_.move_on();
      if (value && !add(std::move(*value))) break;
    }
    return *this;
  }

 private:
  static constexpr auto explanations =
      std::to_array<std::string_view>({" - ", " = ", ": ", " (", " \u2013 ", " \u2014 "});

  // " Address" of "IP Address", " of" of "UUID of a role", which is no value then.
  bool is_before_word() const {
    Cursor next = cursor_;
    if (!next.skip({" "})) return false;
    const std::string_view word = next.take_word();
    return word == "of" || (word.size() > 1 && base::is_upper(word[0]) && base::is_lower(word[1]));
  }

  // "`all`, or a date range": not everything that is allowed is in the list.
  bool goes_on_in_words(std::string_view separator) const {
    const bool is_last = separator.find("or ") != separator.npos;
    Cursor next = cursor_;
    return is_last && next.take_value() == std::nullopt && !cursor_.is_at_end() && !next.take_word().empty();
  }

  // False when there is no room for more.
  bool add(Value value) {
    end_ = cursor_.at();
    is_explained_ = std::any_of(explanations.begin(), explanations.end(),
                                [&](std::string_view mark) { return cursor_.starts_with(mark); });
    if (value.text.size() > 2 && value.text.starts_with('`') && value.text.ends_with('`'))  // "`a`" in quotes
      value.text = value.text.substr(1, value.text.size() - 2);
    is_code_ = is_code_ && value.mark == Value::Mark::Code;
    if (std::find(values_.begin(), values_.end(), value.text) == values_.end())
      values_.push_back(std::move(value.text));
    return values_.size() < most_values;
  }

  void skip_opening() {
    cursor_.skip({":", " are", " is", " includes", " include", " the following", " values", " either", "*", "[", "(",
                  " ", "\r"});
  }

  bool skip_separator() {
    const bool has_blank = cursor_.skip({" ", "\u00a0"});
    const bool has_mark = cursor_.skip({",", ";", "|", "/", "or ", "and ", " ", "\u00a0"});
    if (has_mark) cursor_.skip({"\n", "\r", " "});
    return skip_to_bullet() || has_mark || (has_blank && cursor_.starts_with("`"));
  }

  // Moves to the next text; whether there was an empty line.
  bool skip_empty_line() {
    cursor_.skip({" ", "\t", "\r"});
    const bool is_empty = cursor_.skip({"\n"});
    cursor_.skip({" ", "\t", "\r", "\n"});
    return is_empty;
  }

  // To the next line when that goes on with the list.
  bool skip_to_bullet() {
    Cursor next = cursor_;
    next.skip({"\n", "\r", " "});
    if (!next.skip_bullet()) return false;
    next.skip({" "});
    cursor_ = next;
    return true;
  }

  // The rest of the line: nothing, a verb, or anything with a colon.
  bool announces_lines() const {
    Cursor line = cursor_;
    line.skip_line();
    std::string_view text = cursor_.until(line.at());
    while (!text.empty() && (base::is_blank(text.back()) || text.back() == '*')) text.remove_suffix(1);
    text = base::trim(text);
    constexpr auto verbs = std::to_array<std::string_view>({"", "are", "is", "include", "includes", "the following"});
    return text.ends_with(':') || std::find(verbs.begin(), verbs.end(), text) != verbs.end();
  }

  // "API" in "API: …" and "API - …" is a value, in "API keys" it is none.
  std::optional<Value> take_label() {
    const Cursor before = cursor_;
    auto value = cursor_.take_value();
    if (!value || value->mark != Value::Mark::Capitals) return value;
    Cursor next = cursor_;
    bool is_end = next.is_at_line_end();
    const bool has_blank = next.skip({" "});
    is_end = is_end || next.is_at_line_end() || (has_blank && next.starts_with("-"));
    for (const std::string_view mark : {":", "(", "\u2013"}) is_end = is_end || next.starts_with(mark);
    if (is_end) return value;
    cursor_ = before;
    return std::nullopt;
  }

  Cursor cursor_;
  std::size_t end_;
  bool is_code_ = true;   // each of them
  bool is_explained_ = false;  // the last one
  bool is_open_ = false;  // words follow that stand for more values
  std::vector<std::string> values_;
};

// "Carrier:", "The intent of the resource:"; not "by the fields:", "such as:", whose words are about parts.
bool is_label(std::string_view lower, std::size_t end) {
  constexpr std::ptrdiff_t most_blanks = 5;
  if (end == 0 || lower[end - 1] != ':') return false;
  const std::size_t begin = sentence_begin(lower, end - 1);
  const std::string_view words = lower.substr(begin, end - begin);
  return std::count(words.begin(), words.end(), ' ') <= most_blanks;
}

// "by the fields", "followed by an order", "MySQL instances": the values are parts, examples, or those of one case.
bool is_about_parts(std::string_view lower, std::size_t end) {
  return has_word(lower, sentence_begin(lower, end), end,
                  {"by", "field", "fields", "such", "example", "examples", "format", "formats", "e.g", "eg", "like",
                   "followed", "instances", "can", "for", "if", "when", "in"});
}

// A value as programs have them, no path, template or piece of JSON.
bool is_plain_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return base::is_identifier(c) || c == '-' || c == '.' || c == ':' || c == '+';
  });
}

// "`dhl`, `ups` or `gls`", "Carrier: `a` or `b`.", "(`a` or `b`)": a sentence, what is behind its colon, or brackets
// that hold nothing but values in code, the last behind "or".
std::optional<StatedValues> bare_list(std::string_view text, std::string_view lower) {
  constexpr std::size_t most_starts = 50;
  std::size_t at = text.find('`');
  for (std::size_t i = 0; i < most_starts && at != text.npos; ++i, at = text.find('`', at)) {
    std::size_t before = at;
    while (before > 0 && text[before - 1] == ' ') --before;
    const bool is_opening = before == 0 || std::string_view(".(\n").find(text[before - 1]) != std::string_view::npos ||
                            is_label(lower, before);
    Cursor cursor(text, lower, at);
    StatedValues found{{}, false, true, {at, at}};
    bool has_or = false, is_plain = true;
    while (auto value = cursor.starts_with("`") ? cursor.take_value() : std::nullopt) {
      is_plain = is_plain && is_plain_word(value->text);
      if (std::find(found.values.begin(), found.values.end(), value->text) == found.values.end())
        found.values.push_back(std::move(value->text));
      found.words.end = cursor.at();
      if (!cursor.starts_with(" or ") && !cursor.starts_with(", ") && !cursor.starts_with(" | ")) break;
      if (cursor.starts_with(" or ") || cursor.starts_with(", or ")) has_or = true;
      cursor.skip({",", " ", "or ", "|"});
    }
    const bool is_end = cursor.is_at_end() || cursor.starts_with(".") || cursor.starts_with(")") ||
                        cursor.starts_with("\n") || cursor.starts_with(";");
    const bool is_list = has_or && is_plain && found.values.size() > 1;
    if (is_opening && is_end && is_list && !is_about_parts(lower, at)) return found;
    at = std::max(cursor.at(), at + 1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<StatedValues> Description::values() const {
  for (const Announced& one : announcements(lower_)) {
    const Cursor behind(text_, lower_, one.end);
    const std::size_t end = sentence_end(lower_, one.end);
    if (lower_.substr(one.end, end - one.end).find("` to `") != std::string::npos) continue;  // a range
    const std::size_t needed = one.is_certain ? 1 : 2;
    ValueList best = ValueList(behind).read_row();
    ValueList lines = ValueList(behind).read_lines();
    if (lines.size() > best.size()) best = std::move(lines);
    if (best.size() < 2 && one.is_certain) {
      ValueList scattered = ValueList(behind).read_sentence(sentence_end(lower_, one.end));
      if (scattered.size() >= 2) best = std::move(scattered);
    }
    if (best.is_open() || (best.size() == 1 && best.is_explained())) continue;
    if (best.size() >= needed) return std::move(best).take(one);
  }
  return bare_list(text_, lower_);
}

std::optional<std::size_t> find_list_phrase(std::string_view lower) {
  for (const Announced& one : announcements(lower)) {
    if (lower.substr(one.begin, 3) != "can") return one.begin;
  }
  return std::nullopt;
}

}  // namespace concord::prose
