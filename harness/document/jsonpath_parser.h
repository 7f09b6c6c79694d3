// Reads the grammar of RFC 9535, section 2, by recursive descent over a bounded depth.
#pragma once
#include "jsonpath_query.h"

namespace concord::document {

class PathParser {
 public:
  explicit PathParser(std::string_view text) : text_(text) {}

  // The whole text is one query from the root.
  PathQuery parse();

 private:
  friend class FilterParser;

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool at_end() const { return at_ == text_.size(); }
  bool takes(std::string_view token);
  void skip_blanks();
  void expect(std::string_view token, std::string_view what);

  void parse_segments(PathQuery& query);
  bool parse_segment(PathQuery& query);
  Segment parse_brackets(bool is_descendant);
  Selector parse_selector();
  Selector parse_index_or_slice();
  std::optional<std::int64_t> parse_integer();
  std::string parse_shorthand();
  std::string parse_string();
  void parse_string_escape(std::string& to, char quote);
  char32_t parse_hex4();

  void enter();
  void leave() { --depth_; }
  [[noreturn]] void fail(std::string message, std::string hint = {}) const;
  [[noreturn]] void fail_at(std::size_t begin, std::size_t end, std::string kind, std::string message,
                            std::string hint = {}) const;
  [[noreturn]] void fail_expected(std::string_view what) const;

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
};

// The logical expression of a filter selector, section 2.3.5.
class FilterParser {
 public:
  explicit FilterParser(PathParser& text) : in_(text) {}
  Expression parse() { return parse_or(); }

 private:
  struct Operand {
    Expression expression;
    std::size_t begin;
    std::size_t end;
  };

  Expression parse_or();
  Expression parse_and();
  Expression parse_basic();
  Expression parse_negation();
  Expression parse_parenthesis();
  Expression to_test(Operand operand) const;
  std::optional<Comparison> parse_comparison();
  void check_comparable(const Operand& operand) const;
  Operand parse_operand();
  Expression parse_operand_expression();
  Expression parse_query();
  Expression parse_number();
  Expression parse_word();
  Expression parse_call(std::string_view name, std::size_t begin);
  void check_arguments(Expression& call, const std::vector<Operand>& arguments, std::size_t begin) const;
  void compile_pattern(Expression& call, const Operand& argument) const;

  PathParser& in_;
};

}  // namespace concord::document
