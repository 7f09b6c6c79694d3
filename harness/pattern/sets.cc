// Sets of code points, and the sets that ECMA-262 has names for (22.2.2.9 CharacterClassEscape, 12.2 and 12.3).
#include "tree.h"

#include <algorithm>

namespace concord::pattern {
namespace {

constexpr char32_t kFirstSurrogate = 0xD800, kLastSurrogate = 0xDFFF;

// What remains of the range beside the surrogates.
void append_without_surrogates(std::vector<CodePointRange>& to, CodePointRange range) {
  if (range.last < kFirstSurrogate || range.first > kLastSurrogate) return to.push_back(range);
  if (range.first < kFirstSurrogate) to.push_back({range.first, kFirstSurrogate - 1});
  if (range.last > kLastSurrogate) to.push_back({kLastSurrogate + 1, range.last});
}

CodePointSet set_of(std::vector<CodePointRange> ranges) {
  CodePointSet set;
  set.ranges = std::move(ranges);
  set.normalize();
  return set;
}

}  // namespace

void CodePointSet::add(const CodePointSet& other) {
  ranges.insert(ranges.end(), other.ranges.begin(), other.ranges.end());
  properties.insert(properties.end(), other.properties.begin(), other.properties.end());
}

void CodePointSet::normalize() {
  std::vector<CodePointRange> sorted;
  for (const CodePointRange& range : ranges) append_without_surrogates(sorted, range);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  ranges.clear();
  for (const CodePointRange& range : sorted) {
    if (!ranges.empty() && range.first <= ranges.back().last + 1) {
      ranges.back().last = std::max(ranges.back().last, range.last);
    } else {
      ranges.push_back(range);
    }
  }
}

std::vector<CodePointRange> complement(const std::vector<CodePointRange>& ranges) {
  std::vector<CodePointRange> rest;
  char32_t next = 0;
  for (const CodePointRange& range : ranges) {
    if (range.first > next) append_without_surrogates(rest, {next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= kLastCodePoint) append_without_surrogates(rest, {next, kLastCodePoint});
  return rest;
}

bool contains(const std::vector<CodePointRange>& ranges, char32_t point) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), point,
                                      [](char32_t value, const CodePointRange& range) { return value < range.first; });
  return after != ranges.begin() && point <= std::prev(after)->last;
}

const CodePointSet& digits() {
  static const CodePointSet set = set_of({{'0', '9'}});
  return set;
}

const CodePointSet& words() {
  static const CodePointSet set = set_of({{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}});
  return set;
}

const CodePointSet& white_space() {
  static const CodePointSet set = set_of({{0x9, 0xD},
                                          {0x20, 0x20},
                                          {0xA0, 0xA0},
                                          {0x1680, 0x1680},
                                          {0x2000, 0x200A},
                                          {0x2028, 0x2029},
                                          {0x202F, 0x202F},
                                          {0x205F, 0x205F},
                                          {0x3000, 0x3000},
                                          {0xFEFF, 0xFEFF}});
  return set;
}

const CodePointSet& line_ends() {
  static const CodePointSet set = set_of({{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}});
  return set;
}

}  // namespace concord::pattern
