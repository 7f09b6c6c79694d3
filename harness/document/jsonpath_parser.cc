#include "jsonpath_parser.h"

#include "json_text.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace concord::document {
namespace {

using base::is_digit;

constexpr std::size_t max_depth = 100;
constexpr std::size_t max_length = 100'000;
constexpr std::int64_t max_integer = 9007199254740991;  // section 2.1: within I-JSON's exact integers

bool is_name_first(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

Selector wildcard() { return {}; }

Selector named(std::string name) {
  Selector selector;
  selector.kind = Selector::Kind::Name;
  selector.name = std::move(name);
  return selector;
}

}  // namespace

bool PathQuery::is_singular() const {
  return std::all_of(segments.begin(), segments.end(), [](const Segment& segment) {
    return !segment.is_descendant && segment.selectors.size() == 1 &&
           (segment.selectors[0].kind == Selector::Kind::Name || segment.selectors[0].kind == Selector::Kind::Index);
  });
}

PathQuery PathParser::parse() {
  if (text_.size() > max_length) fail_at(0, 0, "size", fmt::format("the path is longer than {} bytes", max_length));
  if (const auto bad = base::find_invalid_utf8(text_); bad != std::string_view::npos) {
    fail_at(bad, bad + 1, "utf8", "the path is not valid UTF-8");
  }
  if (text_.empty()) fail("the path is empty", "the root is $");
  if (!takes("$")) fail_at(0, found_token(text_, 0).end, "syntax", "a path begins with '$'");
  PathQuery query;
  parse_segments(query);
  if (!at_end()) fail_expected("'.', '[' or the end of the path");
  return query;
}

bool PathParser::takes(std::string_view token) {
  if (!text_.substr(at_).starts_with(token)) return false;
  at_ += token.size();
  return true;
}

void PathParser::skip_blanks() {
  while (!at_end() && std::string_view(" \t\n\r").find(peek()) != std::string_view::npos) ++at_;
}

void PathParser::expect(std::string_view token, std::string_view what) {
  if (!takes(token)) fail_expected(what);
}

void PathParser::parse_segments(PathQuery& query) {
  for (;;) {
    const std::size_t before = at_;
    skip_blanks();
    if (parse_segment(query)) continue;
    at_ = before;  // blanks behind the last segment are not part of a query
    return;
  }
}

bool PathParser::parse_segment(PathQuery& query) {
  const bool is_descendant = takes("..");
  if (peek() == '[') {
    query.segments.push_back(parse_brackets(is_descendant));
    return true;
  }
  if (!is_descendant && !takes(".")) return false;
  Segment segment{is_descendant, {}};
  segment.selectors.push_back(takes("*") ? wildcard() : named(parse_shorthand()));
  query.segments.push_back(std::move(segment));
  return true;
}

Segment PathParser::parse_brackets(bool is_descendant) {
  enter();
  Segment segment{is_descendant, {}};
  expect("[", "'['");
  do {
    skip_blanks();
    segment.selectors.push_back(parse_selector());
    skip_blanks();
  } while (takes(","));
  expect("]", "',' or ']'");
  leave();
  return segment;
}

Selector PathParser::parse_selector() {
  if (takes("*")) return wildcard();
  if (peek() == '\'' || peek() == '"') return named(parse_string());
  if (takes("?")) {
    skip_blanks();
    Selector selector;
    selector.kind = Selector::Kind::Filter;
    selector.filter = std::make_shared<const Expression>(FilterParser(*this).parse());
    return selector;
  }
  if (is_digit(peek()) || peek() == '-' || peek() == ':') return parse_index_or_slice();
  if (is_name_first(peek())) {
    const TextRange word = found_token(text_, at_);
    fail_at(word.begin, word.end, "syntax",
            fmt::format("expected a selector but found {}", describe_found(text_, word)),
            "a name in brackets stands in quotes");
  }
  fail_expected("a selector");
}

Selector PathParser::parse_index_or_slice() {
  Selector selector;
  selector.start = parse_integer();
  const std::size_t behind = at_;
  skip_blanks();
  if (!takes(":")) {
    at_ = behind;
    selector.kind = Selector::Kind::Index;
    selector.index = selector.start.value_or(0);
    return selector;
  }
  selector.kind = Selector::Kind::Slice;
  skip_blanks();
  selector.end = parse_integer();
  skip_blanks();
  if (!takes(":")) return selector;
  skip_blanks();
  selector.step = parse_integer().value_or(1);
  return selector;
}

std::optional<std::int64_t> PathParser::parse_integer() {
  const std::size_t begin = at_;
  if (peek() == '-') ++at_;
  const std::size_t digits = at_;
  while (is_digit(peek())) ++at_;
  if (at_ == begin) return std::nullopt;
  if (at_ == digits) fail_expected("a digit behind '-'");
  const std::string_view text = text_.substr(begin, at_ - begin);
  if (text_[digits] == '0' && text.size() > 1) {
    fail_at(begin, at_, "syntax", fmt::format("'{}' is not an integer of JSONPath", shown_key(text)),
            text == "-0" ? "write 0" : "write it without leading zeros");
  }
  std::int64_t value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || value > max_integer || value < -max_integer) {
    fail_at(begin, at_, "number",
            fmt::format("{} is outside of the integers that JSON numbers keep exactly", shown_key(text)));
  }
  return value;
}

std::string PathParser::parse_shorthand() {
  const std::size_t begin = at_;
  if (at_end() || !is_name_first(peek())) fail_expected("a name, '*' or '['");
  while (!at_end() && (is_name_first(peek()) || is_digit(peek()))) ++at_;
  if (peek() == '-') {
    std::size_t end = at_;
    while (end < text_.size() && (is_name_first(text_[end]) || is_digit(text_[end]) || text_[end] == '-')) ++end;
    fail_at(at_, at_ + 1, "syntax", "a name behind '.' has no '-'",
            fmt::format("write ['{}']", shown_key(text_.substr(begin, end - begin))));
  }
  return std::string(text_.substr(begin, at_ - begin));
}

std::string PathParser::parse_string() {
  const std::size_t begin = at_;
  const char quote = text_[at_++];
  std::string value;
  while (!at_end() && peek() != quote) {
    if (peek() == '\\') {
      parse_string_escape(value, quote);
    } else if (static_cast<unsigned char>(peek()) < 0x20) {
      fail_at(at_, at_ + 1, "syntax",
              fmt::format("control character U+{:04X} in a string", static_cast<unsigned>(peek())),
              fmt::format("write \\u{:04x}", static_cast<unsigned>(peek())));
    } else {
      value += text_[at_++];
    }
  }
  if (at_end()) fail_at(begin, begin + 1, "syntax", "this string is not closed");
  ++at_;
  return value;
}

void PathParser::parse_string_escape(std::string& to, char quote) {
  constexpr std::string_view letters = "\\/bfnrt";
  constexpr std::string_view values = "\\/\b\f\n\r\t";
  const std::size_t begin = at_++;
  const char c = peek();
  if (const auto index = letters.find(c); index != std::string_view::npos && !at_end()) {
    to += values[index];
    ++at_;
  } else if (c == quote) {
    to += c;
    ++at_;
  } else if (c == 'u') {
    ++at_;
    char32_t value = parse_hex4();
    const bool is_high = value >= 0xD800 && value <= 0xDBFF;
    if (is_high && takes("\\u")) {
      const char32_t low = parse_hex4();
      value = low >= 0xDC00 && low <= 0xDFFF ? 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00) : value;
    }
    if (value >= 0xD800 && value <= 0xDFFF) fail_at(begin, at_, "syntax", "this is half of a surrogate pair");
    base::append_utf8(to, value);
  } else {
    const TextRange range{begin, found_character(text_, at_).end};
    fail_at(range.begin, range.end, "syntax", fmt::format("unknown escape {}", describe_found(text_, range)));
  }
}

char32_t PathParser::parse_hex4() {
  unsigned value = 0;
  const std::string_view digits = text_.substr(at_, 4);
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.size() < 4 || code != std::errc{} || end != digits.data() + 4) fail("\\u needs four hexadecimal digits");
  at_ += 4;
  return value;
}

void PathParser::enter() {
  if (++depth_ > max_depth) fail_at(at_, at_ + 1, "depth", fmt::format("nested deeper than {} levels", max_depth));
}

void PathParser::fail(std::string message, std::string hint) const {
  fail_at(at_, found_character(text_, at_).end, "syntax", std::move(message), std::move(hint));
}

void PathParser::fail_at(std::size_t begin, std::size_t end, std::string kind, std::string message,
                         std::string hint) const {
  throw PathMistake{"jsonpath." + kind, std::move(message), begin, end, std::move(hint)};
}

void PathParser::fail_expected(std::string_view what) const {
  const TextRange found = found_character(text_, at_);
  fail_at(found.begin, found.end, "syntax", fmt::format("expected {} but {}", what, describe_rest(text_, found)));
}

std::variant<PathQuery, PathMistake> parse_path(std::string_view text) {
  try {
    return PathParser(text).parse();
  } catch (PathMistake& mistake) {
    return std::move(mistake);
  }
}

}  // namespace concord::document
