// Reads the small things of a pattern: escapes, code points, numbers. The parser above it reads terms and groups.
#pragma once
#include "tree.h"

#include <optional>

namespace concord::pattern {

class EscapeReader {
 public:
  explicit EscapeReader(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }
  std::size_t at() const { return at_; }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  void skip(std::size_t bytes) { at_ += bytes; }
  std::string_view text(std::size_t begin, std::size_t end) const { return text_.substr(begin, end - begin); }
  bool looking_at(std::string_view word) const { return text_.substr(at_).starts_with(word); }
  bool eat(std::string_view word);

  // The first problem stays; reading ends with it.
  void fail_at(std::size_t offset, std::string message);
  void fail(std::string message) { fail_at(at_, std::move(message)); }
  bool has_failed() const { return !problem_.message.empty(); }
  const PatternProblem& problem() const { return problem_; }

  char32_t code_point();
  // \d \w \s \p and their opposites, added to `set`; false when it is another escape.
  bool class_escape(CodePointSet& set);
  // Any other escape that means one code point; in a class \b is a backspace.
  char32_t character_escape(bool in_class);
  // The digits here as a number, kUnbounded - 1 at most.
  std::uint32_t number();

 private:
  void property(CodePointSet& set);
  std::optional<char32_t> escaped_code(char letter, bool in_class);
  std::optional<char32_t> hex(std::size_t digits);
  std::optional<char32_t> unicode();
  std::optional<char32_t> braced_unicode();

  std::string_view text_;
  std::size_t at_ = 0;
  PatternProblem problem_;
};

bool is_ascii_digit(char c);
bool is_ascii_letter(char c);

}  // namespace concord::pattern
