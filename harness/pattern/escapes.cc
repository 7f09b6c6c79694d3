#include "escapes.h"

#include "properties.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::pattern {
namespace {

using base::hex_value;

// The named set of \d, \w or \s, upper or lower case; null for another letter.
const CodePointSet* named_set(char letter) {
  switch (letter | 0x20) {
    case 'd': return &digits();
    case 'w': return &words();
    case 's': return &white_space();
    default: return nullptr;
  }
}

}  // namespace

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool EscapeReader::eat(std::string_view word) {
  if (!looking_at(word)) return false;
  at_ += word.size();
  return true;
}

void EscapeReader::fail_at(std::size_t offset, std::string message) {
  if (has_failed()) return;
  problem_ = {std::move(message), offset};
  at_ = text_.size();
}

char32_t EscapeReader::code_point() {
  const auto point = base::decode_utf8(text_.substr(at_));
  at_ += point.length;
  return point.value;
}

std::uint32_t EscapeReader::number() {
  std::uint64_t value = 0;
  for (; is_ascii_digit(peek()); ++at_) {
    value = std::min<std::uint64_t>(value * 10 + static_cast<std::uint64_t>(peek() - '0'), kUnbounded - 1);
  }
  return static_cast<std::uint32_t>(value);
}

bool EscapeReader::class_escape(CodePointSet& set) {
  const char letter = peek(1);
  if (letter == 'p' || letter == 'P') {
    property(set);
    return true;
  }
  const CodePointSet* named = is_ascii_letter(letter) ? named_set(letter) : nullptr;
  if (!named) return false;
  at_ += 2;
  const bool is_opposite = letter >= 'A' && letter <= 'Z';
  for (const CodePointRange& range : is_opposite ? complement(named->ranges) : named->ranges) {
    set.add(range.first, range.last);
  }
  return true;
}

void EscapeReader::property(CodePointSet& set) {
  const std::size_t begin = at_;
  const bool is_opposite = peek(1) == 'P';
  std::size_t close = at_ + 3;
  while (close < text_.size() && text_[close] != '}' && text_[close] != '\\') ++close;
  if (peek(2) != '{' || close >= text_.size() || text_[close] != '}') {
    return fail("\\" + std::string(1, peek(1)) + " without {property}");
  }
  const std::string_view name = text(at_ + 3, close);
  auto found = find_property(name);
  if (!found) return fail_at(begin, "\"" + base::ellipsize(name, 60) + "\" is no Unicode property");
  found->is_negated = found->is_negated != is_opposite;
  set.properties.push_back(std::move(*found));
  at_ = close + 1;
}

char32_t EscapeReader::character_escape(bool in_class) {
  const std::size_t begin = at_++;
  if (at_end()) {
    fail_at(begin, "\\ at the end");
    return 0;
  }
  if (const auto value = escaped_code(text_[at_++], in_class)) return *value;
  const std::string_view after = text_.substr(begin + 1);
  fail_at(begin, "\\" + std::string(after.substr(0, base::decode_utf8(after).length)) + " is no escape of ECMA-262");
  return 0;
}

std::optional<char32_t> EscapeReader::escaped_code(char letter, bool in_class) {
  switch (letter) {
    case 't': return '\t';
    case 'n': return '\n';
    case 'v': return '\v';
    case 'f': return '\f';
    case 'r': return '\r';
    case 'x': return hex(2);
    case 'u': return unicode();
    case 'b':
      if (!in_class) return std::nullopt;
      return '\b';
    case '0':
      if (is_ascii_digit(peek())) return std::nullopt;
      return 0;
    case 'c':
      if (!is_ascii_letter(peek())) return std::nullopt;
      return static_cast<char32_t>(text_[at_++] & 31);
    default: break;
  }
  const bool is_punctuation = letter > 0 && !is_ascii_letter(letter) && !is_ascii_digit(letter);
  return is_punctuation ? std::optional<char32_t>(static_cast<char32_t>(letter)) : std::nullopt;
}

std::optional<char32_t> EscapeReader::hex(std::size_t digits) {
  if (at_ + digits > text_.size()) return std::nullopt;
  char32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const int digit = hex_value(text_[at_ + i]);
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  at_ += digits;
  return value;
}

// \u{1F432}: any number of leading zeros.
std::optional<char32_t> EscapeReader::braced_unicode() {
  std::size_t end = ++at_;
  char32_t value = 0;
  for (; end < text_.size() && hex_value(text_[end]) >= 0; ++end) {
    value = value * 16 + static_cast<char32_t>(hex_value(text_[end]));
    if (value > kLastCodePoint) return std::nullopt;
  }
  if (end == at_ || end >= text_.size() || text_[end] != '}') return std::nullopt;
  at_ = end + 1;
  return value;
}

// Two escapes that are a surrogate pair mean one code point.
std::optional<char32_t> EscapeReader::unicode() {
  if (peek() == '{') return braced_unicode();
  const auto lead = hex(4);
  if (!lead || *lead < 0xD800 || *lead > 0xDBFF || !looking_at("\\u")) return lead;
  const std::size_t after_lead = at_;
  at_ += 2;
  const auto trail = hex(4);
  if (trail && *trail >= 0xDC00 && *trail <= 0xDFFF) return 0x10000 + ((*lead - 0xD800) << 10) + (*trail - 0xDC00);
  at_ = after_lead;
  return lead;
}

}  // namespace concord::pattern
