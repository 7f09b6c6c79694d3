// What a JSONPath text means, as plain data: made by jsonpath_parser.cc, read by jsonpath_select.cc.
#pragma once
#include "i_regexp.h"

#include <concord/document/jsonpath.h>

namespace concord::document {

struct Expression;

struct Selector {
  enum class Kind : std::uint8_t { Name, Wildcard, Index, Slice, Filter };
  Kind kind = Kind::Wildcard;
  std::string name;
  std::int64_t index = 0;
  std::optional<std::int64_t> start;
  std::optional<std::int64_t> end;
  std::int64_t step = 1;
  std::shared_ptr<const Expression> filter;
};

struct Segment {
  bool is_descendant = false;
  std::vector<Selector> selectors;
};

struct PathQuery {
  bool is_relative = false;  // begins with '@'
  std::vector<Segment> segments;

  bool is_singular() const;
};

enum class Function : std::uint8_t { Length, Count, Match, Search, Value };
enum class Comparison : std::uint8_t { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

struct Expression {
  enum class Kind : std::uint8_t { Or, And, Not, Compare, Exists, Call, Literal, Query };
  Kind kind = Kind::Literal;
  std::vector<Expression> operands;  // of Or, And, Not, Compare; arguments of Call; for Exists the query
  Comparison comparison = Comparison::Equal;
  Function function = Function::Length;
  std::optional<IRegexp> pattern;  // of match and search, when it is written as a literal
  Node literal;
  PathQuery query;
};

struct JsonPath::Query {
  std::string text;
  PathQuery path;
};

// The only message when there is one. `offset` is within the text.
struct PathMistake {
  std::string kind;
  std::string message;
  std::size_t offset = 0;
  std::size_t end = 0;
  std::string hint;
};
std::variant<PathQuery, PathMistake> parse_path(std::string_view text);

}  // namespace concord::document
