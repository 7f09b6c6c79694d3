// The form of templates: a text is cut into pieces, what is between braces into alternatives of terms.
#pragma once
#include <concord/document.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace concord::templates {

using document::Node;

// A name such as body.theme (also of a function, with its offset: now+30m), or a value written out.
struct Term {
  std::string name;  // "" when it is a value
  std::optional<Node> literal;
};

// What is between two bars: {{first a b | second}}.
struct Alternative {
  std::vector<Term> terms;  // at least one
  std::string text;         // as it is written, without blanks around
};

struct Template {
  std::vector<Alternative> alternatives;  // at least one
};
struct Escape {};  // {{{{}}, for two braces
struct Malformed {
  std::string message;
  std::string hint;
};

struct Piece {
  std::variant<std::string_view, Template, Escape, Malformed> content;  // std::string_view: text as it is
  std::size_t begin = 0;                                                // within the text
  std::size_t end = 0;
};

// The pieces view `text`. After an unclosed template there is no further piece.
std::vector<Piece> cut(std::string_view text);

// The same, kept: a suite's templates are rendered once a row. The pieces view `text` of what is returned.
struct CutText {
  std::string text;
  std::vector<Piece> pieces;
};
std::shared_ptr<const CutText> cut_once(std::string_view text);

// As a string in double quotes that cut() reads back.
std::string quote(std::string_view text);

}  // namespace concord::templates
