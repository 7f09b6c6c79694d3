#include "compact_reader.h"

#include "number.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>
#include <limits>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace concord::document {
namespace {

using base::is_digit;

// More than is ever read behind the text at once.
constexpr std::size_t kPadding = 32;

// The first byte that does not stand for itself in a string: a quote, a backslash, a control character, no ASCII.
#ifdef __SSE2__
char* skip_plain(char* at) {
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), blank = _mm_set1_epi8(' ');
  for (;; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    // As signed bytes, those beyond ASCII are below the blank too.
    const __m128i special = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)),
                                         _mm_cmplt_epi8(bytes, blank));
    const int mask = _mm_movemask_epi8(special);
    if (mask != 0) return at + std::countr_zero(static_cast<unsigned>(mask));
  }
}
#else
char* skip_plain(char* at) {
  constexpr std::uint64_t kOnes = 0x0101010101010101ULL, kHigh = kOnes * 0x80;
  const auto has_zero = [](std::uint64_t word) { return (word - kOnes) & ~word & kHigh; };
  for (;; at += 8) {
    const auto word = compact_detail::load<std::uint64_t>(at);
    const std::uint64_t special = has_zero(word ^ (kOnes * '"')) | has_zero(word ^ (kOnes * '\\')) |
                                  ((word - kOnes * ' ') & ~word & kHigh) | (word & kHigh);
    if (special != 0) return at + std::countr_zero(special) / 8;
  }
}
#endif

std::optional<unsigned> hex4(const char* at) {
  unsigned value = 0;
  for (int i = 0; i < 4; ++i) {
    const char lower = static_cast<char>(at[i] | 0x20);
    const bool is_letter = lower >= 'a' && lower <= 'f';
    if (!is_digit(at[i]) && !is_letter) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(is_letter ? lower - 'a' + 10 : at[i] - '0');
  }
  return value;
}

// So many digits are kept by an int64, and by a double when they are a fraction's: the quotient of two integers that
// doubles keep is the double nearest to the decimal, and decimals of 15 digits read back from it.
constexpr std::ptrdiff_t kInt64Digits = 18;
constexpr std::ptrdiff_t kDoubleDigits = 15;
constexpr std::array<double, kDoubleDigits + 1> kPowersOfTen = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                                1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

}  // namespace

void CompactArena::clear() {
  if (blocks_.size() > 1) {
    blocks_.clear();
    const std::size_t size = std::exchange(size_, 0);
    grow(size);
  }
  at_ = blocks_.empty() ? nullptr : blocks_.back()[0].bytes.data();
}

void CompactArena::grow(std::size_t bytes) {
  constexpr std::size_t kLeast = 4096;
  const std::size_t size = std::max({bytes, size_, kLeast}) / sizeof(Unit) * sizeof(Unit);
  blocks_.push_back(std::make_unique_for_overwrite<Unit[]>(size / sizeof(Unit)));
  size_ += size;
  at_ = blocks_.back()[0].bytes.data();
  end_ = at_ + size;
}

bool CompactReader::read(std::string_view text) {
  compact_.root_ = {};
  memory_.arena.clear();
  memory_.open.clear();
  memory_.items.clear();
  memory_.members.clear();
  if (text.size() > std::min<std::size_t>(limits_.bytes, std::numeric_limits<std::uint32_t>::max())) return false;
  keep(text);
  if (document()) return true;
  compact_.root_ = {};
  return false;
}

void CompactReader::keep(std::string_view text) {
  if (memory_.text_capacity < text.size() + kPadding) {
    memory_.text_capacity = std::max(text.size() + kPadding, memory_.text_capacity * 2);
    memory_.text = std::make_unique_for_overwrite<char[]>(memory_.text_capacity);
  }
  at_ = memory_.text.get();
  end_ = at_ + text.size();
  std::copy(text.begin(), text.end(), at_);
  std::fill_n(end_, kPadding, '\0');
}

void CompactReader::skip_blanks() {
  while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
}

bool CompactReader::document() {
  for (;;) {
    const Next next = value();
    if (next == Next::Wrong) return false;
    if (next == Next::Value) continue;
    if (!separators()) return false;
    if (memory_.open.empty()) break;
  }
  skip_blanks();
  return at_ == end_;
}

// Goes to the next value, closing what ends before it; nothing is open at the end of the document.
bool CompactReader::separators() {
  while (!memory_.open.empty()) {
    skip_blanks();
    const bool is_object = memory_.open.back().is_object;
    const char c = *at_++;
    if (c == ',') return !is_object || key();
    if (c != (is_object ? '}' : ']') || !close()) return false;
  }
  return true;
}

CompactReader::Next CompactReader::value() {
  skip_blanks();
  switch (*at_) {
    case '{': return open(true);
    case '[': return open(false);
    case '"': {
      CompactValue text;
      return string(text) && put(text) ? Next::Separator : Next::Wrong;
    }
    case 't': return word("true", Type::Boolean, true);
    case 'f': return word("false", Type::Boolean, false);
    case 'n': return word("null", Type::Null, false);
    default: return number();
  }
}

bool CompactReader::key() {
  skip_blanks();
  CompactValue text;
  if (*at_ != '"' || !string(text)) return false;
  memory_.members.emplace_back().key = text.text_record();
  skip_blanks();
  return *at_++ == ':';
}

CompactReader::Next CompactReader::open(bool is_object) {
  if (memory_.open.size() >= limits_.depth) return Next::Wrong;
  memory_.open.push_back({is_object, is_object ? memory_.members.size() : memory_.items.size()});
  ++at_;
  skip_blanks();
  if (*at_ == (is_object ? '}' : ']')) {
    ++at_;
    return close() ? Next::Separator : Next::Wrong;
  }
  return !is_object || key() ? Next::Value : Next::Wrong;
}

bool CompactReader::close() {
  const auto container = memory_.open.back();
  memory_.open.pop_back();
  const auto take = [&](auto& stack) {
    using Part = typename std::decay_t<decltype(stack)>::value_type;
    const std::size_t count = stack.size() - container.first;
    auto* parts = static_cast<Part*>(memory_.arena.take(count * sizeof(Part)));
    std::uninitialized_copy_n(stack.begin() + static_cast<std::ptrdiff_t>(container.first), count, parts);
    stack.resize(container.first);
    return std::span<const Part>(parts, count);
  };
  CompactValue value;
  if (container.is_object) {
    const auto members = take(memory_.members);
    if (has_duplicates(members)) return false;
    value.type_ = Type::Object;
    value.payload_.members = members.data();
    value.size_ = static_cast<std::uint32_t>(members.size());
  } else {
    const auto items = take(memory_.items);
    value.type_ = Type::Array;
    value.payload_.items = items.data();
    value.size_ = static_cast<std::uint32_t>(items.size());
  }
  return put(value);
}

bool CompactReader::put(const CompactValue& value) {
  if (++nodes_ > limits_.nodes) return false;
  if (memory_.open.empty()) {
    compact_.root_ = value;
  } else if (memory_.open.back().is_object) {
    memory_.members.back().value = value;
  } else {
    memory_.items.push_back(value);
  }
  return true;
}

// What follows a word must be a separator, which the caller looks for.
CompactReader::Next CompactReader::word(std::string_view word, Type type, bool is_true) {
  if (std::memcmp(at_, word.data(), word.size()) != 0) return Next::Wrong;
  at_ += word.size();
  CompactValue value;
  value.type_ = type;
  value.payload_.integer = is_true ? 1 : 0;
  return put(value) ? Next::Separator : Next::Wrong;
}

bool CompactReader::digits() {
  if (!is_digit(*at_)) return false;
  while (is_digit(*at_)) ++at_;
  return true;
}

// Short numbers without an exponent; all others, and all mistakes, at length.
CompactReader::Next CompactReader::number() {
  const char* const begin = at_;
  const bool is_negative = *begin == '-';
  const char* const whole = begin + (is_negative ? 1 : 0);
  const char* at = whole;
  std::uint64_t digits = 0;
  for (; is_digit(*at); ++at) digits = digits * 10 + static_cast<std::uint64_t>(*at - '0');
  const std::ptrdiff_t count = at - whole;
  if (count == 0 || (*whole == '0' && count > 1)) return Next::Wrong;
  CompactValue value;
  if (*at != '.' && *at != 'e' && *at != 'E') {
    if (count > kInt64Digits || (is_negative && digits == 0)) return number_at_length(begin);
    value.type_ = Type::Integer;
    value.payload_.integer = is_negative ? -static_cast<std::int64_t>(digits) : static_cast<std::int64_t>(digits);
    return put_number(value, at);
  }
  if (*at != '.') return number_at_length(begin);
  const char* const fraction = ++at;
  for (; is_digit(*at); ++at) digits = digits * 10 + static_cast<std::uint64_t>(*at - '0');
  const std::ptrdiff_t places = at - fraction;
  if (places == 0 || count + places > kDoubleDigits || *at == 'e' || *at == 'E') return number_at_length(begin);
  const double magnitude = static_cast<double>(digits) / kPowersOfTen[static_cast<std::size_t>(places)];
  value.type_ = Type::Real;
  value.payload_.real = is_negative ? -magnitude : magnitude;
  return put_number(value, at);
}

CompactReader::Next CompactReader::put_number(const CompactValue& value, const char* end) {
  at_ += end - at_;
  return put(value) ? Next::Separator : Next::Wrong;
}

CompactReader::Next CompactReader::number_at_length(const char* begin) {
  if (*at_ == '-') ++at_;
  if (!digits()) return Next::Wrong;
  if (*at_ == '.' && (++at_, !digits())) return Next::Wrong;
  if (*at_ == 'e' || *at_ == 'E') {
    ++at_;
    if (*at_ == '+' || *at_ == '-') ++at_;
    if (!digits()) return Next::Wrong;
  }
  const std::string_view lexeme(begin, static_cast<std::size_t>(at_ - begin));
  const Node node = read_number(lexeme);
  CompactValue value;
  value.type_ = Type::Real;
  if (const auto* integer = std::get_if<std::int64_t>(&node.value())) {
    value.type_ = Type::Integer;
    value.payload_.integer = *integer;
  } else if (const auto* natural = std::get_if<std::uint64_t>(&node.value())) {
    value.type_ = Type::Integer;
    value.is_wide_ = true;
    value.payload_.natural = *natural;
  } else if (const auto* real = std::get_if<double>(&node.value())) {
    value.payload_.real = *real;
  } else {
    value.is_wide_ = true;
    value.payload_.text = lexeme.data();
    value.size_ = static_cast<std::uint32_t>(lexeme.size());
  }
  return put(value) ? Next::Separator : Next::Wrong;
}

bool CompactReader::string(CompactValue& to) {
  const char* const begin = ++at_;
  at_ = skip_plain(at_);
  if (*at_ != '"') return rest_of_string(begin, to);
  to.type_ = Type::String;
  to.payload_.text = begin;
  to.size_ = static_cast<std::uint32_t>(at_ - begin);
  ++at_;
  return true;
}

bool CompactReader::rest_of_string(const char* begin, CompactValue& to) {
  char* out = at_;
  while (*at_ != '"') {
    const auto byte = static_cast<unsigned char>(*at_);
    if (byte < 0x20) return false;
    if (byte == '\\' ? !escape(out) : !multi_byte(out)) return false;
    const char* plain = at_;
    at_ = skip_plain(at_);
    const auto length = static_cast<std::size_t>(at_ - plain);
    if (out != plain) std::memmove(out, plain, length);
    out += length;
  }
  ++at_;
  to.type_ = Type::String;
  to.payload_.text = begin;
  to.size_ = static_cast<std::uint32_t>(out - begin);
  return true;
}

// Bytes beyond ASCII, as many as follow each other.
bool CompactReader::multi_byte(char*& out) {
  while (static_cast<unsigned char>(*at_) >= 0x80) {
    const std::size_t length = base::utf8_sequence_length({at_, 4});
    if (length == 0) return false;
    for (std::size_t i = 0; i < length; ++i) *out++ = *at_++;
  }
  return true;
}

bool CompactReader::escape(char*& out) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kValues = "\"\\/\b\f\n\r\t";
  if (at_[1] == 'u') return unicode_escape(out);
  const auto index = kLetters.find(at_[1]);
  if (index == std::string_view::npos) return false;
  *out++ = kValues[index];
  at_ += 2;
  return true;
}

// What is written is never longer than the escape.
bool CompactReader::unicode_escape(char*& out) {
  const auto unit = hex4(at_ + 2);
  if (!unit) return false;
  at_ += 6;
  char32_t code_point = *unit;
  if (*unit >= 0xD800 && *unit <= 0xDBFF && at_[0] == '\\' && at_[1] == 'u') {
    if (const auto low = hex4(at_ + 2); low && *low >= 0xDC00 && *low <= 0xDFFF) {
      code_point = 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00);
      at_ += 6;
    }
  }
  if (code_point >= 0xD800 && code_point <= 0xDFFF) return false;
  std::string bytes;
  base::append_utf8(bytes, code_point);
  out = std::copy(bytes.begin(), bytes.end(), out);
  return true;
}

// Names whose bit in a word is still free are new; others are compared with all before them.
bool CompactReader::has_duplicates(std::span<const CompactMember> members) {
  constexpr std::size_t kMany = 48;
  if (members.size() > kMany) return has_duplicates_among_many(members);
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::uint64_t bit = std::uint64_t{1} << (members[i].key.hash() >> 58);
    if (seen & bit) {
      for (std::size_t k = 0; k < i; ++k) {
        if (members[k].key == members[i].key) return true;
      }
    }
    seen |= bit;
  }
  return false;
}

// By sorting: names that are made to collide cannot make it slow.
bool CompactReader::has_duplicates_among_many(std::span<const CompactMember> members) {
  auto& sorted = memory_.sorted;
  sorted.clear();
  for (const CompactMember& member : members) sorted.push_back(&member);
  std::sort(sorted.begin(), sorted.end(), [](const CompactMember* a, const CompactMember* b) {
    if (a->key.size != b->key.size) return a->key.size < b->key.size;
    if (a->key.first != b->key.first) return a->key.first < b->key.first;
    return a->key.last != b->key.last ? a->key.last < b->key.last : a->key.view() < b->key.view();
  });
  const auto same = [](const CompactMember* a, const CompactMember* b) { return a->key == b->key; };
  return std::adjacent_find(sorted.begin(), sorted.end(), same) != sorted.end();
}

}  // namespace concord::document
