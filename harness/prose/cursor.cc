#include "cursor.h"

#include <concord/base/ascii.h>

#include <charconv>

namespace concord::prose {
namespace {

constexpr std::int64_t most_before_group = 1'000'000'000'000;  // a thousand times as much is still a number

}  // namespace

std::size_t find_words(std::string_view lower, std::string_view words, std::size_t from) {
  for (std::size_t at = lower.find(words, from); at != lower.npos; at = lower.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    const bool is_begin = at == 0 || !base::is_identifier(lower[at - 1]) || !base::is_identifier(words.front());
    const bool is_end = end == lower.size() || !base::is_identifier(lower[end]) || !base::is_identifier(words.back());
    if (is_begin && is_end) return at;
  }
  return lower.npos;
}

bool Cursor::skip(std::initializer_list<std::string_view> parts) {
  const std::size_t before = at_;
  for (bool has_moved = true; has_moved;) {
    has_moved = false;
    for (const std::string_view part : parts) {
      if (!starts_with(part)) continue;
      at_ += part.size();
      has_moved = true;
    }
  }
  return at_ != before;
}

bool Cursor::skip_bullet() {
  std::size_t end = at_;
  while (end < text_.size() && base::is_digit(text_[end])) ++end;
  const std::string_view marks = end == at_ ? "-*+" : ".)";
  const bool is_bullet = end + 1 < text_.size() && marks.find(text_[end]) != marks.npos && text_[end + 1] == ' ';
  if (is_bullet) at_ = end + 2;
  return is_bullet;
}

std::optional<Value> Cursor::take_quoted() {
  constexpr std::size_t longest = 64;
  const char quote = text_[at_];
  const std::size_t end = text_.find(quote, at_ + 1);
  if (end == text_.npos || end - at_ > longest) return std::nullopt;
  std::string_view value = text_.substr(at_ + 1, end - at_ - 1);
  const bool is_quoted_twice = quote == '`' && value.size() > 1 && value.front() == '"' && value.back() == '"';
  if (is_quoted_twice) value = value.substr(1, value.size() - 2);
  if ((value.empty() && !is_quoted_twice) || value.find('\n') != value.npos) return std::nullopt;
  at_ = end + 1;
  return Value{std::string(value), quote == '`' ? Value::Mark::Code : Value::Mark::Quotes};
}

std::optional<Value> Cursor::take_value() {
  if (is_at_end()) return std::nullopt;
  if (text_[at_] == '`' || text_[at_] == '"' || text_[at_] == '\'') return take_quoted();
  std::size_t end = at_;
  while (end < text_.size() && (base::is_upper(text_[end]) || base::is_digit(text_[end]) || text_[end] == '_')) ++end;
  const bool goes_on = end < text_.size() && (base::is_identifier(text_[end]) || text_[end] == '-');
  if (end - at_ < 2 || goes_on) return std::nullopt;
  Value value{std::string(text_.substr(at_, end - at_)), Value::Mark::Capitals};
  at_ = end;
  return value;
}

std::string_view Cursor::take_word() {
  const std::size_t begin = at_;
  const auto is_word = [&](std::size_t at) {
    return at < text_.size() && (base::is_identifier(text_[at]) || text_[at] == '-');
  };
  while (is_word(at_) || (at_ < text_.size() && at_ > begin && text_[at_] == '.' && is_word(at_ + 1))) ++at_;
  return text_.substr(begin, at_ - begin);
}

std::optional<std::int64_t> Cursor::take_number() {
  std::size_t begin = at_;
  while (begin < text_.size() && (text_[begin] == ' ' || text_[begin] == ':' || text_[begin] == '=')) ++begin;
  const char* const end = text_.data() + text_.size();
  std::int64_t number = 0;
  const auto read = std::from_chars(text_.data() + begin, end, number);
  if (read.ec != std::errc{} || number < 0) return std::nullopt;
  at_ = static_cast<std::size_t>(read.ptr - text_.data());
  while (starts_group() && number < most_before_group) {
    for (std::size_t i = 1; i <= 3; ++i) number = number * 10 + (text_[at_ + i] - '0');
    at_ += 4;
  }
  return number;
}

// "000" of "10,000" or "10_000": three digits, no more.
bool Cursor::starts_group() const {
  const std::string_view rest = text_.substr(at_);
  if (rest.size() < 4 || (rest[0] != ',' && rest[0] != '_')) return false;
  const auto is_digit_at = [&](std::size_t i) { return i < rest.size() && base::is_digit(rest[i]); };
  return is_digit_at(1) && is_digit_at(2) && is_digit_at(3) && !is_digit_at(4);
}

}  // namespace concord::prose
