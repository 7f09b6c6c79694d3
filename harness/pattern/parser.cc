// The grammar of ECMA-262, 22.2.1, in mode u. As browsers do outside that mode, a backslash before ASCII punctuation, a
// lone `]` and braces that are no quantifier stand for themselves: too many published patterns need it. Groups that are
// open are kept on a stack of the parser's own, so no nesting can exhaust that of the program.
#include "escapes.h"

#include <concord/base/text.h>
#include <concord/pattern.h>

#include <algorithm>
#include <map>

namespace concord::pattern {
namespace {

constexpr std::size_t kLongest = 20'000;  // bytes
constexpr std::size_t kDeepest = 200;     // groups in groups
constexpr std::uint32_t kMostTimes = 65'535;

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), in_(text) { find_groups(); }

  ParsedPattern run() {
    open_.push_back({});
    while (!in_.at_end()) {
      if (in_.peek() == ')') {
        close();
      } else if (in_.eat("|")) {
        end_branch();
      } else {
        term();
      }
    }
    if (!in_.has_failed() && open_.size() > 1) in_.fail_at(open_.back().begin, "( is never closed");
    if (in_.has_failed()) return {{}, in_.problem()};
    pattern_.root = disjunction();
    pattern_.groups = groups_;
    return {std::move(pattern_), limit_};
  }

 private:
  // A group that is not closed yet, or the whole pattern.
  struct Open {
    std::size_t begin = 0;
    PatternKind kind = PatternKind::Sequence;  // Sequence: (?:
    bool is_negated = false, is_behind = false;
    std::uint32_t number = 0;
    std::vector<std::uint32_t> branches = {}, items = {};
  };

  // ---- Numbers and names of the groups, first of all, since references may look forward

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
        note_group(text_.substr(i + 1));
      }
    }
  }
  void note_group(std::string_view rest) {
    if (!rest.starts_with('?')) {
      ++groups_;
    } else if (rest.starts_with("?<") && !rest.starts_with("?<=") && !rest.starts_with("?<!")) {
      ++groups_;
      rest.remove_prefix(2);
      names_.emplace(rest.substr(0, rest.find_first_of("(>")), groups_);
    }
  }

  // ---- Nodes

  std::uint32_t add(PatternNode node) {
    pattern_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(pattern_.nodes.size() - 1);
  }
  std::uint32_t add(PatternKind kind, std::uint32_t value = 0) {
    return add(PatternNode{.kind = kind, .value = value});
  }
  std::uint32_t add_sequence(std::vector<std::uint32_t> items) {
    return items.size() == 1 ? items[0] : add(PatternNode{.kind = PatternKind::Sequence, .children = std::move(items)});
  }
  std::uint32_t add_set(CodePointSet set) {
    set.normalize();
    pattern_.has_properties = pattern_.has_properties || !set.properties.empty();
    pattern_.sets.push_back(std::move(set));
    return add(PatternKind::Set, static_cast<std::uint32_t>(pattern_.sets.size() - 1));
  }
  void put(std::uint32_t node) { open_.back().items.push_back(node); }

  void end_branch() {
    Open& group = open_.back();
    const std::uint32_t node = add_sequence(std::move(group.items));
    group.items.clear();
    group.branches.push_back(node);
  }
  std::uint32_t disjunction() {
    end_branch();
    auto& branches = open_.back().branches;
    if (branches.size() == 1) return branches[0];
    return add(PatternNode{.kind = PatternKind::Choice, .children = std::move(branches)});
  }

  // A bound of Concord that is passed is told only when nothing is wrong with the pattern.
  void limit(std::size_t offset, std::string message) {
    if (limit_.message.empty()) limit_ = {std::move(message), offset, true};
  }

  // ---- Terms

  void term() {
    switch (in_.peek()) {
      case '^': return place(PatternKind::Start, 1);
      case '$': return place(PatternKind::End, 1);
      case '(': return open();
      case '.': in_.skip(1); return quantified(add_set(anything_but(line_ends())));
      case '[': return character_class();
      case '\\': return escape();
      case '*':
      case '+':
      case '?': return in_.fail("nothing to repeat");
      case '{':
        if (quantifier_length() != 0) return in_.fail("nothing to repeat");
        break;
      default: break;
    }
    quantified(add(PatternKind::Character, in_.code_point()));
  }

  static CodePointSet anything_but(CodePointSet set) {
    set.is_negated = true;
    return set;
  }

  // What matches no text, and may not be repeated.
  void place(PatternKind kind, std::size_t length, bool is_negated = false) {
    const std::size_t begin = in_.at();
    in_.skip(length);
    put(add(PatternNode{.kind = kind, .is_negated = is_negated}));
    refuse_quantifier(begin);
  }
  void refuse_quantifier(std::size_t begin) {
    if (quantifier_length() == 0) return;
    in_.fail(base::ellipsize(in_.text(begin, in_.at()), 60) + " cannot be repeated");
  }

  // ---- Groups

  void open() {
    Open group;
    group.begin = in_.at();
    in_.skip(1);
    if (in_.eat("?:")) {
      group.kind = PatternKind::Sequence;
    } else if (in_.looking_at("?=") || in_.looking_at("?!") || in_.looking_at("?<=") || in_.looking_at("?<!")) {
      group.kind = PatternKind::Look;
      pattern_.has_looks = true;
      in_.skip(1);
      group.is_behind = in_.eat("<");
      group.is_negated = in_.peek() == '!';
      in_.skip(1);
    } else if (in_.eat("?<") || in_.peek() != '?') {
      if (in_.text(group.begin, in_.at()).size() > 1) name_of_group();
      group.kind = PatternKind::Group;
      group.number = ++opened_;
    } else {
      return in_.fail_at(group.begin, "(" + shown(in_.at(), 2) + " is no group of ECMA-262");
    }
    if (open_.size() > kDeepest) limit(group.begin, "groups are nested more than 200 deep");
    open_.push_back(std::move(group));
  }

  // So many code points of the pattern from there on.
  std::string shown(std::size_t begin, std::size_t count) const {
    std::size_t end = begin;
    for (; count > 0 && end < text_.size(); --count) end += base::decode_utf8(text_.substr(end)).length;
    return std::string(text_.substr(begin, end - begin));
  }

  void name_of_group() {
    const std::size_t begin = in_.at();
    while (!in_.at_end() && in_.peek() != '>' && in_.peek() != '(') in_.skip(1);
    const std::string_view name = in_.text(begin, in_.at());
    if (!is_group_name(name)) return in_.fail_at(begin, "\"" + base::ellipsize(name, 60) + "\" is no name for a group");
    if (!seen_names_.emplace(name, begin).second) {
      return in_.fail_at(begin, "there are two groups named \"" + base::ellipsize(name, 60) + "\"");
    }
    if (!in_.eat(">")) in_.fail_at(begin, "the name of the group is never closed");
  }
  static bool is_group_name(std::string_view name) {
    if (name.empty() || is_ascii_digit(name[0])) return false;
    return std::all_of(name.begin(), name.end(), [](char c) {
      return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
    });
  }

  void close() {
    if (open_.size() == 1) return in_.fail(") without (");
    const std::uint32_t inside = disjunction();
    const Open group = std::move(open_.back());
    open_.pop_back();
    in_.skip(1);
    if (group.kind == PatternKind::Sequence) return quantified(inside);
    const std::uint32_t node = add(PatternNode{.kind = group.kind,
                                               .is_negated = group.is_negated,
                                               .is_behind = group.is_behind,
                                               .value = group.number,
                                               .children = {inside}});
    if (group.kind == PatternKind::Group) return quantified(node);
    put(node);
    refuse_quantifier(group.begin);
  }

  // ---- Quantifiers

  // Of the *, +, ?, {n}, {n,} or {n,m} here; 0 when there is none.
  std::size_t quantifier_length() const {
    if (in_.peek() == '*' || in_.peek() == '+' || in_.peek() == '?') return 1;
    if (in_.peek() != '{') return 0;
    std::size_t i = 1;
    while (is_ascii_digit(in_.peek(i))) ++i;
    if (i == 1) return 0;
    if (in_.peek(i) == ',') ++i;
    while (is_ascii_digit(in_.peek(i))) ++i;
    return in_.peek(i) == '}' ? i + 1 : 0;
  }

  void quantified(std::uint32_t node) {
    if (in_.has_failed()) return;
    if (quantifier_length() == 0) return put(node);
    PatternNode repeat{.kind = PatternKind::Repeat, .most = kUnbounded, .children = {node}};
    if (in_.peek() == '{') {
      bounds(repeat);
    } else {
      repeat.least = in_.peek() == '+' ? 1 : 0;
      repeat.most = in_.peek() == '?' ? 1 : kUnbounded;
      in_.skip(1);
    }
    repeat.is_lazy = in_.eat("?");
    put(add(std::move(repeat)));
    if (quantifier_length() != 0) in_.fail("nothing to repeat");
  }

  void bounds(PatternNode& repeat) {
    const std::size_t begin = in_.at();
    const std::size_t end = begin + quantifier_length();
    in_.skip(1);
    repeat.least = in_.number();
    if (!in_.eat(",")) {
      repeat.most = repeat.least;
    } else if (in_.peek() != '}') {
      repeat.most = in_.number();
    }
    in_.skip(1);
    if (repeat.most < repeat.least) {
      in_.fail_at(begin, "the bounds of " + base::ellipsize(in_.text(begin, end), 60) + " are out of order");
    } else if (repeat.least > kMostTimes || (repeat.most > kMostTimes && repeat.most != kUnbounded)) {
      limit(begin, "more than 65535 repetitions");
    }
  }

  // ---- Escapes

  void escape() {
    const char letter = in_.peek(1);
    if (letter == 'b' || letter == 'B') return place(PatternKind::WordBoundary, 2, letter == 'B');
    if (letter == 'k') return named_reference();
    if (letter >= '1' && letter <= '9') return numbered_reference();
    CodePointSet set;
    if (in_.class_escape(set)) return quantified(add_set(std::move(set)));
    const char32_t point = in_.character_escape(false);
    if (!in_.has_failed()) quantified(add(PatternKind::Character, point));
  }

  void reference(std::uint32_t number) {
    pattern_.has_back_references = true;
    quantified(add(PatternKind::BackReference, number));
  }

  void named_reference() {
    const std::size_t begin = in_.at();
    in_.skip(2);
    const std::size_t open = in_.at() + 1;
    std::size_t close = open;
    while (close < text_.size() && text_[close] != '>' && text_[close] != '(') ++close;
    if (in_.peek() != '<' || close >= text_.size() || text_[close] != '>') {
      return in_.fail_at(begin, "\\k without <name>");
    }
    const std::string_view name = in_.text(open, close);
    const auto found = names_.find(name);
    if (found == names_.end()) {
      return in_.fail_at(begin, "there is no group named \"" + base::ellipsize(name, 60) + "\"");
    }
    in_.skip(close + 1 - in_.at());
    reference(found->second);
  }

  void numbered_reference() {
    const std::size_t begin = in_.at();
    in_.skip(1);
    const std::uint32_t number = in_.number();
    if (number > groups_) return in_.fail_at(begin, "there is no group " + std::to_string(number));
    reference(number);
  }

  // ---- Classes

  void character_class() {
    const std::size_t open = in_.at();
    in_.skip(1);
    CodePointSet set;
    set.is_negated = in_.eat("^");
    while (!in_.at_end() && in_.peek() != ']') class_range(set);
    if (!in_.eat("]")) return in_.fail_at(open, "[ is never closed");
    quantified(add_set(std::move(set)));
  }

  void class_range(CodePointSet& set) {
    const std::size_t begin = in_.at();
    const auto first = class_atom(set);
    const bool is_range = in_.peek() == '-' && in_.peek(1) != ']' && in_.at() + 1 < text_.size();
    if (in_.has_failed()) return;
    if (!is_range) {
      if (first) set.add(*first, *first);
      return;
    }
    in_.skip(1);
    const auto last = class_atom(set);
    if (in_.has_failed()) return;
    if (!first || !last) {  // [\w-.]: no range, the hyphen stands for itself
      set.add('-', '-');
      if (first) set.add(*first, *first);
      if (last) set.add(*last, *last);
    } else if (*last < *first) {
      in_.fail_at(begin, "the range " + std::string(in_.text(begin, in_.at())) + " is out of order");
    } else {
      set.add(*first, *last);
    }
  }

  // A code point, or nothing when it was a set, which is then in `set`.
  std::optional<char32_t> class_atom(CodePointSet& set) {
    if (in_.peek() != '\\') return in_.code_point();
    if (in_.class_escape(set)) return std::nullopt;
    return in_.character_escape(true);
  }

  std::string_view text_;
  EscapeReader in_;
  Pattern pattern_;
  PatternProblem limit_;
  std::vector<Open> open_;
  std::uint32_t groups_ = 0, opened_ = 0;
  std::map<std::string_view, std::uint32_t> names_;
  std::map<std::string_view, std::size_t> seen_names_;
};

}  // namespace

ParsedPattern parse_pattern(std::string_view text) {
  if (const auto invalid = base::find_invalid_utf8(text); invalid != std::string_view::npos) {
    return {{}, {"the pattern is no valid UTF-8", invalid}};
  }
  ParsedPattern parsed = Parser(text).run();
  if (parsed.problem.message.empty() && text.size() > kLongest) {
    parsed.problem = {"the pattern is longer than 20000 bytes", kLongest, true};
  }
  return parsed;
}

// Past a bound of Concord it still is one.
bool is_regex(std::string_view text) {
  const PatternProblem problem = parse_pattern(text).problem;
  return problem.message.empty() || problem.is_limit;
}

}  // namespace concord::pattern
