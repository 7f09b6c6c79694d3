#include "pattern_cost.h"

namespace concord::lint {
namespace {

struct Piece {
  bool can_be_empty = false;
  bool is_only_loop = false;  // a repetition without end; everything else in it can be empty
};

constexpr std::size_t most_group_depth = 200;

// Reads the pattern once. A group that is repeated without end and whose content is, but for what can be empty, a
// repetition without end itself, can split a run of equal characters in exponentially many ways; all of them are tried
// when the end that must follow does not.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<std::string> read() {
    alternatives(0);
    return found_;
  }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  char now() const { return text_[at_]; }

  Piece alternatives(std::size_t depth) {
    Piece out = sequence(depth);
    while (!at_end() && now() == '|') {
      ++at_;
      const Piece other = sequence(depth);
      out.can_be_empty = out.can_be_empty || other.can_be_empty;
      out.is_only_loop = out.is_only_loop || other.is_only_loop;
    }
    return out;
  }

  Piece sequence(std::size_t depth) {
    bool has_loop = false;
    std::size_t required_loops = 0, required_others = 0;
    while (!at_end() && now() != '|' && now() != ')') {
      bool is_anchor = false;
      const Piece piece = element(depth, is_anchor);
      if (is_anchor) continue;
      has_loop = has_loop || piece.is_only_loop;
      if (!piece.can_be_empty) ++(piece.is_only_loop ? required_loops : required_others);
    }
    return {required_loops + required_others == 0, has_loop && required_others == 0 && required_loops <= 1};
  }

  Piece element(std::size_t depth, bool& is_anchor) {
    const std::size_t begin = at_;
    Piece piece = atom(depth, is_anchor);
    bool is_endless = false, is_optional = false;
    if (!quantifier(is_endless, is_optional)) return piece;
    if (is_anchor) return piece;
    const bool is_followed_by_end = text_.find('$', at_) != std::string_view::npos;
    if (is_endless && piece.is_only_loop && is_followed_by_end && !found_) {
      found_ = "in \"" + std::string(text_.substr(begin, at_ - begin)) + "\" a repetition is repeated";
    }
    return {piece.can_be_empty || is_optional, is_endless || (is_optional && piece.is_only_loop)};
  }

  bool quantifier(bool& is_endless, bool& is_optional) {
    if (at_end()) return false;
    const char c = now();
    if (c == '*' || c == '+') {
      is_endless = true;
      is_optional = c == '*';
      ++at_;
    } else if (c == '?') {
      is_optional = true;
      ++at_;
    } else if (c == '{') {
      const std::size_t close = text_.find('}', at_);
      if (close == std::string_view::npos) return false;
      const std::string_view inner = text_.substr(at_ + 1, close - at_ - 1);
      if (inner.empty() || inner.find_first_not_of("0123456789,") != std::string_view::npos) return false;
      is_endless = inner.ends_with(',');
      is_optional = inner.starts_with('0');
      at_ = close + 1;
      if (!is_endless) {
        if (!at_end() && now() == '?') ++at_;
        return is_optional;  // {2,5} repeats, but not without end
      }
    } else {
      return false;
    }
    if (!at_end() && now() == '?') ++at_;
    return true;
  }

  Piece atom(std::size_t depth, bool& is_anchor) {
    Piece piece;
    const char c = now();
    switch (c) {
      case '^':
      case '$':
        ++at_;
        is_anchor = true;
        return piece;
      case '(': return group(depth, is_anchor);
      case '[': skip_class(); return piece;
      case '\\':
        is_anchor = at_ + 1 < text_.size() && (text_[at_ + 1] == 'b' || text_[at_ + 1] == 'B');
        at_ += 2;
        return piece;
      case '.': ++at_; return piece;
      default: ++at_; return piece;
    }
  }

  Piece group(std::size_t depth, bool& is_anchor) {
    ++at_;
    bool is_look = false;
    if (!at_end() && now() == '?') {
      const std::string_view rest = text_.substr(at_);
      is_look = rest.starts_with("?=") || rest.starts_with("?!") || rest.starts_with("?<=") || rest.starts_with("?<!");
      if (rest.starts_with("?:")) {
        at_ += 2;
      } else if (is_look) {
        at_ += rest[1] == '<' ? 3 : 2;
      } else if (const std::size_t close = rest.find('>'); rest.starts_with("?<") && close != std::string_view::npos) {
        at_ += close + 1;
      }
    }
    Piece piece;
    if (depth >= most_group_depth) {
      at_ = text_.size();
      return piece;
    }
    piece = alternatives(depth + 1);
    if (!at_end()) ++at_;  // ')'
    is_anchor = is_look;
    return piece;
  }

  void skip_class() {
    ++at_;
    if (!at_end() && now() == '^') ++at_;
    for (bool is_first = true; !at_end() && (now() != ']' || is_first); is_first = false) {
      at_ += now() == '\\' ? 2 : 1;
    }
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<std::string> found_;
};

}  // namespace

std::optional<std::string> find_catastrophe(std::string_view pattern) { return Reader(pattern).read(); }

std::string_view foreign_syntax(std::string_view pattern) {
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::string_view rest = pattern.substr(i);
    if (rest[0] == '\\') {
      if (!in_class) {
        if (rest.starts_with("\\A") || rest.starts_with("\\Z") || rest.starts_with("\\z") || rest.starts_with("\\G"))
          return "an anchor of PCRE (\\A, \\z)";
        if (rest.starts_with("\\Q") || rest.starts_with("\\E")) return "quoting by \\Q and \\E";
        if (rest.starts_with("\\h") || rest.starts_with("\\R") || rest.starts_with("\\X"))
          return "a class of PCRE (\\h, \\R, \\X)";
      }
      ++i;
    } else if (rest[0] == '[') {
      if (in_class && rest.starts_with("[:")) return "a POSIX class ([:alpha:])";
      in_class = true;
    } else if (rest[0] == ']') {
      in_class = false;
    } else if (!in_class && rest.starts_with("(?")) {
      if (rest.starts_with("(?P")) return "a group named as in Python ((?P<name>…))";
      if (rest.starts_with("(?>")) return "an atomic group ((?>…))";
      if (rest.starts_with("(?#")) return "a comment ((?#…))";
      const char c = rest.size() > 2 ? rest[2] : ' ';
      if ((c >= 'a' && c <= 'z') || c == '-') return "an inline flag ((?i))";
    } else if (!in_class &&
               (rest.starts_with("++") || rest.starts_with("*+") || rest.starts_with("?+") || rest.starts_with("}+"))) {
      return "a possessive quantifier";
    }
  }
  return {};
}

}  // namespace concord::lint
