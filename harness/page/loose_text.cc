#include "loose_text.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>
#include <concord/page/page_blocks.h>

#include <algorithm>

namespace concord::page {
namespace {

// What a backslash and `c` stand for; '\0' when it is not one of the short escapes.
char short_escape(char c) {
  switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case '"':
    case '\'':
    case '\\':
    case '/': return c;
    default: return '\0';
  }
}

bool is_high_surrogate(char32_t code) { return code >= 0xD800 && code <= 0xDBFF; }
bool is_low_surrogate(char32_t code) { return code >= 0xDC00 && code <= 0xDFFF; }

}  // namespace

base::Span LooseText::span_since(std::size_t begin) const { return span_of(page_, begin, at_); }

bool LooseText::skip(std::string_view word) {
  if (!starts_with(word)) return false;
  at_ += word.size();
  return true;
}

void LooseText::skip_to(std::string_view characters) {
  at_ = std::min(text_.find_first_of(characters, at_), text_.size());
}

std::optional<std::size_t> LooseText::skip_blanks() {
  std::optional<std::size_t> comment;
  while (!is_at_end()) {
    const std::size_t begin = at_;
    if (base::is_blank(peek())) {
      ++at_;
    } else if (skip("\u00a0")) {
      continue;
    } else if (starts_with("//") || peek() == '#') {
      skip_to("\n");
      if (!comment) comment = begin;
    } else if (starts_with("/*")) {
      const std::size_t end = text_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? text_.size() : end + 2;
      if (!comment) comment = begin;
    } else {
      break;
    }
  }
  return comment;
}

LooseText::Quoted LooseText::take_quoted(Lines lines) {
  Quoted out;
  const char quote = text_[at_++];
  while (!is_at_end() && peek() != quote) {
    if (peek() == '\n' && lines == Lines::One) break;
    if (peek() == '\n' && !out.line_feed) out.line_feed = at_;
    if (peek() == '\\' && at_ + 1 < text_.size()) {
      take_escape(out.text);
    } else {
      out.text += text_[at_++];
    }
  }
  out.is_closed = peek() == quote;
  if (out.is_closed) ++at_;
  return out;
}

void LooseText::take_escape(std::string& to) {
  const char c = text_[at_ + 1];
  if (c == 'u') return take_unicode_escape(to);
  const char plain = short_escape(c);
  if (plain == '\0') {
    to += '\\';
    ++at_;
    return;
  }
  to += plain;
  at_ += 2;
}

std::optional<char32_t> LooseText::code_unit(std::size_t at) const {
  if (!text_.substr(std::min(at, text_.size())).starts_with("\\u") || at + 6 > text_.size()) return std::nullopt;
  char32_t code = 0;
  for (const char c : text_.substr(at + 2, 4)) {
    if (!base::is_hex(c)) return std::nullopt;
    code = code * 16 + static_cast<char32_t>(base::hex_value(c));
  }
  return code;
}

void LooseText::take_unicode_escape(std::string& to) {
  auto code = code_unit(at_);
  if (!code) {
    to += text_[at_++];
    return;
  }
  at_ += 6;
  const auto low = is_high_surrogate(*code) ? code_unit(at_) : std::nullopt;
  if (low && is_low_surrogate(*low)) {
    code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
    at_ += 6;
  }
  const bool is_lone = is_high_surrogate(*code) || is_low_surrogate(*code);
  base::append_utf8(to, is_lone ? U'\uFFFD' : *code);
}

std::string_view LooseText::take_name(std::string_view also) {
  const std::size_t begin = at_;
  const auto is_part = [also](char c) {
    return base::is_identifier(c) || c == '$' || also.find(c) != std::string_view::npos;
  };
  while (!is_at_end() && is_part(peek())) ++at_;
  return since(begin);
}

std::optional<Node> read_number(std::string_view word) {
  if (word.empty()) return std::nullopt;
  document::ParsedJson parsed = document::parse_answer_json(word);
  const bool is_number = parsed.root && parsed.faults.empty() && parsed.root->is_number();
  return is_number ? std::optional(std::move(*parsed.root)) : std::nullopt;
}

}  // namespace concord::page
