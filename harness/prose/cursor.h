// A place in a description, moved over what stands there.
#pragma once
#include <concord/prose.h>

#include <algorithm>
#include <initializer_list>

namespace concord::prose {

// The first place at or behind `from` where `words` stand, and not within a longer word: "url" is not in "curly". npos
// when there is none. `lower` is in lower case, as `words` are.
std::size_t find_words(std::string_view lower, std::string_view words, std::size_t from = 0);

// Behind the last character of the sentence in which `begin` is: a full stop within a number or a name does not end it.
std::size_t sentence_end(std::string_view lower, std::size_t begin);

// Where a list of values is announced, whether or not it can be read.
std::optional<std::size_t> find_list_phrase(std::string_view lower);

struct Value {
  std::string text;
  enum class Mark : std::uint8_t { Capitals, Quotes, Code } mark;
};

class Cursor {
 public:
  // The description, and the same in lower case, where a line feed within a sentence is a blank. Both must outlive
  // this.
  Cursor(std::string_view text, std::string_view lower, std::size_t at) : text_(text), lower_(lower), at_(at) {}

  std::size_t at() const { return at_; }
  std::string_view until(std::size_t end) const { return text_.substr(at_, end - at_); }
  bool is_at_line_end() const { return is_at_end() || text_[at_] == '\n'; }
  bool is_at_end() const { return at_ >= text_.size(); }
  bool starts_with(std::string_view part) const { return lower_.substr(at_).starts_with(part); }

  // Moves over any of the parts, as often as there are some; says whether there was one. Parts are in lower case.
  bool skip(std::initializer_list<std::string_view> parts);
  void move_on() { at_ = std::min(at_ + 1, text_.size()); }
  // Behind the next line feed, or to the end.
  void skip_line() {
    at_ = std::min(text_.find('\n', at_), text_.size());
    move_on();
  }
  // "- ", "* ", "1. ", "2) "; says whether there was one.
  bool skip_bullet();
  // A value in `code`, "quotes" or CAPITALS.
  std::optional<Value> take_value();
  // A word of letters, digits, `_`, `-` and of full stops and signs within numbers; "" when there is none.
  std::string_view take_word();
  // "20" and "10,000", behind blanks and after ':' or '='.
  std::optional<std::int64_t> take_number();

 private:
  std::optional<Value> take_quoted();
  bool starts_group() const;

  std::string_view text_, lower_;
  std::size_t at_;
};

}  // namespace concord::prose
