// Symbols: classes of code points that a pattern does not tell apart. An automaton reads them instead of code points,
// so that a state needs a few transitions and not 0x110000.
#pragma once
#include "tree.h"

#include <array>
#include <optional>

namespace concord::pattern {

using Symbol = std::uint16_t;

class SymbolTable {
 public:
  // The coarsest classes that are wholly inside or outside each of `sets` (as after normalize()). Nothing when there
  // are more than a bound allows.
  static std::optional<SymbolTable> make(const std::vector<std::vector<CodePointRange>>& sets);

  Symbol of_ascii(unsigned char byte) const { return ascii_[byte]; }  // below 0x80
  Symbol of(char32_t point) const;
  // Reads one code point at the start of `text`, which is not empty; bytes that are no UTF-8 are invalid().
  Symbol read(std::string_view& text) const;
  Symbol invalid() const { return static_cast<Symbol>(count_ - 2); }  // in no set
  Symbol edge() const { return static_cast<Symbol>(count_ - 1); }     // the end of the text, or its begin
  std::size_t count() const { return count_; }                        // with those two

  // Whether the symbol lies in the set of this index.
  bool is_in(std::size_t set, Symbol symbol) const { return members_[set * count_ + symbol]; }

 private:
  std::array<Symbol, 128> ascii_ = {};
  std::vector<char32_t> begins_;  // of the intervals, sorted
  std::vector<Symbol> symbols_;   // of each
  std::vector<bool> members_;
  std::size_t count_ = 0;
};

}  // namespace concord::pattern
