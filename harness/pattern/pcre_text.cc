#include "pcre.h"

namespace concord::pattern {
namespace {

std::string code(char32_t value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string digits;
  for (; value != 0 || digits.empty(); value >>= 4) digits.insert(digits.begin(), kHex[value & 15]);
  return "\\x{" + digits + "}";
}

constexpr std::string_view kNothing = "(?!)";

class Writer {
 public:
  explicit Writer(const Pattern& pattern) : pattern_(pattern) {}

  std::string run() {
    write(pattern_.root);
    return std::move(out_);
  }

 private:
  void write(std::uint32_t index) {
    const PatternNode& node = pattern_[index];
    switch (node.kind) {
      case PatternKind::Character: character(node.value); break;
      case PatternKind::Set: set(pattern_.sets[node.value]); break;
      case PatternKind::Sequence:
        for (const std::uint32_t child : node.children) write_item(child);
        break;
      case PatternKind::Choice: choice(node); break;
      case PatternKind::Repeat: repeat(node); break;
      case PatternKind::Group: group(pattern_.has_back_references ? "(" : "(?:", node.children[0]); break;
      case PatternKind::Look: look(node); break;
      case PatternKind::Start: out_ += "\\A"; break;
      case PatternKind::End: out_ += "\\z"; break;
      case PatternKind::WordBoundary: out_ += node.is_negated ? "\\B" : "\\b"; break;
      case PatternKind::BackReference: out_ += "\\g{" + std::to_string(node.value) + "}"; break;
    }
  }

  // Within a sequence.
  void write_item(std::uint32_t index) {
    if (pattern_[index].kind == PatternKind::Choice) {
      group("(?:", index);
    } else {
      write(index);
    }
  }

  void character(char32_t point) {
    const bool is_surrogate = point >= 0xD800 && point <= 0xDFFF;
    out_ += is_surrogate ? std::string(kNothing) : code(point);
  }

  void set(const CodePointSet& set) {
    if (set.ranges.empty() && set.properties.empty()) {
      out_ += set.is_negated ? "(?s:.)" : kNothing;
      return;
    }
    out_ += set.is_negated ? "[^" : "[";
    for (const CodePointRange& range : set.ranges) {
      out_ += code(range.first);
      if (range.last != range.first) out_ += "-" + code(range.last);
    }
    for (const PropertyUse& property : set.properties) {
      out_ += (property.is_negated ? "\\P{" : "\\p{") + property.pcre + "}";
    }
    out_ += "]";
  }

  void group(std::string_view opening, std::uint32_t inside) {
    out_ += opening;
    write(inside);
    out_ += ")";
  }

  void choice(const PatternNode& node) {
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (i != 0) out_ += "|";
      write(node.children[i]);
    }
  }

  void look(const PatternNode& node) {
    const std::string_view opening = node.is_behind ? "(?<" : "(?";
    group(std::string(opening) + (node.is_negated ? "!" : "="), node.children[0]);
  }

  void repeat(const PatternNode& node) {
    if (node.most == 0 && !pattern_.has_back_references) return;  // PCRE2 10.42 is led astray by anchors within
    const PatternKind kind = pattern_[node.children[0]].kind;
    if (kind == PatternKind::Character || kind == PatternKind::Set || kind == PatternKind::Group) {
      write(node.children[0]);
    } else {
      group("(?:", node.children[0]);
    }
    out_ += "{" + std::to_string(node.least);
    if (node.most != node.least) out_ += ",";
    if (node.most != node.least && node.most != kUnbounded) out_ += std::to_string(node.most);
    out_ += node.is_lazy ? "}?" : "}";
  }

  const Pattern& pattern_;
  std::string out_;
};

}  // namespace

std::string write_pcre(const Pattern& pattern) { return Writer(pattern).run(); }

}  // namespace concord::pattern
