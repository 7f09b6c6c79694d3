// The one way out for text. What a terminal or a CI log gets is our own words, or has come through here: what comes
// from outside (names of files, values, messages, answers) could carry control characters, or commands that CI obeys.
#pragma once
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace concord::base {

// Text that may be printed. No string becomes one by itself; see printable() and its kin.
class Printable {
 public:
  Printable() = default;
  // Our own words: a literal. Other arrays of characters may hold anything.
  template <std::size_t size>
  Printable(const char (&words)[size]) : text_(words, size - 1) {}  // NOLINT: implicit by design
  template <std::size_t size>
  Printable(char (&)[size]) = delete;
  template <class Number>
    requires(std::integral<Number> && !std::same_as<Number, char> && !std::same_as<Number, bool>)
  Printable(Number number) : text_(std::to_string(number)) {}  // NOLINT: implicit by design

  // What a module has put together of its own words and of texts that went through escape_line() or its kin.
  static Printable composed(std::string text) {
    Printable result;
    result.text_ = std::move(text);
    return result;
  }

  Printable& operator+=(const Printable& more) {
    text_ += more.text_;
    return *this;
  }
  friend Printable operator+(Printable a, const Printable& b) { return std::move(a += b); }

  bool empty() const { return text_.empty(); }
  // As it may be printed: what CI would obey is broken (break_commands() of clean_text.h), wherever it begins.
  std::string text() const;

 private:
  std::string text_;
};

// Text from outside on one line, as escape_line() has it.
Printable printable(std::string_view outside);
// The same with its lines kept, each after `prefix`, and ended.
Printable printable_lines(std::string_view outside, std::string_view prefix);

}  // namespace concord::base
