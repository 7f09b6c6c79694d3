// What values are made of where people and programs write them, not JSON writers: comments, quotes of two kinds, names
// without quotes. The readers of JSON (loose_json.h) and of programs' literals (program_literals.h) stand on it.
#pragma once
#include <concord/page.h>

#include <optional>
#include <string>
#include <string_view>

namespace concord::page {

class LooseText {
 public:
  // [begin, end) of the page, which must outlive this.
  LooseText(const Source& page, std::size_t begin, std::size_t end)
      : page_(page), text_(std::string_view(page.text()).substr(0, end)), at_(begin) {}

  std::size_t at() const { return at_; }
  std::size_t size() const { return text_.size(); }
  bool is_at_end() const { return at_ >= text_.size(); }
  char peek() const { return is_at_end() ? '\0' : text_[at_]; }  // '\0' at the end
  char before() const { return text_[at_ - 1]; }
  bool starts_with(std::string_view word) const { return text_.substr(at_).starts_with(word); }
  std::string_view since(std::size_t begin) const { return text_.substr(begin, at_ - begin); }
  base::Span span_since(std::size_t begin) const;
  bool is_at_quote() const { return peek() == '"' || peek() == '\''; }

  void move_to(std::size_t at) { at_ = at; }
  void move_on(std::size_t bytes = 1) { at_ += bytes; }
  bool skip(std::string_view word);           // whether it stood here
  void skip_to(std::string_view characters);  // any of them, or the end

  // Blanks and comments (`//`, `#`, `/* */`); says where the first comment begins.
  std::optional<std::size_t> skip_blanks();

  struct Quoted {
    std::string text;
    bool is_closed = true;
    std::optional<std::size_t> line_feed;  // the first one in it
  };
  // The string at a quote, with the escapes of JSON; behind the closing quote, or where the line or the text ends. Half
  // a surrogate pair is U+FFFD; what is no escape stays as it is.
  enum class Lines { One, Many };
  Quoted take_quoted(Lines lines);
  // Letters, digits, `_`, `$`, and any of `also`; "" when there are none.
  std::string_view take_name(std::string_view also = {});

 private:
  void take_escape(std::string& to);
  void take_unicode_escape(std::string& to);
  std::optional<char32_t> code_unit(std::size_t at) const;

  const Source& page_;
  std::string_view text_;
  std::size_t at_;
};

// A number of JSON; nothing for any other word.
std::optional<Node> read_number(std::string_view word);

}  // namespace concord::page
