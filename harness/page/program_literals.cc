#include <concord/page/program_literals.h>

#include "loose_text.h"

#include <algorithm>
#include <optional>

namespace concord::page {
namespace {

using document::Member;

constexpr int most_depth = 32;
constexpr std::size_t most_text = 1u << 20;      // of one sample
constexpr std::size_t most_passed = 10'000'000;  // characters, some again and again where brackets close nothing

class LiteralReader {
 public:
  LiteralReader(const Source& page, std::size_t begin, std::size_t end)
      : text_(page, begin, std::min(end, begin + most_text)) {}

  std::vector<Node> read() {
    std::vector<Node> found;
    while (!text_.is_at_end() && passed_ < most_passed) {
      if (text_.is_at_quote()) {
        if (!string()) text_.move_on();
      } else if (text_.peek() == '{' || text_.peek() == '[') {
        const std::size_t before = text_.at();
        auto value = bracket(0);
        if (value && value->is_object() && value->size() != 0) found.push_back(std::move(*value));
        else text_.move_to(before + 1);
      } else {
        text_.move_on();
      }
    }
    return found;
  }

 private:
  bool take(std::string_view mark) {
    text_.skip_blanks();
    return text_.skip(mark);
  }

  // On one line and closed, else nothing: an apostrophe is no quote.
  std::optional<Node> string() {
    const std::size_t begin = text_.at();
    LooseText::Quoted quoted = text_.take_quoted(LooseText::Lines::One);
    if (quoted.is_closed) return Node(std::move(quoted.text)).with_span(text_.span_since(begin));
    text_.move_to(begin);
    return std::nullopt;
  }

  // { … } or [ … ], with members or with items.
  std::optional<Node> bracket(int depth) {
    if (depth > most_depth) return std::nullopt;
    const std::size_t begin = text_.at();
    const char close = text_.peek() == '{' ? '}' : ']';
    text_.move_on();
    Node object = Node::object(), array = Node::array();
    bool has_members = false;
    while (true) {
      text_.skip_blanks();
      if (text_.is_at_end()) return std::nullopt;
      if (text_.peek() == close) break;
      if (auto key = key_of_member()) {
        has_members = true;
        auto inner = value(depth);
        if (inner && !object.has(key->key)) {
          object.set(key->key, std::move(*inner));
          object.members().back().key_span = key->key_span;
        }
      } else if (auto item = value(depth)) {
        array.push_back(std::move(*item));
      }
      if (!skip_to_next(close)) return std::nullopt;
    }
    text_.move_on();
    return (has_members ? std::move(object) : std::move(array)).with_span(text_.span_since(begin));
  }

  // `name:`, `"name" =>`, `name =`; moves only when it is one.
  std::optional<Member> key_of_member() {
    text_.skip_blanks();
    const std::size_t begin = text_.at();
    Member member;
    if (text_.is_at_quote()) {
      auto text = string();
      if (!text) return std::nullopt;
      member.key = text->as_string();
    } else {
      member.key = std::string(text_.take_name());
    }
    member.key_span = text_.span_since(begin);
    if (!member.key.empty() && (take("=>") || take(":") || (!text_.starts_with("==") && take("=")))) return member;
    text_.move_to(begin);
    return std::nullopt;
  }

  // Nothing for what is no literal; the caller skips it.
  std::optional<Node> value(int depth) {
    text_.skip_blanks();
    const std::size_t begin = text_.at();
    if (text_.is_at_end()) return std::nullopt;
    if (text_.is_at_quote()) return if_it_ends_here(string());
    if (text_.peek() == '{' || text_.peek() == '[') return if_it_ends_here(bracket(depth + 1));
    const std::string_view word = text_.take_name();
    if (word == "new") return constructed(depth);
    const bool is_true = word == "true" || word == "True";
    if (is_true || word == "false" || word == "False")
      return if_it_ends_here(Node(is_true).with_span(text_.span_since(begin)));
    text_.move_to(begin);
    return if_it_ends_here(number());
  }

  // `new string[] { … }`; constructors are no literals.
  std::optional<Node> constructed(int depth) {
    text_.skip_blanks();
    text_.take_name();
    if (take("[") && take("]")) {
      text_.skip_blanks();
      if (text_.peek() == '{') return bracket(depth + 1);
    }
    return std::nullopt;
  }

  std::optional<Node> number() {
    const std::size_t begin = text_.at();
    auto number = read_number(text_.take_name("-."));
    if (!number) return std::nullopt;
    return std::move(*number).with_span(text_.span_since(begin));
  }

  // A literal is the whole value only when nothing but a separator follows.
  std::optional<Node> if_it_ends_here(std::optional<Node> value) {
    const std::size_t after = text_.at();
    text_.skip_blanks();
    const bool is_end = text_.is_at_end() || std::string_view(",}])").find(text_.peek()) != std::string_view::npos;
    text_.move_to(after);
    return is_end ? std::move(value) : std::nullopt;
  }

  // Past the next comma of this level, or before the bracket that closes it.
  bool skip_to_next(char close) {
    int open = 0;
    while (!text_.is_at_end() && ++passed_ < most_passed) {
      const char c = text_.peek();
      if (text_.is_at_quote()) {
        if (!string()) text_.move_on();
        continue;
      }
      if (open == 0 && c == close) return true;
      if (c == '(' || c == '{' || c == '[') ++open;
      if (c == ')' || c == '}' || c == ']') --open;
      if (open < 0) return false;
      text_.move_on();
      if (open == 0 && c == ',') return true;
    }
    return false;
  }

  LooseText text_;
  std::size_t passed_ = 0;
};

}  // namespace

std::vector<Node> read_literals(const Source& page, std::size_t begin, std::size_t end) {
  return LiteralReader(page, begin, end).read();
}

}  // namespace concord::page
