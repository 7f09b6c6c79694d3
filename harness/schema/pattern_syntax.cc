#include "pattern_syntax.h"

#include "formats.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace concord::schema {
namespace {

constexpr std::string_view kSpaceSet =
    "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
constexpr std::string_view kNotSpaceSet =
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{"
    "202e}"
    "\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}";
constexpr std::string_view kDigitSet = "0-9";
constexpr std::string_view kNotDigitSet = "\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}";
constexpr std::string_view kWordSet = "A-Za-z0-9_";
constexpr std::string_view kNotWordSet = "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{10ffff}";
constexpr std::string_view kLineEnds = "\\x{a}\\x{d}\\x{2028}\\x{2029}";

struct Category {
  std::string_view long_name, short_name;
};

constexpr auto kCategories = std::to_array<Category>({
    {"Letter", "L"},
    {"Cased_Letter", "L&"},
    {"LC", "L&"},
    {"Uppercase_Letter", "Lu"},
    {"Lowercase_Letter", "Ll"},
    {"Titlecase_Letter", "Lt"},
    {"Modifier_Letter", "Lm"},
    {"Other_Letter", "Lo"},
    {"Mark", "M"},
    {"Combining_Mark", "M"},
    {"Nonspacing_Mark", "Mn"},
    {"Spacing_Mark", "Mc"},
    {"Enclosing_Mark", "Me"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Letter_Number", "Nl"},
    {"Other_Number", "No"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Connector_Punctuation", "Pc"},
    {"Dash_Punctuation", "Pd"},
    {"Open_Punctuation", "Ps"},
    {"Close_Punctuation", "Pe"},
    {"Initial_Punctuation", "Pi"},
    {"Final_Punctuation", "Pf"},
    {"Other_Punctuation", "Po"},
    {"Symbol", "S"},
    {"Math_Symbol", "Sm"},
    {"Currency_Symbol", "Sc"},
    {"Modifier_Symbol", "Sk"},
    {"Other_Symbol", "So"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Line_Separator", "Zl"},
    {"Paragraph_Separator", "Zp"},
    {"Other", "C"},
    {"Control", "Cc"},
    {"cntrl", "Cc"},
    {"Format", "Cf"},
    {"Surrogate", "Cs"},
    {"Private_Use", "Co"},
    {"Unassigned", "Cn"},
});

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string code(char32_t value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string digits;
  for (; value != 0 || digits.empty(); value >>= 4) digits.insert(digits.begin(), kHex[value & 15]);
  return "\\x{" + digits + "}";
}

class Translator {
 public:
  explicit Translator(std::string_view text) : text_(text) { find_groups(); }

  TranslatedPattern run() {
    disjunction(0);
    if (error_.empty() && !at_end()) fail(") without (");
    if (error_.empty()) return {out_, "", 0};
    return {"", error_, error_at_};
  }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool looking_at(std::string_view word) const { return text_.substr(at_).starts_with(word); }
  bool eat(std::string_view word) {
    if (!looking_at(word)) return false;
    at_ += word.size();
    return true;
  }
  void fail(std::string message) { fail_at(at_, std::move(message)); }
  void fail_at(std::size_t offset, std::string message) {
    if (!error_.empty()) return;
    error_ = std::move(message);
    error_at_ = offset;
    at_ = text_.size();
  }

  // Numbers and names of the groups, since references may look forward.
  void find_groups() {
    bool in_class = false;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (in_class) {
        in_class = text_[i] != ']';
      } else if (text_[i] == '[') {
        in_class = true;
      } else if (text_[i] == '(') {
        note_group(i);
      }
    }
  }
  void note_group(std::size_t open) {
    const std::string_view rest = text_.substr(open + 1);
    if (!rest.starts_with('?')) {
      ++groups_;
    } else if (rest.starts_with("?<") && !rest.starts_with("?<=") && !rest.starts_with("?<!")) {
      ++groups_;
      names_.emplace(std::string(rest.substr(2, rest.substr(2).find('>'))), groups_);
    }
  }

  void disjunction(std::size_t depth) {
    if (depth > 200) return fail("groups are nested more than 200 deep");
    while (!at_end() && peek() != ')') {
      if (eat("|")) {
        out_ += '|';
      } else {
        term(depth);
      }
    }
  }

  void term(std::size_t depth) {
    const std::size_t begin = at_;
    const bool is_quantifiable = atom(depth);
    if (!error_.empty()) return;
    quantifier(begin, is_quantifiable);
  }

  // Whether a quantifier may follow.
  bool atom(std::size_t depth) {
    const char c = peek();
    switch (c) {
      case '^':
        ++at_;
        out_ += "\\A";
        return false;
      case '$':
        ++at_;
        out_ += "\\z";
        return false;
      case '(': return group(depth);
      case '.':
        ++at_;
        out_.append("[^").append(kLineEnds).append("]");
        return true;
      case '[': character_class(); return true;
      case '\\': return escape();
      case '*':
      case '+':
      case '?': fail("nothing to repeat"); return false;
      case '{':
        if (quantifier_length() != 0) {
          fail("nothing to repeat");
          return false;
        }
        break;
      default: break;
    }
    literal();
    return true;
  }

  void literal() {
    const auto point = base::decode_utf8(text_.substr(at_));
    at_ += point.length;
    out_ += code(point.value);
  }

  bool group(std::size_t depth) {
    const std::size_t open = at_++;
    bool is_quantifiable = true;
    if (eat("?:")) {
      out_ += "(?:";
    } else if (looking_at("?=") || looking_at("?!")) {
      out_.append("(").append(text_.substr(at_, 2));
      at_ += 2;
      is_quantifiable = false;
    } else if (looking_at("?<=") || looking_at("?<!")) {
      out_.append("(").append(text_.substr(at_, 3));
      at_ += 3;
      is_quantifiable = false;
    } else if (eat("?<")) {
      name_of_group();
      out_ += "(";
    } else if (peek() == '?') {
      fail_at(open, "(" + std::string(text_.substr(at_, 2)) + " is no group of ECMA-262");
      return false;
    } else {
      out_ += "(";
    }
    disjunction(depth + 1);
    if (error_.empty() && !eat(")")) fail_at(open, "( is never closed");
    out_ += ")";
    return is_quantifiable;
  }

  void name_of_group() {
    const std::size_t begin = at_;
    while (!at_end() && peek() != '>') ++at_;
    const std::string name(text_.substr(begin, at_ - begin));
    if (!is_group_name(name)) return fail_at(begin, "\"" + name + "\" is no name for a group");
    if (!seen_names_.emplace(name, begin).second) return fail_at(begin, "there are two groups named \"" + name + "\"");
    if (!eat(">")) fail_at(begin, "the name of the group is never closed");
  }
  static bool is_group_name(std::string_view name) {
    if (name.empty() || is_digit(name[0])) return false;
    return std::all_of(name.begin(), name.end(), [](char c) {
      return is_letter(c) || is_digit(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
    });
  }

  // Of a {n}, {n,} or {n,m} here; 0 when there is none.
  std::size_t quantifier_length() const {
    std::size_t i = at_;
    if (i >= text_.size() || text_[i] != '{') return 0;
    const auto digits = [&] {
      const std::size_t begin = ++i;
      while (i < text_.size() && is_digit(text_[i])) ++i;
      return i - begin;
    };
    if (digits() == 0) return 0;
    if (i < text_.size() && text_[i] == ',') digits();
    return i < text_.size() && text_[i] == '}' ? i + 1 - at_ : 0;
  }

  void quantifier(std::size_t atom_begin, bool is_quantifiable) {
    std::size_t length = quantifier_length();
    if (length == 0 && (peek() == '*' || peek() == '+' || peek() == '?')) length = 1;
    if (at_end() || length == 0) return;
    if (!is_quantifiable) return fail(std::string(text_.substr(atom_begin, at_ - atom_begin)) + " cannot be repeated");
    const std::string_view text = text_.substr(at_, length);
    if (text[0] == '{' && !check_bounds(text)) return;
    out_ += text;
    at_ += length;
    if (eat("?")) out_ += '?';
    if (quantifier_length() != 0 || peek() == '*' || peek() == '+' || peek() == '?') fail("nothing to repeat");
  }

  bool check_bounds(std::string_view text) {
    constexpr unsigned long kMost = 65'535;
    const auto number = [&](std::size_t at) {
      unsigned long value = 0;
      for (; at < text.size() && is_digit(text[at]); ++at) {
        value = std::min(value * 10 + static_cast<unsigned long>(text[at] - '0'), kMost + 1);
      }
      return value;
    };
    const auto comma = text.find(',');
    const unsigned long least = number(1);
    const bool is_open = comma != std::string_view::npos && text[comma + 1] == '}';
    const unsigned long most = comma == std::string_view::npos ? least : is_open ? least : number(comma + 1);
    if (least > kMost || most > kMost) {
      fail("more than 65535 repetitions");
    } else if (most < least) {
      fail("the bounds of " + std::string(text) + " are out of order");
    }
    return error_.empty();
  }

  bool escape() {
    const char c = peek(1);
    if (c == 'b' || c == 'B') {
      out_.append("\\").append(1, c);
      at_ += 2;
      return false;
    }
    if (c == 'k') {
      named_reference();
      return true;
    }
    if (c >= '1' && c <= '9') {
      numbered_reference();
      return true;
    }
    if (const std::string set = class_escape(false); !set.empty() || !error_.empty()) {
      out_ += set;
      return true;
    }
    const char32_t point = character_escape(false);
    if (error_.empty()) out_ += code(point);
    return true;
  }

  void named_reference() {
    const std::size_t begin = at_;
    at_ += 2;
    const auto close = text_.find('>', at_);
    if (peek() != '<' || close == std::string_view::npos) return fail_at(begin, "\\k without <name>");
    const std::string name(text_.substr(at_ + 1, close - at_ - 1));
    const auto found = names_.find(name);
    if (found == names_.end()) return fail_at(begin, "there is no group named \"" + name + "\"");
    out_ += "\\g{" + std::to_string(found->second) + "}";
    at_ = close + 1;
  }

  void numbered_reference() {
    const std::size_t begin = at_++;
    std::size_t number = 0;
    while (is_digit(peek()) && number < 10'000) number = number * 10 + static_cast<std::size_t>(text_[at_++] - '0');
    if (number > groups_) return fail_at(begin, "there is no group " + std::to_string(number));
    out_ += "\\g{" + std::to_string(number) + "}";
  }

  // \d \w \s \p and their opposites, as PCRE2 writes them, in a class or as one; "" when it is another escape.
  std::string class_escape(bool in_class) {
    std::string_view set;
    switch (peek(1)) {
      case 'd': set = kDigitSet; break;
      case 'D': set = kNotDigitSet; break;
      case 'w': set = kWordSet; break;
      case 'W': set = kNotWordSet; break;
      case 's': set = kSpaceSet; break;
      case 'S': set = kNotSpaceSet; break;
      case 'p':
      case 'P': return property();
      default: return "";
    }
    at_ += 2;
    return in_class ? std::string(set) : "[" + std::string(set) + "]";
  }

  std::string property() {
    const std::size_t begin = at_;
    const std::string opening = "\\" + std::string(1, peek(1)) + "{";
    const auto close = text_.find('}', at_);
    if (peek(2) != '{' || close == std::string_view::npos) {
      fail(opening.substr(0, 2) + " without {property}");
      return "";
    }
    const std::string_view name = text_.substr(at_ + 3, close - at_ - 3);
    at_ = close + 1;
    const auto equals = name.find('=');
    const std::string_view key = equals == std::string_view::npos ? "" : name.substr(0, equals);
    const std::string_view value = equals == std::string_view::npos ? name : name.substr(equals + 1);
    if (value.empty() ||
        !std::all_of(value.begin(), value.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; })) {
      fail_at(begin, "\"" + std::string(name) + "\" is no Unicode property");
      return "";
    }
    if (key == "Script" || key == "sc") return opening + "sc:" + std::string(value) + "}";
    if (key == "Script_Extensions" || key == "scx") return opening + "scx:" + std::string(value) + "}";
    if (!key.empty() && key != "General_Category" && key != "gc") {
      fail_at(begin, "\"" + std::string(key) + "\" is no Unicode property");
      return "";
    }
    for (const Category& category : kCategories) {
      if (category.long_name == value) return opening + std::string(category.short_name) + "}";
    }
    return opening + std::string(value) + "}";
  }

  char32_t character_escape(bool in_class) {
    const std::size_t begin = at_++;
    if (at_end()) {
      fail_at(begin, "\\ at the end");
      return 0;
    }
    const char c = text_[at_++];
    switch (c) {
      case 't': return '\t';
      case 'n': return '\n';
      case 'v': return '\v';
      case 'f': return '\f';
      case 'r': return '\r';
      case 'b':
        if (in_class) return '\b';
        break;
      case '0':
        if (!is_digit(peek())) return 0;
        break;
      case 'c':
        if (is_letter(peek())) return static_cast<char32_t>(text_[at_++] & 31);
        break;
      case 'x':
        if (const auto value = hex(2)) return *value;
        break;
      case 'u':
        if (const auto value = unicode()) return *value;
        break;
      default:
        if (!is_letter(c) && !is_digit(c) && static_cast<unsigned char>(c) < 0x80 && c != '\0')
          return static_cast<char32_t>(c);
    }
    const std::string shown(text_.substr(begin, 1 + base::decode_utf8(text_.substr(begin + 1)).length));
    fail_at(begin, shown + " is no escape of ECMA-262");
    return 0;
  }

  std::optional<char32_t> hex(std::size_t digits) {
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

  std::optional<char32_t> unicode() {
    if (peek() == '{') {
      const auto close = text_.find('}', at_);
      if (close == std::string_view::npos || close == at_ + 1 || close > at_ + 9) return std::nullopt;
      ++at_;
      const auto value = hex(close - at_);
      if (!value || *value > 0x10FFFF) return std::nullopt;
      ++at_;
      return value;
    }
    const auto lead = hex(4);
    if (!lead || *lead < 0xD800 || *lead > 0xDBFF || !looking_at("\\u")) return lead;
    const std::size_t after_lead = at_;
    at_ += 2;
    const auto trail = hex(4);
    if (trail && *trail >= 0xDC00 && *trail <= 0xDFFF) return 0x10000 + ((*lead - 0xD800) << 10) + (*trail - 0xDC00);
    at_ = after_lead;
    return lead;
  }

  void character_class() {
    const std::size_t open = at_++;
    const bool is_negated = eat("^");
    std::string set;
    while (!at_end() && peek() != ']') class_range(set);
    if (!error_.empty()) return;
    if (!eat("]")) return fail_at(open, "[ is never closed");
    if (set.empty()) {
      out_ += is_negated ? "(?s:.)" : "(?!)";
    } else {
      out_ += (is_negated ? "[^" : "[") + set + "]";
    }
  }

  void class_range(std::string& set) {
    const std::size_t begin = at_;
    const auto first = class_atom(set);
    if (!error_.empty()) return;
    if (peek() != '-' || peek(1) == ']' || at_ + 1 >= text_.size()) {
      if (first) set += member(*first);
      return;
    }
    ++at_;
    std::string set_after;
    const auto last = class_atom(set_after);
    if (!error_.empty()) return;
    if (!first || !last) {  // [\w-.]: no range, the hyphen stands for itself
      if (first) set += member(*first);
      set += "\\-" + set_after;
      if (last) set += member(*last);
    } else if (*last < *first) {
      fail_at(begin, "the range " + std::string(text_.substr(begin, at_ - begin)) + " is out of order");
    } else {
      set += member(*first) + "-" + member(*last);
    }
  }

  // A lone surrogate matches nothing in valid UTF-8, and PCRE2 refuses it.
  static std::string member(char32_t point) { return point >= 0xD800 && point <= 0xDFFF ? code(0xFFFFF) : code(point); }

  std::optional<char32_t> class_atom(std::string& set) {
    if (peek() != '\\') {
      const auto point = base::decode_utf8(text_.substr(at_));
      at_ += point.length;
      return point.value;
    }
    const std::string escaped = class_escape(true);
    if (!escaped.empty()) {
      set += escaped;
      return std::nullopt;
    }
    if (!error_.empty()) return std::nullopt;
    return character_escape(true);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
  std::string error_;
  std::size_t error_at_ = 0;
  std::size_t groups_ = 0;
  std::map<std::string, std::size_t, std::less<>> names_, seen_names_;
};

}  // namespace

TranslatedPattern translate_pattern(std::string_view pattern) {
  constexpr std::size_t kLongest = 20'000;
  if (pattern.size() > kLongest) return {"", "the pattern is longer than 20000 bytes", kLongest};
  if (const auto invalid = base::find_invalid_utf8(pattern); invalid != std::string_view::npos) {
    return {"", "the pattern is no valid UTF-8", invalid};
  }
  return Translator(pattern).run();
}

bool is_regex(std::string_view text) { return translate_pattern(text).error.empty(); }

}  // namespace concord::schema
