// A reader of our own, since a library's would need as much code around it: nlohmann's SAX interface gives no end of a
// key or value, turns 1e400 into an exception and 1.10 into a double before anybody sees the text, names its own states
// in messages, and allows a byte order mark. This one is a loop over an explicit stack, so the depth of a text costs
// heap that is counted and never the stack of the thread.
//
// Finished values of all open containers lie on two shared stacks (items_, members_); closing a container moves its
// part into a vector of exactly that size. So a container costs one allocation, however it grew.
#include "json_reader.h"

#include "json_text.h"
#include "members.h"
#include "number.h"
#include "plain_bytes.h"

#include <concord/base/ascii.h>
#include <concord/base/patience.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

namespace concord::document {
namespace {

using base::is_blank;
using base::is_digit;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t max_listed_duplicates = 100;
constexpr std::size_t values_between_looks = 4'096;  // values, whether there is still patience

class Reader {
 public:
  Reader(std::string_view text, const ParseLimits& limits, const Source* source, std::size_t shift)
      : text_(text), limits_(limits), source_(source), shift_(shift) {}

  JsonReading read();

 private:
  enum class Next { Value, Separator, Stop };
  struct Container {
    bool is_object;
    std::size_t first;  // index in items_ or members_
    std::size_t begin;
  };

  bool is_readable();
  void read_document();
  void skip_blanks();
  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  Next read_value();
  Next read_separator();
  Next read_key();
  Next open(bool is_object);
  Next close();
  Next read_word(std::string_view word, Node value);
  Next read_number_value();
  Next read_string_value();
  bool read_digits(std::string_view place);

  bool read_string(std::string& to);
  bool read_escape(std::string& to, std::size_t quote);
  bool read_unicode_escape(std::string& to);
  std::optional<unsigned> read_hex4(std::size_t at) const;

  Node* add_slot();
  Span span(std::size_t begin, std::size_t end) const;
  void report_duplicates(std::span<const Member> members, const std::vector<DuplicateKey>& duplicates);

  Next stop(std::string_view rule, std::string message, TextRange range, std::string hint = {});
  bool fail(std::string_view rule, std::string message, TextRange range, std::string hint = {});
  Next stop_unexpected(std::string_view expected);
  Next stop_at_value();

  std::string_view text_;
  const ParseLimits& limits_;
  const Source* source_;
  std::size_t shift_;
  std::size_t at_ = 0;
  std::size_t nodes_ = 0;
  std::size_t duplicates_ = 0;
  std::vector<Container> open_;
  std::vector<Node> items_;
  std::vector<Member> members_;
  JsonReading reading_;
};

JsonReading Reader::read() {
  if (is_readable()) read_document();
  if (!reading_.is_complete) reading_.root.reset();
  return std::move(reading_);
}

bool Reader::is_readable() {
  if (text_.size() > std::min<std::size_t>(limits_.bytes, std::numeric_limits<std::uint32_t>::max())) {
    return fail("size", fmt::format("the text is longer than {} bytes", limits_.bytes), {0, 0});
  }
  if (text_.starts_with(byte_order_mark)) {
    at_ = byte_order_mark.size();
    fail("bom", "the text begins with a byte order mark", {0, at_});
  }
  skip_blanks();
  return at_end() ? fail("empty", "the text is empty", {at_, at_}) : true;
}

void Reader::read_document() {
  members_.reserve(std::min<std::size_t>(16, text_.size() / 8));
  Next next = Next::Value;
  for (;;) {
    if (next == Next::Value) next = read_value();
    if (next == Next::Stop) return;
    if (open_.empty()) break;
    if (next == Next::Separator) next = read_separator();
  }
  skip_blanks();
  if (!at_end()) {
    const TextRange found = found_token(text_, at_);
    fail("trailing", fmt::format("expected nothing after the value but found {}", describe_found(text_, found)), found);
    return;
  }
  reading_.is_complete = true;
}

void Reader::skip_blanks() {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
}

Reader::Next Reader::read_value() {
  skip_blanks();
  switch (peek()) {
    case '{': return open(true);
    case '[': return open(false);
    case '"': return read_string_value();
    case 't': return read_word("true", Node(true));
    case 'f': return read_word("false", Node(false));
    case 'n': return read_word("null", Node());
    default: return is_digit(peek()) || peek() == '-' ? read_number_value() : stop_at_value();
  }
}

Reader::Next Reader::read_separator() {
  skip_blanks();
  const bool is_object = open_.back().is_object;
  const char c = peek();
  if (c == ',') {
    ++at_;
    return is_object ? read_key() : Next::Value;
  }
  if (c == (is_object ? '}' : ']') && !at_end()) return close();
  return stop_unexpected(is_object ? "',' or '}'" : "',' or ']'");
}

Reader::Next Reader::read_key() {
  skip_blanks();
  if (peek() != '"') {
    const bool is_trailing_comma = peek() == '}' && members_.size() > open_.back().first;
    if (!is_trailing_comma) return stop_unexpected("a key in double quotes");
    return stop("syntax", "expected a key in double quotes but found '}'", {at_, at_ + 1},
                "remove the comma before it");
  }
  const std::size_t begin = at_;
  Member& member = members_.emplace_back();
  if (!read_string(member.key)) return Next::Stop;
  member.key_span = span(begin, at_);
  skip_blanks();
  if (peek() != ':') return stop_unexpected("':'");
  ++at_;
  return Next::Value;
}

Reader::Next Reader::open(bool is_object) {
  if (open_.size() >= limits_.depth) {
    return stop("depth", fmt::format("nested deeper than {} levels", limits_.depth), {at_, at_ + 1});
  }
  open_.push_back({is_object, is_object ? members_.size() : items_.size(), at_});
  ++at_;
  skip_blanks();
  if (peek() == (is_object ? '}' : ']')) return close();
  return is_object ? read_key() : Next::Value;
}

Reader::Next Reader::close() {
  const Container container = open_.back();
  open_.pop_back();
  ++at_;
  const auto take = [&](auto& stack) {
    const auto first = stack.begin() + static_cast<std::ptrdiff_t>(container.first);
    auto taken = std::vector(std::make_move_iterator(first), std::make_move_iterator(stack.end()));
    stack.erase(first, stack.end());
    return taken;
  };
  Node node;
  if (container.is_object) {
    Node::Object members = take(members_);
    if (const auto duplicates = find_duplicate_keys(members); !duplicates.empty()) {
      report_duplicates(members, duplicates);
      drop_duplicates(members, duplicates);
    }
    node = Node(std::move(members));
  } else {
    node = Node(take(items_));
  }
  node.set_span(span(container.begin, at_));
  Node* slot = add_slot();
  if (!slot) return Next::Stop;
  *slot = std::move(node);
  return Next::Separator;
}

Reader::Next Reader::read_word(std::string_view word, Node value) {
  const TextRange found = found_token(text_, at_);
  if (text_.substr(found.begin, found.end - found.begin) != word) return stop_at_value();
  Node* slot = add_slot();
  if (!slot) return Next::Stop;
  *slot = std::move(value);
  slot->set_span(span(found.begin, found.end));
  at_ = found.end;
  return Next::Separator;
}

bool Reader::read_digits(std::string_view place) {
  if (!is_digit(peek())) {
    const TextRange found = at_end() ? TextRange{at_, at_} : found_character(text_, at_);
    return fail("syntax", fmt::format("expected a digit {} but {}", place, describe_rest(text_, found)), found);
  }
  while (is_digit(peek())) ++at_;
  return true;
}

Reader::Next Reader::read_number_value() {
  const std::size_t begin = at_;
  if (peek() == '-') ++at_;
  const std::size_t whole = at_;
  if (!read_digits("after '-'")) return Next::Stop;
  if (text_[whole] == '0' && at_ > whole + 1) {
    return stop("syntax", "a number must not have leading zeros", {begin, at_});
  }
  if (peek() == '.') {
    ++at_;
    if (!read_digits("after '.'")) return Next::Stop;
  }
  if (peek() == 'e' || peek() == 'E') {
    ++at_;
    if (peek() == '+' || peek() == '-') ++at_;
    if (!read_digits("in the exponent")) return Next::Stop;
  }
  Node* slot = add_slot();
  if (!slot) return Next::Stop;
  *slot = read_number(text_.substr(begin, at_ - begin));
  slot->set_span(span(begin, at_));
  return Next::Separator;
}

Reader::Next Reader::read_string_value() {
  const std::size_t begin = at_;
  std::string value;
  if (!read_string(value)) return Next::Stop;
  Node* slot = add_slot();
  if (!slot) return Next::Stop;
  *slot = Node(std::move(value));
  slot->set_span(span(begin, at_));
  return Next::Separator;
}

bool Reader::read_string(std::string& to) {
  const std::size_t quote = at_++;
  for (;;) {
    const std::size_t begin = at_;
    for (;;) {
      at_ += count_plain(text_.substr(at_));
      if (at_end() || static_cast<unsigned char>(text_[at_]) < 0x80) break;
      const std::size_t length = base::utf8_sequence_length(text_.substr(at_, 4));
      if (length == 0) break;
      at_ += length;
    }
    to.append(text_.data() + begin, at_ - begin);
    if (at_end()) return fail("syntax", "this string is not closed", {quote, quote + 1});
    if (text_[at_] == '"') {
      ++at_;
      return true;
    }
    if (!read_escape(to, quote)) return false;
  }
}

// Also says what is wrong with a byte that may not stand in a string.
bool Reader::read_escape(std::string& to, std::size_t quote) {
  const auto byte = static_cast<unsigned char>(text_[at_]);
  if (byte >= 0x80) return fail("utf8", fmt::format("byte 0x{:02X} is not valid UTF-8 here", byte), {at_, at_ + 1});
  if (byte == '\n')
    return fail("syntax", "this string is not closed on its line", {quote, at_}, "a line feed is written \\n");
  if (byte < 0x20) {
    return fail("syntax", fmt::format("control character U+{:04X} in a string", byte), {at_, at_ + 1},
                fmt::format("write \\u{:04x}", byte));
  }
  if (at_ + 1 == text_.size()) return fail("syntax", "this string is not closed", {quote, quote + 1});
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view values = "\"\\/\b\f\n\r\t";
  if (text_[at_ + 1] == 'u') return read_unicode_escape(to);
  const auto index = letters.find(text_[at_ + 1]);
  if (index == std::string_view::npos) {
    const TextRange range{at_, found_character(text_, at_ + 1).end};
    return fail("syntax", fmt::format("unknown escape {}", describe_found(text_, range)), range);
  }
  to += values[index];
  at_ += 2;
  return true;
}

std::optional<unsigned> Reader::read_hex4(std::size_t at) const {
  if (text_.size() - at < 4) return std::nullopt;
  unsigned value = 0;
  for (const char c : text_.substr(at, 4)) {
    const char lower = static_cast<char>(c | 0x20);
    const bool is_letter = lower >= 'a' && lower <= 'f';
    if (!is_digit(c) && !is_letter) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(is_letter ? lower - 'a' + 10 : c - '0');
  }
  return value;
}

bool Reader::read_unicode_escape(std::string& to) {
  const std::size_t begin = at_;
  const auto unit = read_hex4(begin + 2);
  if (!unit) return fail("syntax", "\\u needs four hexadecimal digits", {begin, begin + 2});
  at_ += 6;
  char32_t code_point = *unit;
  if (*unit >= 0xD800 && *unit <= 0xDBFF && text_.substr(at_, 2) == "\\u") {
    if (const auto low = read_hex4(at_ + 2); low && *low >= 0xDC00 && *low <= 0xDFFF) {
      code_point = 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00);
      at_ += 6;
    }
  }
  if (code_point >= 0xD800 && code_point <= 0xDFFF) {
    return fail("syntax", fmt::format("\\u{:04x} is half of a surrogate pair", *unit), {begin, begin + 6});
  }
  base::append_utf8(to, code_point);
  return true;
}

// Where the value that was just read goes; null when there are too many.
Node* Reader::add_slot() {
  if (++nodes_ > limits_.nodes) {
    fail("size", fmt::format("more than {} values", limits_.nodes), {at_ - 1, at_});
    return nullptr;
  }
  if (nodes_ % values_between_looks == 0 && !base::Patience::spend(values_between_looks)) {
    fail("interrupted", "the text was not read to its end, since the program is to end", {0, 0});
    return nullptr;
  }
  if (open_.empty()) return &reading_.root.emplace();
  return open_.back().is_object ? &members_.back().value : &items_.emplace_back();
}

Span Reader::span(std::size_t begin, std::size_t end) const {
  // Without a source the span stays unknown, but the offsets serve to place duplicate keys.
  return {source_, static_cast<std::uint32_t>(shift_ + begin), static_cast<std::uint32_t>(shift_ + end)};
}

void Reader::report_duplicates(std::span<const Member> members, const std::vector<DuplicateKey>& duplicates) {
  for (const auto& [first, second] : duplicates) {
    if (++duplicates_ > max_listed_duplicates) return;
    const Member& member = members[second];
    JsonMistake mistake{"duplicate-key", fmt::format("duplicate key \"{}\"", shown_key(member.key)), {}, {}, {}};
    const Span& before = members[first].key_span;
    mistake.range = {member.key_span.begin - shift_, member.key_span.end - shift_};
    mistake.first = TextRange{before.begin - shift_, before.end - shift_};
    reading_.mistakes.push_back(std::move(mistake));
  }
}

bool Reader::fail(std::string_view rule, std::string message, TextRange range, std::string hint) {
  reading_.mistakes.push_back({rule, std::move(message), range, std::move(hint), {}});
  return false;
}

Reader::Next Reader::stop(std::string_view rule, std::string message, TextRange range, std::string hint) {
  fail(rule, std::move(message), range, std::move(hint));
  return Next::Stop;
}

Reader::Next Reader::stop_unexpected(std::string_view expected) {
  const TextRange found = found_token(text_, at_);
  if (found.begin < found.end && !base::utf8_sequence_length(text_.substr(found.begin))) {
    return stop("utf8", fmt::format("byte 0x{:02X} is not valid UTF-8 here", static_cast<unsigned char>(text_[at_])),
                found);
  }
  return stop("syntax", fmt::format("expected {} but {}", expected, describe_rest(text_, found)), found,
              hint_for(text_, found));
}

Reader::Next Reader::stop_at_value() {
  const bool is_after_comma = !open_.empty() && !open_.back().is_object && items_.size() > open_.back().first;
  if (is_after_comma && peek() == ']') {
    return stop("syntax", "expected a value but found ']'", {at_, at_ + 1}, "remove the comma before it");
  }
  return stop_unexpected("a value");
}

}  // namespace

JsonReading read_json(std::string_view text, const ParseLimits& limits, const Source* source, std::size_t shift) {
  return Reader(text, limits, source, shift).read();
}

}  // namespace concord::document
