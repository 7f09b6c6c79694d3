// A pattern without back references as instructions of a nondeterministic automaton that reads symbols.
//
// Each lookahead and lookbehind is a program of its own: run over the whole text, backward for a lookahead and forward
// for a lookbehind, it tells for each place whether it holds there. Programs around it then take those answers like
// symbols. So looking around costs one more pass each and never takes more than linear time, whatever the pattern. What
// must hold at the start of the text, as in ^(?=.*[0-9])(?!x), is asked there only: it is a search of its own.
#pragma once
#include "resolved_sets.h"

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

// What must, or must not, match at the start of the text.
struct StartCondition {
  Program program;  // anchored
  bool is_negated = false;
};

struct RegularPattern {
  ResolvedSets sets;
  std::vector<Program> looks;  // inner ones first; at most kMostLooks
  std::vector<StartCondition> conditions;
  Program main;
};

constexpr std::size_t kMostLooks = 64;

enum class NotRegular : std::uint8_t { No, BackReference, Looks, Size, Properties };

// Right for texts within `reach`. Nothing when there is a back reference, a property that PCRE2's tables lack, more
// than kMostLooks lookarounds, or more than a bound of instructions once repetitions are written out; `why` says which.
std::optional<RegularPattern> make_regular(const Pattern& pattern, Reach reach, NotRegular& why);

}  // namespace concord::pattern
