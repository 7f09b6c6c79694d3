// A pattern without back references as instructions of a nondeterministic automaton that reads symbols.
//
// Each lookahead and lookbehind is a program of its own: run over the whole text, backward for a lookahead and forward
// for a lookbehind, it tells for each place whether it holds there. Programs around it then take those answers like
// symbols. So looking around costs one more pass each and never takes more than linear time, whatever the pattern.
#pragma once
#include "properties.h"
#include "symbols.h"

namespace concord::pattern {

struct PatternInstruction {
  enum class Op : std::uint8_t { Set, Split, Start, End, WordBoundary, NoWordBoundary, Look, NoLook, Match };
  Op op = Op::Match;
  std::uint32_t value = 0;  // of Set: index of the set; of Look, NoLook: of the program
  std::uint32_t next = 0;
  std::uint32_t other = 0;  // of Split: the second way
};

struct Program {
  std::vector<PatternInstruction> code;
  std::uint32_t start = 0;
  bool is_backward = false;    // reads from the end of the text to its begin
  bool is_anchored = false;    // can only match from the begin of the text
  bool sees_edges = false;     // has Start or End
  bool sees_words = false;     // has WordBoundary or its opposite
  bool looks_around = false;   // has Look or NoLook
};

struct RegularPattern {
  SymbolTable symbols;
  std::size_t word_set = 0;     // index of \w among the sets
  std::vector<Program> looks;  // inner ones first; at most kMostLooks
  Program main;
};

constexpr std::size_t kMostLooks = 6;

// Right for texts within `reach`. Nothing when there is a back reference, a property that PCRE2's tables lack, or more
// than the bounds allow.
std::optional<RegularPattern> make_regular(const Pattern& pattern, Reach reach);

}  // namespace concord::pattern
