#include "tag_expression.h"

#include <algorithm>
#include <cctype>

namespace concord::suite {

struct TagExpression::Term {
  enum class Kind { Word, Not, And, Or } kind;
  std::string word;
  std::shared_ptr<const Term> left, right;

  bool matches(const std::vector<std::string>& tags) const {
    switch (kind) {
      case Kind::Word: return std::find(tags.begin(), tags.end(), word) != tags.end();
      case Kind::Not: return !left->matches(tags);
      case Kind::And: return left->matches(tags) && right->matches(tags);
      case Kind::Or: break;
    }
    return left->matches(tags) || right->matches(tags);
  }
};

namespace {

using Term = TagExpression::Term;
using TermPtr = std::shared_ptr<const Term>;
constexpr std::size_t max_tokens = 200;  // bounds the recursion too

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < text.size();) {
    if (std::isspace(static_cast<unsigned char>(text[i]))) {
      ++i;
    } else if (text[i] == '(' || text[i] == ')') {
      tokens.emplace_back(1, text[i++]);
    } else {
      const std::size_t end = std::min(text.find_first_of(" \t()", i), text.size());
      tokens.emplace_back(text.substr(i, end - i));
      i = end;
    }
  }
  return tokens;
}

class Parser {
 public:
  explicit Parser(std::vector<std::string> tokens) : tokens_(std::move(tokens)) {}

  TermPtr parse() {
    if (tokens_.size() > max_tokens) return fail("at most " + std::to_string(max_tokens) + " words");
    TermPtr term = any_of();
    if (term && next_ < tokens_.size()) return fail("expected \"and\" or \"or\"");
    return term;
  }
  const std::string& problem() const { return problem_; }

 private:
  bool take(std::string_view token) {
    if (next_ >= tokens_.size() || tokens_[next_] != token) return false;
    ++next_;
    return true;
  }

  TermPtr fail(const std::string& why) {
    if (problem_.empty()) {
      problem_ = why + (next_ < tokens_.size() ? " at \"" + tokens_[next_] + "\"" : " at the end");
    }
    return nullptr;
  }

  TermPtr any_of() { return chain("or", Term::Kind::Or, [this] { return all_of(); }); }
  TermPtr all_of() { return chain("and", Term::Kind::And, [this] { return one(); }); }

  template <class Operand>
  TermPtr chain(std::string_view word, Term::Kind kind, Operand operand) {
    TermPtr left = operand();
    while (left && take(word)) {
      TermPtr right = operand();
      if (!right) return nullptr;
      left = std::make_shared<Term>(Term{kind, "", left, right});
    }
    return left;
  }

  TermPtr one() {
    if (take("not")) {
      TermPtr inner = one();
      return inner ? std::make_shared<Term>(Term{Term::Kind::Not, "", inner, nullptr}) : nullptr;
    }
    if (take("(")) {
      TermPtr inner = any_of();
      if (!inner) return nullptr;
      return take(")") ? inner : fail("expected \")\"");
    }
    if (next_ >= tokens_.size() || tokens_[next_] == ")" || tokens_[next_] == "and" || tokens_[next_] == "or") {
      return fail("expected a tag");
    }
    return std::make_shared<Term>(Term{Term::Kind::Word, tokens_[next_++], nullptr, nullptr});
  }

  std::vector<std::string> tokens_;
  std::size_t next_ = 0;
  std::string problem_;
};

}  // namespace

base::Result<TagExpression> TagExpression::parse(std::string_view text) {
  TagExpression result;
  std::vector<std::string> tokens = tokens_of(text);
  if (tokens.empty()) return result;
  Parser parser(std::move(tokens));
  result.root_ = parser.parse();
  if (!result.root_) {
    return base::error("tags.syntax", "cannot read the tags \"" + std::string(text) + "\": " + parser.problem());
  }
  return result;
}

bool TagExpression::matches(const std::vector<std::string>& tags) const { return !root_ || root_->matches(tags); }

}  // namespace concord::suite
