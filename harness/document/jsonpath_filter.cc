#include "jsonpath_parser.h"

#include "json_text.h"
#include "number.h"

#include <concord/base/ascii.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::document {
namespace {

using base::is_digit;

using Form = Expression::Kind;

bool is_function_first(char c) { return c >= 'a' && c <= 'z'; }
bool is_function_character(char c) { return is_function_first(c) || is_digit(c) || c == '_'; }

// Section 2.4.1: what an argument or a result is.
enum class Type : std::uint8_t { Value, Logical, Nodes };

struct Signature {
  std::string_view name;
  Function function;
  Type result;
  std::vector<Type> parameters;
};

const std::array<Signature, 5>& signatures() {
  static const std::array<Signature, 5> table = {
      Signature{"length", Function::Length, Type::Value, {Type::Value}},
      Signature{"count", Function::Count, Type::Value, {Type::Nodes}},
      Signature{"match", Function::Match, Type::Logical, {Type::Value, Type::Value}},
      Signature{"search", Function::Search, Type::Logical, {Type::Value, Type::Value}},
      Signature{"value", Function::Value, Type::Value, {Type::Nodes}}};
  return table;
}

const Signature& signature_of(Function function) { return signatures()[static_cast<std::size_t>(function)]; }

Expression make(Form kind, std::vector<Expression> operands) {
  Expression expression;
  expression.kind = kind;
  expression.operands = std::move(operands);
  return expression;
}

Expression literal(Node value) {
  Expression expression;
  expression.literal = std::move(value);
  return expression;
}

bool is_value(const Expression& expression) {
  if (expression.kind == Form::Query) return expression.query.is_singular();
  if (expression.kind == Form::Call) return signature_of(expression.function).result == Type::Value;
  return expression.kind == Form::Literal;
}

}  // namespace

Expression FilterParser::parse_or() {
  in_.enter();
  std::vector<Expression> operands;
  do {
    in_.skip_blanks();
    operands.push_back(parse_and());
    in_.skip_blanks();
  } while (in_.takes("||"));
  in_.leave();
  return operands.size() == 1 ? std::move(operands[0]) : make(Form::Or, std::move(operands));
}

Expression FilterParser::parse_and() {
  std::vector<Expression> operands;
  do {
    in_.skip_blanks();
    operands.push_back(parse_basic());
    in_.skip_blanks();
  } while (in_.takes("&&"));
  return operands.size() == 1 ? std::move(operands[0]) : make(Form::And, std::move(operands));
}

Expression FilterParser::parse_basic() {
  if (in_.peek() == '!') return parse_negation();
  if (in_.peek() == '(') return parse_parenthesis();
  Operand left = parse_operand();
  in_.skip_blanks();
  const auto comparison = parse_comparison();
  if (!comparison) return to_test(std::move(left));
  check_comparable(left);
  in_.skip_blanks();
  Operand right = parse_operand();
  check_comparable(right);
  std::vector<Expression> operands;
  operands.push_back(std::move(left.expression));
  operands.push_back(std::move(right.expression));
  Expression expression = make(Form::Compare, std::move(operands));
  expression.comparison = *comparison;
  return expression;
}

Expression FilterParser::parse_negation() {
  in_.expect("!", "'!'");
  in_.skip_blanks();
  std::vector<Expression> operands;
  operands.push_back(in_.peek() == '(' ? parse_parenthesis() : to_test(parse_operand()));
  return make(Form::Not, std::move(operands));
}

Expression FilterParser::parse_parenthesis() {
  in_.expect("(", "'('");
  Expression inner = parse_or();
  in_.expect(")", "')'");
  return inner;
}

Expression FilterParser::to_test(Operand operand) const {
  Expression& expression = operand.expression;
  if (expression.kind == Form::Literal) {
    in_.fail_at(operand.begin, operand.end, "type", "a literal must be compared with something");
  }
  if (expression.kind == Form::Call) {
    const Signature& signature = signature_of(expression.function);
    if (signature.result != Type::Value) return std::move(expression);
    in_.fail_at(operand.begin, operand.end, "type",
                fmt::format("the result of {}() must be compared with something", signature.name));
  }
  std::vector<Expression> operands;
  operands.push_back(std::move(expression));
  return make(Form::Exists, std::move(operands));
}

std::optional<Comparison> FilterParser::parse_comparison() {
  constexpr std::array<std::pair<std::string_view, Comparison>, 6> operators = {{{"==", Comparison::Equal},
                                                                                 {"!=", Comparison::NotEqual},
                                                                                 {"<=", Comparison::LessOrEqual},
                                                                                 {">=", Comparison::GreaterOrEqual},
                                                                                 {"<", Comparison::Less},
                                                                                 {">", Comparison::Greater}}};
  for (const auto& [text, comparison] : operators) {
    if (in_.takes(text)) return comparison;
  }
  if (in_.peek() == '=') in_.fail("'=' is no operator of JSONPath", "write ==");
  return std::nullopt;
}

void FilterParser::check_comparable(const Operand& operand) const {
  const Expression& expression = operand.expression;
  if (is_value(expression)) return;
  if (expression.kind == Form::Query) {
    in_.fail_at(operand.begin, operand.end, "type", "a path that may select several values cannot be compared",
                "use only names and single indices, or value() or count()");
  }
  in_.fail_at(operand.begin, operand.end, "type",
              fmt::format("the result of {}() is true or false by itself and cannot be compared",
                          signature_of(expression.function).name));
}

FilterParser::Operand FilterParser::parse_operand() {
  const std::size_t begin = in_.at_;
  Expression expression = parse_operand_expression();
  return {std::move(expression), begin, in_.at_};
}

Expression FilterParser::parse_operand_expression() {
  const char c = in_.peek();
  if (c == '$' || c == '@') return parse_query();
  if (c == '\'' || c == '"') return literal(Node(in_.parse_string()));
  if (is_digit(c) || c == '-') return parse_number();
  if (is_function_first(c)) return parse_word();
  in_.fail_expected("a path, a literal or a function");
}

Expression FilterParser::parse_query() {
  Expression expression;
  expression.kind = Form::Query;
  expression.query.is_relative = in_.text_[in_.at_++] == '@';
  in_.enter();
  in_.parse_segments(expression.query);
  in_.leave();
  return expression;
}

Expression FilterParser::parse_number() {
  const std::size_t begin = in_.at_;
  const auto digits = [&](std::string_view what) {
    if (!is_digit(in_.peek())) in_.fail_expected(what);
    while (is_digit(in_.peek())) ++in_.at_;
  };
  in_.takes("-");
  const std::size_t whole = in_.at_;
  digits("a digit behind '-'");
  if (in_.text_[whole] == '0' && in_.at_ > whole + 1) {
    in_.fail_at(begin, in_.at_, "syntax", "a number must not have leading zeros");
  }
  if (in_.takes(".")) digits("a digit behind '.'");
  if (in_.takes("e") || in_.takes("E")) {
    if (!in_.takes("+")) in_.takes("-");
    digits("a digit in the exponent");
  }
  return literal(read_number(in_.text_.substr(begin, in_.at_ - begin)));
}

Expression FilterParser::parse_word() {
  const std::size_t begin = in_.at_;
  while (!in_.at_end() && is_function_character(in_.peek())) ++in_.at_;
  const std::string_view word = in_.text_.substr(begin, in_.at_ - begin);
  if (in_.peek() == '(') return parse_call(word, begin);
  if (word == "true") return literal(Node(true));
  if (word == "false") return literal(Node(false));
  if (word == "null") return literal(Node());
  in_.fail_at(begin, in_.at_, "syntax", fmt::format("'{}' is neither a literal nor a function", shown_key(word)),
              "a string stands in quotes, a path begins with '@' or '$'");
}

Expression FilterParser::parse_call(std::string_view name, std::size_t begin) {
  const auto& table = signatures();
  const auto found = std::find_if(table.begin(), table.end(), [&](const Signature& s) { return s.name == name; });
  if (found == table.end()) {
    std::vector<std::string> names;
    for (const Signature& signature : table) names.emplace_back(signature.name);
    in_.fail_at(begin, in_.at_, "unknown-function", fmt::format("unknown function {}()", shown_key(name)),
                base::did_you_mean(name, names));
  }
  in_.expect("(", "'('");
  in_.enter();
  std::vector<Operand> arguments;
  in_.skip_blanks();
  if (in_.peek() != ')') {
    do {
      in_.skip_blanks();
      arguments.push_back(parse_operand());
      in_.skip_blanks();
    } while (in_.takes(","));
  }
  in_.expect(")", "',' or ')'");
  in_.leave();
  Expression call;
  call.kind = Form::Call;
  call.function = found->function;
  check_arguments(call, arguments, begin);
  for (Operand& argument : arguments) call.operands.push_back(std::move(argument.expression));
  return call;
}

void FilterParser::check_arguments(Expression& call, const std::vector<Operand>& arguments, std::size_t begin) const {
  const Signature& signature = signature_of(call.function);
  const std::size_t count = signature.parameters.size();
  if (arguments.size() != count) {
    in_.fail_at(
        begin, in_.at_, "type",
        fmt::format("{}() takes {}, not {}", signature.name, base::counted(count, "argument"), arguments.size()));
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Operand& argument = arguments[i];
    const bool wants_nodes = signature.parameters[i] == Type::Nodes;
    if (wants_nodes ? argument.expression.kind == Form::Query : is_value(argument.expression)) continue;
    in_.fail_at(
        argument.begin, argument.end, "type",
        fmt::format(
            "{}() needs {}", signature.name,
            wants_nodes ? "a path" : "a single value: a literal, a path to one value, or a function with a value"));
  }
  if (call.function == Function::Match || call.function == Function::Search) compile_pattern(call, arguments[1]);
}

// RFC 9535 lets a bad pattern match nothing. One that stands in the path itself is a mistake of its author.
void FilterParser::compile_pattern(Expression& call, const Operand& argument) const {
  if (argument.expression.kind != Form::Literal || !argument.expression.literal.is_string()) return;
  std::string why;
  call.pattern = IRegexp::compile(argument.expression.literal.as_string(), &why);
  if (!call.pattern) in_.fail_at(argument.begin, argument.end, "regexp", "the regular expression is wrong: " + why);
}

}  // namespace concord::document
