#include "symbols.h"

#include <concord/base/text.h>

#include <algorithm>
#include <map>

namespace concord::pattern {
namespace {

constexpr std::size_t kMostSymbols = 1'000;

// Where one of the sets begins or ends: between two of them all code points are alike.
std::vector<char32_t> interval_begins(const std::vector<std::vector<CodePointRange>>& sets) {
  std::vector<char32_t> begins = {0};
  for (const auto& ranges : sets) {
    for (const CodePointRange& range : ranges) {
      begins.push_back(range.first);
      begins.push_back(range.last + 1);
    }
  }
  std::sort(begins.begin(), begins.end());
  begins.erase(std::unique(begins.begin(), begins.end()), begins.end());
  return begins;
}

// Splits the classes: intervals within the set leave those that share a class with them but lie outside.
void refine(std::vector<std::size_t>& classes, std::size_t& count, const std::vector<char32_t>& begins,
            const std::vector<CodePointRange>& ranges) {
  std::map<std::size_t, std::size_t> moved;
  for (const CodePointRange& range : ranges) {
    auto at = static_cast<std::size_t>(std::lower_bound(begins.begin(), begins.end(), range.first) - begins.begin());
    for (; at < begins.size() && begins[at] <= range.last; ++at) {
      const auto [to, is_new] = moved.emplace(classes[at], count);
      if (is_new) ++count;
      classes[at] = to->second;
    }
  }
}

// Classes as 0, 1, 2 ... in the order of their first interval; the number of them.
std::size_t renumber(std::vector<std::size_t>& classes) {
  std::map<std::size_t, std::size_t> numbers;
  for (std::size_t& each : classes) each = numbers.emplace(each, numbers.size()).first->second;
  return numbers.size();
}

}  // namespace

std::optional<SymbolTable> SymbolTable::make(const std::vector<std::vector<CodePointRange>>& sets) {
  SymbolTable table;
  table.begins_ = interval_begins(sets);
  std::vector<std::size_t> classes(table.begins_.size(), 0);
  std::size_t count = 1;
  for (const auto& ranges : sets) refine(classes, count, table.begins_, ranges);
  const std::size_t distinct = renumber(classes);
  if (distinct > kMostSymbols) return std::nullopt;
  table.count_ = distinct + 2;
  for (const std::size_t each : classes) table.symbols_.push_back(static_cast<Symbol>(each));
  for (unsigned char byte = 0; byte < 0x80; ++byte) table.ascii_[byte] = table.of(byte);
  table.members_.resize(sets.size() * table.count_);
  for (std::size_t set = 0; set < sets.size(); ++set) {
    for (const CodePointRange& range : sets[set]) {
      auto at = static_cast<std::size_t>(
          std::lower_bound(table.begins_.begin(), table.begins_.end(), range.first) - table.begins_.begin());
      for (; at < table.begins_.size() && table.begins_[at] <= range.last; ++at) {
        table.members_[set * table.count_ + table.symbols_[at]] = true;
      }
    }
  }
  return table;
}

Symbol SymbolTable::of(char32_t point) const {
  const auto after = std::upper_bound(begins_.begin(), begins_.end(), point);
  return symbols_[static_cast<std::size_t>(after - begins_.begin()) - 1];
}

Symbol SymbolTable::read(std::string_view& text) const {
  const auto byte = static_cast<unsigned char>(text.front());
  if (byte < 0x80) {
    text.remove_prefix(1);
    return ascii_[byte];
  }
  const auto [point, length] = base::decode_utf8(text);
  text.remove_prefix(length);
  return length == 1 ? invalid() : of(point);
}

}  // namespace concord::pattern
