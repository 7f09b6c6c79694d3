#include "expression.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <charconv>
#include <unordered_map>

namespace concord::templates {
namespace {

using base::is_blank;
using base::is_digit;

constexpr std::string_view opening = "{{";
constexpr std::string_view closing = "}}";
constexpr std::string_view escape = "{{{{}}";
constexpr std::size_t max_terms = 16;
constexpr std::size_t max_name = 256;
constexpr std::size_t longest_kept = 1024, most_kept = 1024;  // bytes; texts a thread

bool ends_word(char c) { return is_blank(c) || c == '"' || c == '|' || c == '{' || c == '}'; }

// Where the template that opens at `begin` ends, its braces included; npos when it never does.
// Braces in strings do not count.
std::size_t find_end(std::string_view text, std::size_t begin) {
  bool in_string = false;
  for (std::size_t at = begin + opening.size(); at < text.size(); ++at) {
    if (in_string && text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      in_string = !in_string;
    } else if (!in_string && text.substr(at).starts_with(closing)) {
      return at + closing.size();
    }
  }
  return std::string_view::npos;
}

// JSON's number grammar: 007 and 1.2.3 are no numbers but names.
bool is_number(std::string_view word) {
  const auto digits = [&word] {
    std::size_t count = 0;
    while (count < word.size() && is_digit(word[count])) ++count;
    word.remove_prefix(count);
    return count;
  };
  if (word.starts_with('-')) word.remove_prefix(1);
  const bool starts_with_zero = word.starts_with('0');
  const std::size_t whole = digits();
  if (whole == 0 || (starts_with_zero && whole > 1)) return false;
  if (word.starts_with('.')) {
    word.remove_prefix(1);
    if (digits() == 0) return false;
  }
  if (word.starts_with('e') || word.starts_with('E')) {
    word.remove_prefix(1);
    if (word.starts_with('+') || word.starts_with('-')) word.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return word.empty();
}

Node number(std::string_view word) {
  std::int64_t integer = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), integer);
  if (error == std::errc() && end == word.data() + word.size() && word != "-0") return Node(integer);
  return Node(document::Decimal{std::string(word)});
}

Term term_of(std::string_view word) {
  if (word == "true") return {"", Node(true)};
  if (word == "false") return {"", Node(false)};
  if (word == "null") return {"", Node()};
  if (is_number(word)) return {"", number(word)};
  return {std::string(word), std::nullopt};
}

// Reads what is between the braces. The first mistake ends it.
class Parser {
 public:
  explicit Parser(std::string_view inside) : rest_(inside) {}

  std::variant<Template, Malformed> parse() {
    while (!malformed_) {
      alternative();
      if (rest_.empty()) break;
      rest_.remove_prefix(1);  // the bar
    }
    if (malformed_) return std::move(*malformed_);
    return std::move(result_);
  }

 private:
  void alternative() {
    Alternative read;
    const std::string_view from = rest_;
    for (skip_blanks(); !malformed_ && !rest_.empty() && rest_.front() != '|'; skip_blanks()) term(read.terms);
    if (read.terms.empty()) fail("a template needs a name or a function between its braces and bars");
    read.text = base::trim(from.substr(0, from.size() - rest_.size()));
    result_.alternatives.push_back(std::move(read));
    if (result_.alternatives.size() > max_terms) fail("a template has too many alternatives");
  }

  void term(std::vector<Term>& terms) {
    if (rest_.front() == '"') {
      terms.push_back({"", Node(string())});
    } else if (ends_word(rest_.front())) {
      fail(std::string("unexpected '") + rest_.front() + "' in a template", "\"{{{{}}\" writes two braces");
    } else {
      terms.push_back(term_of(word()));
    }
    if (terms.size() > max_terms) fail("a template has too many arguments");
  }

  std::string_view word() {
    std::size_t size = 0;
    while (size < rest_.size() && !ends_word(rest_[size])) ++size;
    const std::string_view word = rest_.substr(0, size);
    rest_.remove_prefix(size);
    if (size > max_name) fail("a name in a template is longer than " + std::to_string(max_name) + " bytes");
    return word;
  }

  std::string string() {
    std::string value;
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_.front() != '"') {
      value += rest_.front() == '\\' ? escaped() : rest_.front();
      rest_.remove_prefix(1);
    }
    if (!rest_.empty()) rest_.remove_prefix(1);
    return value;
  }

  char escaped() {
    rest_.remove_prefix(1);  // find_end() has seen to it that a character follows
    switch (rest_.front()) {
      case '"': return '"';
      case '\\': return '\\';
      case 'n': return '\n';
      case 'r': return '\r';
      case 't': return '\t';
      default:
        fail(std::string("unknown escape \"\\") + rest_.front() + "\" in a template", R"(known are \" \\ \n \r \t)");
    }
    return ' ';
  }

  void skip_blanks() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
  }

  void fail(std::string message, std::string hint = {}) {
    if (!malformed_) malformed_ = Malformed{std::move(message), std::move(hint)};
  }

  std::string_view rest_;
  Template result_;
  std::optional<Malformed> malformed_;
};

Piece cut_template(std::string_view text, std::size_t begin) {
  if (text.substr(begin).starts_with(escape)) return {Escape{}, begin, begin + escape.size()};
  const std::size_t end = find_end(text, begin);
  if (end == std::string_view::npos) {
    return {Malformed{"\"{{\" is never closed", "\"{{{{}}\" writes two braces"}, begin, text.size()};
  }
  const std::size_t inside = begin + opening.size();
  auto parsed = Parser(text.substr(inside, end - closing.size() - inside)).parse();
  if (auto* malformed = std::get_if<Malformed>(&parsed)) return {std::move(*malformed), begin, end};
  return {std::move(std::get<Template>(parsed)), begin, end};
}

// Made in place: g++ 12 takes a moved variant for uninitialised.
void add_text(std::vector<Piece>& pieces, std::string_view text, std::size_t begin, std::size_t end) {
  Piece& piece = pieces.emplace_back();
  piece.content.emplace<std::string_view>(text.substr(begin, end - begin));
  piece.begin = begin;
  piece.end = end;
}

}  // namespace

std::vector<Piece> cut(std::string_view text) {
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = std::min(text.find(opening, at), text.size());
    if (begin > at) add_text(pieces, text, at, begin);
    if (begin == text.size()) break;
    pieces.push_back(cut_template(text, begin));
    at = pieces.back().end;
  }
  return pieces;
}

std::shared_ptr<const CutText> cut_once(std::string_view text) {
  static thread_local std::unordered_map<std::string_view, std::shared_ptr<const CutText>> kept;  // keys view the texts
  if (const auto known = kept.find(text); known != kept.end()) return known->second;
  const auto made = std::make_shared<CutText>();
  made->text = text;
  made->pieces = cut(made->text);
  if (text.size() > longest_kept) return made;
  if (kept.size() >= most_kept) kept.clear();
  kept.emplace(made->text, made);
  return made;
}

std::string quote(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': quoted += "\\\""; break;
      case '\\': quoted += "\\\\"; break;
      case '\n': quoted += "\\n"; break;
      case '\r': quoted += "\\r"; break;
      case '\t': quoted += "\\t"; break;
      default: quoted += c;
    }
  }
  return quoted + '"';
}

}  // namespace concord::templates
