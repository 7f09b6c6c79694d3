// A pattern of ECMA-262 (mode u) as a tree, and the sets of code points in it. The parser makes it, the matchers read
// it.
#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace concord::pattern {

struct CodePointRange {
  char32_t first, last;  // both belong to it
  friend bool operator==(const CodePointRange&, const CodePointRange&) = default;
};

struct PropertyUse {
  std::string pcre;  // as PCRE2 names it between the braces of \p{}: "Lu", "sc:Greek"
  bool is_negated;   // \P
  friend bool operator==(const PropertyUse&, const PropertyUse&) = default;
};

// Ranges and properties together, or all but them. Surrogates are in no set: valid UTF-8 has none.
struct CodePointSet {
  std::vector<CodePointRange> ranges;  // after normalize(): sorted, with gaps between them
  std::vector<PropertyUse> properties;
  bool is_negated = false;

  void add(char32_t first, char32_t last) { ranges.push_back({first, last}); }
  void add(const CodePointSet& other);  // which is not negated
  void normalize();
  friend bool operator==(const CodePointSet&, const CodePointSet&) = default;
};

constexpr char32_t kLastCodePoint = 0x10FFFF;

// What is left of all code points; `ranges` as after normalize().
std::vector<CodePointRange> complement(const std::vector<CodePointRange>& ranges);
bool contains(const std::vector<CodePointRange>& ranges, char32_t point);

const CodePointSet& digits();       // \d
const CodePointSet& words();        // \w
const CodePointSet& white_space();  // \s
const CodePointSet& line_ends();    // what . leaves out

enum class PatternKind : std::uint8_t {
  Character,      // value: the code point
  Set,            // value: index into Pattern::sets
  Sequence,       // children, one after the other; none: the empty pattern
  Choice,         // children, two or more
  Repeat,         // one child, least to most times
  Group,          // one child; value: its number
  Look,           // one child, which must (not, if negated) match after or before the place
  Start,          // ^
  End,            // $
  WordBoundary,   // \b, or \B if negated
  BackReference,  // value: number of the group
};

constexpr std::uint32_t kUnbounded = std::numeric_limits<std::uint32_t>::max();

struct PatternNode {
  PatternKind kind;
  bool is_negated = false;
  bool is_behind = false;  // of Look: (?<=
  bool is_lazy = false;
  std::uint32_t value = 0;
  std::uint32_t least = 0, most = 0;
  std::vector<std::uint32_t> children = {};  // indices into Pattern::nodes
};

struct Pattern {
  std::vector<PatternNode> nodes;
  std::vector<CodePointSet> sets;
  std::uint32_t root = 0;
  std::uint32_t groups = 0;
  bool has_looks = false, has_back_references = false, has_properties = false;

  const PatternNode& operator[](std::uint32_t index) const { return nodes[index]; }
};

struct PatternProblem {
  std::string message;     // "" when there is none, else e.g. "( is never closed"
  std::size_t offset = 0;  // in bytes
  bool is_limit = false;   // it is a pattern of ECMA-262, but past a bound of Concord
};

struct ParsedPattern {
  Pattern pattern;  // only when there is no problem
  PatternProblem problem;
};

// Time and memory are linear in the text, however deep groups are nested.
ParsedPattern parse_pattern(std::string_view text);

}  // namespace concord::pattern
