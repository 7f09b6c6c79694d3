// An I-Regexp is checked against the grammar of RFC 9485, section 4, and turned into a pattern of ECMA-262 that means
// the same: '.' excludes only line feed and carriage return, and all that ECMA-262 knows beyond the grammar is refused
// or escaped. Only '^' and '$' outside of brackets are anchors, as everywhere else: the grammar has them as ordinary
// characters, but the compliance suite of JSONPath expects anchors.
#include "i_regexp.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>
#include <concord/pattern.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace concord::document {
namespace {

using base::is_digit;

constexpr std::size_t max_group_depth = 50;
constexpr std::size_t max_pattern_length = 10'000;
constexpr unsigned max_repetition = 1000;

// General categories, section 4: a letter, or a letter with one of those beside it.
struct Category {
  char major;
  std::string_view minors;
};
constexpr std::array categories = {Category{'L', "ulmot"},   Category{'M', "nce"},  Category{'N', "dlo"},
                                   Category{'P', "cdseifo"}, Category{'Z', "slp"}, Category{'S', "mcko"},
                                   Category{'C', "cfon"}};

bool is_category(std::string_view name) {
  if (name.empty() || name.size() > 2) return false;
  const auto found =
      std::find_if(categories.begin(), categories.end(), [&](const Category& c) { return c.major == name[0]; });
  return found != categories.end() && (name.size() == 1 || found->minors.find(name[1]) != std::string_view::npos);
}

class Translator {
 public:
  explicit Translator(std::string_view pattern) : pattern_(pattern) {}

  bool translate() {
    if (pattern_.size() > max_pattern_length) return fail(fmt::format("longer than {} bytes", max_pattern_length));
    if (!base::is_utf8(pattern_)) return fail("not valid UTF-8");
    return read_alternatives() && (at_ == pattern_.size() || fail("')' without '('"));
  }
  const std::string& text() const { return text_; }
  const std::string& why() const { return why_; }

 private:
  char peek() const { return at_ < pattern_.size() ? pattern_[at_] : '\0'; }
  bool at_end() const { return at_ == pattern_.size(); }
  bool fail(std::string why) {
    why_ = std::move(why);
    return false;
  }

  bool read_alternatives() {
    while (!at_end() && peek() != ')') {
      if (peek() == '|') {
        text_ += pattern_[at_++];
      } else if (!read_atom() || !read_quantifier()) {
        return false;
      }
    }
    return true;
  }

  bool read_atom() {
    switch (peek()) {
      case '(': return read_group();
      case '[': return read_class();
      case '\\': return read_escape();
      case '.':
        ++at_;
        text_ += "[^\\n\\r]";
        return true;
      case '^':
      case '$':
        text_ += pattern_[at_++] == '^' ? "(?:^)" : "(?:$)";  // which may be repeated
        return true;
      default: break;
    }
    if (std::string_view("*+?{}]").find(peek()) != std::string_view::npos && peek() != '\0') {
      return fail(fmt::format("'{}' has nothing before it; as a character it is written \\{}", peek(), peek()));
    }
    append_character();
    return true;
  }

  bool read_group() {
    if (++depth_ > max_group_depth) return fail(fmt::format("nested deeper than {} levels", max_group_depth));
    ++at_;
    text_ += "(?:";
    if (!read_alternatives()) return false;
    if (at_end()) return fail("'(' without ')'");
    ++at_;
    --depth_;
    text_ += ')';
    return true;
  }

  // As an escape by number, so that nothing means anything else.
  void append_character() {
    const auto [value, length] = base::decode_utf8(pattern_.substr(at_));
    text_ += fmt::format("\\u{{{:x}}}", static_cast<unsigned>(value));
    at_ += length;
  }

  bool read_escape() {
    constexpr std::string_view escapable = "()*+-.?[\\]^{|}";
    if (at_ + 1 == pattern_.size()) return fail("'\\' at the end");
    const char c = pattern_[at_ + 1];
    if (c == 'p' || c == 'P') return read_category();
    if (escapable.find(c) != std::string_view::npos) {
      ++at_;
      append_character();
      return true;
    }
    if (c != 'n' && c != 'r' && c != 't') return fail(unknown_escape());
    text_.append("\\").append(1, c);
    at_ += 2;
    return true;
  }

  std::string unknown_escape() const {
    const char c = pattern_[at_ + 1];
    const std::string shown =
        base::escape_line(pattern_.substr(at_, 1 + base::decode_utf8(pattern_.substr(at_ + 1)).length));
    if (c == 'd') return shown + " is not in RFC 9485; write [0-9]";
    if (c == 'w') return shown + " is not in RFC 9485; write [A-Za-z0-9_]";
    if (c == 's') return shown + " is not in RFC 9485; write [ \\t\\n\\r]";
    return shown + " is not in RFC 9485";
  }

  bool read_category() {
    const std::size_t close = pattern_.find('}', at_);
    if (pattern_.substr(at_ + 2, 1) != "{" || close == std::string_view::npos)
      return fail("\\p needs a category in braces");
    const std::string_view name = pattern_.substr(at_ + 3, close - at_ - 3);
    if (!is_category(name)) return fail(fmt::format("'{}' is no category of characters", base::escape_line(name)));
    text_ += pattern_.substr(at_, close + 1 - at_);
    at_ = close + 1;
    return true;
  }

  bool read_class() {
    text_ += '[';
    ++at_;
    if (peek() == '^') text_ += pattern_[at_++];
    const std::size_t first = at_;
    while (!at_end() && (peek() != ']' || at_ == first)) {
      if (!read_class_part(at_ == first)) return false;
    }
    if (at_end()) return fail("'[' without ']'");
    text_ += pattern_[at_++];
    return true;
  }

  bool read_class_part(bool is_first) {
    const bool is_hyphen = peek() == '-';
    if (is_hyphen && !is_first && pattern_.substr(at_ + 1, 1) != "]") return fail("'-' in brackets is written \\-");
    if (peek() == '[' || peek() == ']') return fail(fmt::format("'{}' in brackets is written \\{}", peek(), peek()));
    const bool is_category =
        peek() == '\\' && (pattern_.substr(at_ + 1, 1) == "p" || pattern_.substr(at_ + 1, 1) == "P");
    if (!read_class_character()) return false;
    const bool is_range = !is_hyphen && !is_category && peek() == '-' && pattern_.substr(at_ + 1, 1) != "]";
    if (!is_range) return true;
    ++at_;
    text_ += '-';
    if (peek() == '[' || peek() == '-') return fail(fmt::format("'{}' in brackets is written \\{}", peek(), peek()));
    return at_end() || read_class_character();
  }

  bool read_class_character() {
    if (peek() == '\\') return read_escape();
    append_character();
    return true;
  }

  bool read_quantifier() {
    if (std::string_view("*+?").find(peek()) != std::string_view::npos && !at_end()) {
      text_ += pattern_[at_++];
      return true;
    }
    return peek() == '{' ? read_range() : true;
  }

  bool read_range() {
    const std::size_t close = pattern_.find('}', at_);
    if (close == std::string_view::npos) return fail("'{' without '}'");
    const std::string_view range = pattern_.substr(at_ + 1, close - at_ - 1);
    const std::size_t comma = range.find(',');
    const bool is_open = comma == std::string_view::npos || comma + 1 == range.size();
    if (!is_count(range.substr(0, comma)) || (!is_open && !is_count(range.substr(comma + 1)))) {
      return fail(
          fmt::format("'{{{}}}' is no repetition; counts go up to {}", base::escape_line(range), max_repetition));
    }
    text_.append("{").append(range).append("}");
    at_ = close + 1;
    return true;
  }

  static bool is_count(std::string_view text) {
    unsigned value = 0;
    if (text.empty() || !is_digit(text[0])) return false;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc{} && end == text.data() + text.size() && value <= max_repetition;
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::string text_;
  std::string why_;
};

}  // namespace

struct IRegexp::Code {
  pattern::Regex whole, part;
};

std::optional<IRegexp> IRegexp::compile(std::string_view pattern, std::string* why) {
  Translator translator(pattern);
  const bool is_valid = translator.translate();
  if (!is_valid && why) *why = translator.why();
  if (!is_valid) return std::nullopt;
  const auto whole = pattern::Regex::compile("^(?:" + translator.text() + ")$");
  const auto part = pattern::Regex::compile(translator.text());
  if (!whole || !part) {
    if (why) *why = "a range that ends before it begins, or too large a pattern";
    return std::nullopt;
  }
  IRegexp regexp;
  regexp.code_ = std::make_shared<const Code>(Code{*whole, *part});
  return regexp;
}

namespace {

std::optional<bool> search(const pattern::Regex& regex, std::string_view text, std::uint64_t& steps) {
  const auto match = regex.search(text, steps);
  return match == pattern::Regex::Match::GaveUp ? std::nullopt : std::optional(match == pattern::Regex::Match::Yes);
}

}  // namespace

std::optional<bool> IRegexp::matches(std::string_view text, std::uint64_t& steps) const {
  return search(code_->whole, text, steps);
}
std::optional<bool> IRegexp::is_found_in(std::string_view text, std::uint64_t& steps) const {
  return search(code_->part, text, steps);
}

}  // namespace concord::document
