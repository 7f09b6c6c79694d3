#include "loose_literal.h"

#include <concord/base/text.h>

#include <algorithm>
#include <optional>

namespace concord::lint {
namespace {

using document::Member;
using document::Node;

constexpr int most_depth = 32;
constexpr std::size_t most_text = 1u << 20;  // of one sample

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

class Reader {
 public:
  Reader(const base::Source& page, std::size_t begin, std::size_t end)
      : page_(page), text_(std::string_view(page.text()).substr(0, std::min(end, begin + most_text))), at_(begin) {}

  std::vector<Node> read() {
    std::vector<Node> found;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        if (!string()) ++at_;
      } else if (c == '{' || c == '[') {
        const std::size_t before = at_;
        auto value = bracket(0);
        if (value && value->is_object() && value->size() != 0)
          found.push_back(std::move(*value));
        else
          at_ = before + 1;
      } else {
        ++at_;
      }
    }
    return found;
  }

 private:
  base::Span span(std::size_t begin) const {
    return {&page_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
  }

  void skip_blanks() {
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (is_space(rest[0])) {
        ++at_;
      } else if (rest.starts_with("//") || rest[0] == '#') {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else {
        return;
      }
    }
  }

  bool take(std::string_view mark) {
    skip_blanks();
    if (!text_.substr(at_).starts_with(mark)) return false;
    at_ += mark.size();
    return true;
  }

  std::optional<Node> string() {
    const std::size_t begin = at_;
    const char quote = text_[at_++];
    std::string out;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      out += text_[at_++];
    }
    if (at_ >= text_.size() || text_[at_] != quote) {
      at_ = begin;
      return std::nullopt;
    }
    ++at_;
    return Node(std::move(out)).with_span(span(begin));
  }

  std::string_view name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  // { … } or [ … ], with members or with items.
  std::optional<Node> bracket(int depth) {
    if (depth > most_depth) return std::nullopt;
    const std::size_t begin = at_;
    const char close = text_[at_++] == '{' ? '}' : ']';
    Node object = Node::object(), array = Node::array();
    bool has_members = false;
    while (true) {
      skip_blanks();
      if (at_ >= text_.size()) return std::nullopt;
      if (text_[at_] == close) break;
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
    ++at_;
    return (has_members ? std::move(object) : std::move(array)).with_span(span(begin));
  }

  // `name:`, `"name" =>`, `name =`; moves only when it is one.
  std::optional<Member> key_of_member() {
    skip_blanks();
    const std::size_t begin = at_;
    Member member;
    if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) {
      auto text = string();
      if (!text) return std::nullopt;
      member.key = text->as_string();
    } else {
      member.key = std::string(name());
    }
    member.key_span = span(begin);
    if (!member.key.empty() && (take("=>") || take(":") || (!text_.substr(at_).starts_with("==") && take("="))))
      return member;
    at_ = begin;
    return std::nullopt;
  }

  // Nothing for what is no literal; the caller skips it.
  std::optional<Node> value(int depth) {
    skip_blanks();
    if (at_ >= text_.size()) return std::nullopt;
    const std::size_t begin = at_;
    const char c = text_[at_];
    if (c == '"' || c == '\'') return ends_here(string(), begin);
    if (c == '{' || c == '[') return ends_here(bracket(depth + 1), begin);
    const std::string_view word = name();
    if (word == "new") return constructed(depth);
    if (word == "true" || word == "True") return ends_here(Node(true).with_span(span(begin)), begin);
    if (word == "false" || word == "False") return ends_here(Node(false).with_span(span(begin)), begin);
    at_ = begin;
    return ends_here(number(), begin);
  }

  // `new string[] { … }`; constructors are no literals.
  std::optional<Node> constructed(int depth) {
    skip_blanks();
    name();
    if (take("[") && take("]")) {
      skip_blanks();
      if (at_ < text_.size() && text_[at_] == '{') return bracket(depth + 1);
    }
    return std::nullopt;
  }

  std::optional<Node> number() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && ((text_[at_] >= '0' && text_[at_] <= '9') || text_[at_] == '-' || text_[at_] == '.'))
      ++at_;
    document::ParsedJson parsed = document::parse_answer_json(text_.substr(begin, at_ - begin));
    if (!parsed.root || !parsed.faults.empty()) return std::nullopt;
    return std::move(*parsed.root).with_span(span(begin));
  }

  // A literal is the whole value only when nothing but a separator follows.
  std::optional<Node> ends_here(std::optional<Node> value, std::size_t) {
    const std::size_t after = at_;
    skip_blanks();
    const bool is_end =
        at_ >= text_.size() || text_[at_] == ',' || text_[at_] == '}' || text_[at_] == ']' || text_[at_] == ')';
    at_ = after;
    return is_end ? std::move(value) : std::nullopt;
  }

  // Past the next comma of this level, or before the bracket that closes it.
  bool skip_to_next(char close) {
    int open = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        if (!string()) ++at_;
        continue;
      }
      if (open == 0 && c == close) return true;
      if (c == '(' || c == '{' || c == '[') ++open;
      if (c == ')' || c == '}' || c == ']') --open;
      if (open < 0) return false;
      ++at_;
      if (open == 0 && c == ',') return true;
    }
    return false;
  }

  const base::Source& page_;
  std::string_view text_;
  std::size_t at_;
};

}  // namespace

std::vector<Node> read_literals(const base::Source& page, std::size_t begin, std::size_t end) {
  return Reader(page, begin, end).read();
}

}  // namespace concord::lint
