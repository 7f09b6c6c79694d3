#include "loose_json.h"

#include "loose_text.h"

#include <concord/page/page_blocks.h>

#include <array>
#include <unordered_map>

namespace concord::page {
namespace {

enum class Fault {
  Comment,
  TrailingComma,
  MissingComma,
  Quotes,
  BareKey,
  Ellipsis,
  Placeholder,
  Duplicate,
  LineFeed,
  End,
  Depth
};

std::string_view fault_name(Fault fault) {
  static constexpr auto names =
      std::to_array<std::string_view>({"a comment", "a trailing comma", "a missing comma", "single quotes",
                                       "a key without quotes", "\"...\"", "a placeholder", "a member that stands twice",
                                       "a line feed in a string", "a missing end", "a nesting too deep"});
  return names[static_cast<std::size_t>(fault)];
}

class LooseReader {
 public:
  LooseReader(const Source& page, std::size_t begin, std::size_t end) : page_(page), text_(page, begin, end) {}

  std::optional<LooseJson> read() {
    skip_blanks();
    if (text_.peek() != '{' && text_.peek() != '[') return std::nullopt;
    out_.value = value(0);
    out_.is_whole = out_.is_whole && !is_lost_;
    skip_blanks();
    out_.end = text_.at();
    return std::move(out_);
  }

 private:
  bool is_done() const { return text_.is_at_end() || is_lost_; }

  void blame(Fault fault, std::size_t begin, std::size_t length = 1) {
    if (fault == Fault::Ellipsis || fault == Fault::Placeholder || fault == Fault::End || fault == Fault::Depth)
      out_.is_whole = false;
    const unsigned bit = 1u << static_cast<unsigned>(fault);
    if ((seen_ & bit) != 0) return;
    if (seen_ == 0) out_.first_fault = span_of(page_, begin, std::min(begin + length, text_.size()));
    seen_ |= bit;
    if (!out_.faults.empty()) out_.faults += ", ";
    out_.faults += fault_name(fault);
  }

  void skip_blanks() {
    if (const auto comment = text_.skip_blanks()) blame(Fault::Comment, *comment, 2);
  }

  // `...`, also behind a comma or alone on its line.
  bool skip_ellipsis() {
    const std::size_t begin = text_.at();
    if (!text_.skip("...") && !text_.skip("\u2026")) return false;
    blame(Fault::Ellipsis, begin, text_.at() - begin);
    while (text_.skip(".")) {
    }
    return true;
  }

  Node value(std::size_t depth) {
    if (depth > limits_.depth) {
      blame(Fault::Depth, text_.at());
      is_lost_ = true;
      return {};
    }
    if (text_.peek() == '{') return object(depth);
    if (text_.peek() == '[') return array(depth);
    if (text_.is_at_quote()) return string();
    return word();
  }

  Node object(std::size_t depth) {
    const std::size_t begin = text_.at();
    text_.move_on();
    Node out = Node::object();
    std::unordered_map<std::string, std::size_t> places;
    for (;;) {
      if (!next_part('}')) break;
      const std::size_t key_begin = text_.at();
      const std::string name = key();
      const std::size_t key_end = text_.at();
      skip_blanks();
      if (text_.peek() == ':') {
        text_.move_on();
        skip_blanks();
      } else {
        blame(Fault::Placeholder, key_begin, key_end - key_begin);
        if (text_.at() == key_begin) text_.move_on();
        continue;
      }
      if (skip_ellipsis()) continue;
      Node read = value(depth + 1);
      if (is_placeholder_) continue;
      const auto [known, is_new] = places.try_emplace(name, out.size());
      if (!is_new) {
        blame(Fault::Duplicate, key_begin, key_end - key_begin);
        out.members()[known->second].value = std::move(read);
        continue;
      }
      out.members().push_back({name, std::move(read), span_of(page_, key_begin, key_end)});
    }
    return std::move(out).with_span(text_.span_since(begin));
  }

  Node array(std::size_t depth) {
    const std::size_t begin = text_.at();
    text_.move_on();
    Node out = Node::array();
    while (next_part(']')) {
      Node read = value(depth + 1);
      if (!is_placeholder_) out.push_back(std::move(read));
    }
    return std::move(out).with_span(text_.span_since(begin));
  }

  // Moves to the next member or item; false behind `close`, or at the end of the text.
  bool next_part(char close) {
    bool has_comma = text_.before() == '{' || text_.before() == '[';
    std::optional<std::size_t> comma;
    is_placeholder_ = false;
    for (;;) {
      skip_blanks();
      if (is_done()) {
        if (!is_lost_) blame(Fault::End, text_.at() == 0 ? 0 : text_.at() - 1);
        return false;
      }
      if (text_.peek() == ',') {
        comma = text_.at();
        text_.move_on();
        has_comma = true;
      } else if (skip_ellipsis()) {
        has_comma = true;
        comma.reset();
      } else if (text_.peek() == close) {
        if (comma) blame(Fault::TrailingComma, *comma);
        text_.move_on();
        return false;
      } else if (text_.peek() == '}' || text_.peek() == ']') {
        blame(Fault::End, text_.at());
        is_lost_ = true;
        return false;
      } else {
        if (!has_comma) blame(Fault::MissingComma, text_.at());
        return true;
      }
    }
  }

  std::string key() {
    if (text_.is_at_quote()) return string().as_string();
    const std::size_t begin = text_.at();
    const std::string_view name = text_.take_name(word_signs);
    if (!name.empty()) blame(Fault::BareKey, begin, name.size());
    return std::string(name);
  }

  Node string() {
    const std::size_t begin = text_.at();
    if (text_.peek() == '\'') blame(Fault::Quotes, begin);
    LooseText::Quoted quoted = text_.take_quoted(LooseText::Lines::Many);
    if (quoted.line_feed) blame(Fault::LineFeed, *quoted.line_feed);
    if (!quoted.is_closed) blame(Fault::End, begin);
    return Node(std::move(quoted.text)).with_span(text_.span_since(begin));
  }

  // true, a number, or what stands for a value: `<token>`, `string`, `undefined`.
  Node word() {
    const std::size_t begin = text_.at();
    const std::string_view word = text_.take_name(word_signs);
    const base::Span span = text_.span_since(begin);
    if (word == "true" || word == "false") return Node(word == "true").with_span(span);
    if (word == "null") return Node().with_span(span);
    if (auto number = read_number(word)) return std::move(*number).with_span(span);
    text_.skip_to(",]}\n\"'");
    if (text_.at() == begin && text_.is_at_quote()) text_.move_on();
    blame(Fault::Placeholder, begin, text_.at() - begin);
    is_placeholder_ = true;
    return Node().with_span(text_.span_since(begin));
  }

  static constexpr std::string_view word_signs = "-+.";

  const Source& page_;
  LooseText text_;
  document::ParseLimits limits_;
  LooseJson out_;
  unsigned seen_ = 0;
  bool is_placeholder_ = false;
  bool is_lost_ = false;  // what opens and closes does not match any more
};

}  // namespace

std::optional<LooseJson> read_loose_json(const Source& page, std::size_t begin, std::size_t end) {
  return LooseReader(page, begin, end).read();
}

}  // namespace concord::page
