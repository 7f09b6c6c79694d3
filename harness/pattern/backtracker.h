// The back end for patterns with back references, which no automaton can search: it tries all ways, as ECMA-262, 22.2.2
// says step by step. That can take exponential time, so its steps are counted. It takes every other pattern as well, by
// which the tests compare the other back ends with it.
//
// Nothing recurses: what is left to try is on a stack of its own, and so is how to undo what was noted since.
#pragma once
#include "resolved_sets.h"

#include <concord/pattern.h>

#include <memory>

namespace concord::pattern {

class Backtracker {
 public:
  // For texts within `reach`. Null when resolve_sets() gives nothing.
  static std::unique_ptr<const Backtracker> build(const Pattern& pattern, Reach reach);

  // GaveUp when it takes more than `steps`, which become less by what it took, or too much memory. Thread-safe.
  Regex::Match search(std::string_view text, std::int64_t& steps) const;
  // The same, and what the group has, 0 being the whole match.
  Regex::Found find(std::string_view text, std::uint32_t group, std::int64_t& steps) const;

 private:
  friend class BacktrackCompiler;
  friend class BacktrackRun;
  struct Instruction {
    enum class Op : std::uint8_t {
      Take,       // one of the set `value`
      TakeMany,   // least to most of it
      Split,      // on at `value`, else at `other`
      Jump,       // to `value`
      Open,       // a group: notes the place in register `value`
      Close,      // group `other`, which was opened in register `value`
      Refer,      // to the text of group `value`
      Start,
      End,
      Word,       // \b; negated: \B
      Look,       // what follows, up to LookEnd, must (not) match here; then on at `value`
      LookEnd,
      LoopBegin,  // loop `value`
      LoopHead,
      LoopEnter,
      LoopTail,
      Match,
    };
    Op op;
    bool is_backward = false, is_negated = false, is_lazy = false;
    std::uint32_t value = 0, other = 0;
    std::uint32_t least = 0, most = 0;
  };
  struct Loop {
    std::uint32_t least, most;
    bool is_lazy;
    std::uint32_t counter, start;            // registers
    std::uint32_t first_group, last_group;   // within it: they forget their text with each turn; none: first > last
    std::uint32_t head = 0, exit = 0;        // instructions
  };

  ResolvedSets sets_;
  std::vector<Instruction> code_;
  std::vector<Loop> loops_;
  std::uint32_t registers_ = 0;  // begin and end of each group first
  bool is_anchored_ = false;     // can only match from the begin of the text
};

}  // namespace concord::pattern
