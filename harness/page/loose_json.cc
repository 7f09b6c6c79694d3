#include "loose_json.h"

#include <concord/base/text.h>
#include <concord/page/page_blocks.h>

#include <array>
#include <unordered_map>

namespace concord::page {
namespace {

enum class Fault {
  Comment,
  TrailingComma,
  MissingComma,
  Quotes,
  BareKey,
  Ellipsis,
  Placeholder,
  Duplicate,
  LineFeed,
  End,
  Depth
};

std::string_view fault_name(Fault fault) {
  static constexpr auto names =
      std::to_array<std::string_view>({"a comment", "a trailing comma", "a missing comma", "single quotes",
                                       "a key without quotes", "\"...\"", "a placeholder", "a member that stands twice",
                                       "a line feed in a string", "a missing end", "a nesting too deep"});
  return names[static_cast<std::size_t>(fault)];
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         c == '-' || c == '+' || c == '.';
}

// What a backslash and `c` stand for; '\0' when it is not one of the short escapes.
char short_escape(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case '"':
    case '\'':
    case '\\':
    case '/':
      return c;
    default:
      return '\0';
  }
}

class LooseReader {
 public:
  LooseReader(const Source& page, std::size_t begin, std::size_t end)
      : page_(page), text_(std::string_view(page.text()).substr(0, end)), at_(begin) {}

  std::optional<LooseJson> read() {
    skip_blanks();
    if (peek() != '{' && peek() != '[') return std::nullopt;
    out_.value = value(0);
    out_.is_whole = out_.is_whole && !is_lost_;
    skip_blanks();
    out_.end = at_;
    return std::move(out_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool is_done() const { return at_ >= text_.size() || is_lost_; }
  bool starts_with(std::string_view word) const { return text_.substr(at_).starts_with(word); }

  void blame(Fault fault, std::size_t begin, std::size_t length = 1) {
    if (fault == Fault::Ellipsis || fault == Fault::Placeholder || fault == Fault::End || fault == Fault::Depth)
      out_.is_whole = false;
    const unsigned bit = 1u << static_cast<unsigned>(fault);
    if ((seen_ & bit) != 0) return;
    if (seen_ == 0) out_.first_fault = span_of(page_, begin, std::min(begin + length, text_.size()));
    seen_ |= bit;
    if (!out_.faults.empty()) out_.faults += ", ";
    out_.faults += fault_name(fault);
  }

  void skip_blanks() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        ++at_;
      } else if (starts_with("\xC2\xA0")) {
        at_ += 2;
      } else if (starts_with("//") || c == '#') {
        blame(Fault::Comment, at_, 2);
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (starts_with("/*")) {
        blame(Fault::Comment, at_, 2);
        const std::size_t end = text_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? text_.size() : end + 2;
      } else {
        return;
      }
    }
  }

  // `...`, also behind a comma or alone on its line.
  bool skip_ellipsis() {
    const std::size_t length = starts_with("...") ? 3 : starts_with("\xE2\x80\xA6") ? 3 : 0;
    if (length == 0) return false;
    blame(Fault::Ellipsis, at_, length);
    at_ += length;
    while (peek() == '.') ++at_;
    return true;
  }

  Node value(std::size_t depth) {
    if (depth > limits_.depth) {
      blame(Fault::Depth, at_);
      is_lost_ = true;
      return {};
    }
    if (peek() == '{') return object(depth);
    if (peek() == '[') return array(depth);
    if (peek() == '"' || peek() == '\'') return string();
    return word();
  }

  Node object(std::size_t depth) {
    const std::size_t begin = at_++;
    Node out = Node::object();
    std::unordered_map<std::string, std::size_t> places;
    for (;;) {
      if (!next_part('}')) break;
      const std::size_t key_begin = at_;
      const std::string name = key();
      const std::size_t key_end = at_;
      skip_blanks();
      if (peek() == ':') {
        ++at_;
        skip_blanks();
      } else {
        blame(Fault::Placeholder, key_begin, key_end - key_begin);
        if (at_ == key_begin) ++at_;
        continue;
      }
      if (skip_ellipsis()) continue;
      Node read = value(depth + 1);
      if (is_placeholder_) continue;
      const auto [known, is_new] = places.try_emplace(name, out.size());
      if (!is_new) {
        blame(Fault::Duplicate, key_begin, key_end - key_begin);
        out.members()[known->second].value = std::move(read);
        continue;
      }
      out.members().push_back({name, std::move(read), span_of(page_, key_begin, key_end)});
    }
    return std::move(out).with_span(span_of(page_, begin, at_));
  }

  Node array(std::size_t depth) {
    const std::size_t begin = at_++;
    Node out = Node::array();
    while (next_part(']')) {
      Node read = value(depth + 1);
      if (!is_placeholder_) out.push_back(std::move(read));
    }
    return std::move(out).with_span(span_of(page_, begin, at_));
  }

  // Moves to the next member or item; false behind `close`, or at the end of the text.
  bool next_part(char close) {
    bool has_comma = text_[at_ - 1] == '{' || text_[at_ - 1] == '[';
    const bool is_first = has_comma;
    std::size_t comma = at_;
    is_placeholder_ = false;
    for (;;) {
      skip_blanks();
      if (is_done()) {
        if (!is_lost_) blame(Fault::End, at_ == 0 ? 0 : at_ - 1);
        return false;
      }
      if (peek() == ',') {
        comma = at_++;
        has_comma = true;
      } else if (skip_ellipsis()) {
        has_comma = true;
        comma = std::string_view::npos;
      } else if (peek() == close) {
        if (has_comma && !(is_first && comma == at_) && comma != std::string_view::npos && text_[comma] == ',')
          blame(Fault::TrailingComma, comma);
        ++at_;
        return false;
      } else if (peek() == '}' || peek() == ']') {
        blame(Fault::End, at_);
        is_lost_ = true;
        return false;
      } else {
        if (!has_comma) blame(Fault::MissingComma, at_);
        return true;
      }
    }
  }

  std::string key() {
    if (peek() == '"' || peek() == '\'') return string().as_string();
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_word_character(text_[at_])) ++at_;
    if (at_ > begin) blame(Fault::BareKey, begin, at_ - begin);
    return std::string(text_.substr(begin, at_ - begin));
  }

  Node string() {
    const std::size_t begin = at_;
    const char quote = text_[at_++];
    if (quote == '\'') blame(Fault::Quotes, begin);
    std::string out;
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\n') blame(Fault::LineFeed, at_);
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        escape(out);
      } else {
        out += text_[at_++];
      }
    }
    if (at_ < text_.size()) {
      ++at_;
    } else {
      blame(Fault::End, begin);
    }
    return Node(std::move(out)).with_span(span_of(page_, begin, at_));
  }

  void escape(std::string& out) {
    const char c = text_[at_ + 1];
    if (c == 'u') return unicode_escape(out);
    const char plain = short_escape(c);
    if (plain == '\0') {
      out += '\\';
      ++at_;
      return;
    }
    out += plain;
    at_ += 2;
  }

  std::optional<char32_t> code_unit(std::size_t at) const {
    if (!text_.substr(std::min(at, text_.size())).starts_with("\\u") || at + 6 > text_.size()) return std::nullopt;
    char32_t code = 0;
    for (const char c : text_.substr(at + 2, 4)) {
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) return std::nullopt;
      code = code * 16 + static_cast<char32_t>(digit);
    }
    return code;
  }

  void unicode_escape(std::string& out) {
    auto code = code_unit(at_);
    if (!code) {
      out += text_[at_++];
      return;
    }
    at_ += 6;
    if (*code >= 0xD800 && *code <= 0xDBFF) {
      const auto low = code_unit(at_);
      const bool is_pair = low && *low >= 0xDC00 && *low <= 0xDFFF;
      if (is_pair) {
        code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
        at_ += 6;
      }
    }
    const bool is_lone = *code >= 0xD800 && *code <= 0xDFFF;
    base::append_utf8(out, is_lone ? U'\uFFFD' : *code);
  }

  // true, a number, or what stands for a value: `<token>`, `string`, `undefined`.
  Node word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_word_character(text_[at_])) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    const base::Span span = span_of(page_, begin, at_);
    if (word == "true" || word == "false") return Node(word == "true").with_span(span);
    if (word == "null") return Node().with_span(span);
    if (!word.empty()) {
      document::ParsedJson number = document::parse_answer_json(word);
      if (number.root && number.faults.empty()) return std::move(*number.root).with_span(span);
    }
    static constexpr std::string_view stops = ",]}\n\"'";
    at_ = std::min(text_.find_first_of(stops, at_), text_.size());
    if (at_ == begin && at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) ++at_;
    blame(Fault::Placeholder, begin, at_ - begin);
    is_placeholder_ = true;
    return Node().with_span(span_of(page_, begin, at_));
  }

  const Source& page_;
  std::string_view text_;
  std::size_t at_;
  document::ParseLimits limits_;
  LooseJson out_;
  unsigned seen_ = 0;
  bool is_placeholder_ = false;
  bool is_lost_ = false;  // what opens and closes does not match any more
};

}  // namespace

std::optional<LooseJson> read_loose_json(const Source& page, std::size_t begin, std::size_t end) {
  return LooseReader(page, begin, end).read();
}

}  // namespace concord::page
