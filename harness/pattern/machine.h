// A program run as a deterministic automaton whose states are found while reading (as in grep and RE2). A state is the
// set of instructions that the program may be at; the way from a state by a symbol is worked out once, under a lock,
// and then is one load from the state's row, without a lock. States and rows are never moved or freed before the
// machine is.
//
// The memory for them is bounded. Past the bound, and where many lookarounds would make rows too long, the states are
// worked out for each symbol anew and forgotten: slower by a factor of the pattern's size, and linear still.
//
// What a search costs is counted in steps: the instructions that a symbol leads through, where they are many. That is
// counted alike whether a way is found or known, so that it does not depend on what was searched before.
#pragma once
#include "program.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

namespace concord::pattern {

// Which instructions the program may be at between two symbols, and what was read before as far as it matters.
struct Frontier {
  std::vector<std::uint32_t> at = {};  // sorted; without what can be reached from there and reads nothing
  bool is_at_edge = false;             // nothing was read yet
  bool is_after_word = false;
  friend auto operator<=>(const Frontier&, const Frontier&) = default;
};

class Machine {
 public:
  // `regular` must outlive the machine. With `stops_at_match` a run ends at the first match.
  Machine(const RegularPattern& regular, const Program& program, bool stops_at_match);
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  ~Machine();

  // What a symbol leads to: a row, with these flags in its lowest bits; or flags alone.
  using Way = std::uintptr_t;
  using Row = const std::atomic<Way>*;
  static constexpr Way kMatched = 1;   // the program matches before the symbol
  static constexpr Way kDead = 2;      // nothing can match any more
  static constexpr Way kMissing = 4;   // not worked out yet
  static constexpr Way kDear = 8;      // costs steps
  static constexpr Way kFlags = 15;

  // One reading of a text. Not to be shared.
  class Run {
   public:
    // Takes its steps off `steps`, which outlives it; below 0 they are used up.
    Run(const Machine& machine, std::int64_t& steps);
    // Reads on; `holds` are the lookarounds (bit i: program i) that hold before the symbol. Whether the program matches
    // there.
    bool step(Symbol symbol, std::uint64_t holds = 0);
    bool is_dead() const { return is_dead_; }
    bool has_given_up() const { return steps_ < 0; }

    // Reads all of `text` and the edge after it, ending at a match: for programs that read forward and do not look
    // around.
    bool find(std::string_view text);

   private:
    std::string_view read_ahead(std::string_view text);
    bool step_unlearnt(Symbol symbol, std::uint64_t holds);
    bool take(Way way);
    void pay(std::uint32_t visits);

    const Machine& machine_;
    Row row_;
    Frontier loose_, next_;  // when the bound on states is passed: then row_ is null
    std::int64_t& steps_;
    bool is_dead_ = false;
  };

 private:
  friend class Run;
  struct Workspace;
  struct State;

  std::size_t column(Symbol symbol, std::uint64_t holds) const {
    return (std::size_t{symbol} << look_bits_) | (look_bits_ == 0 ? 0 : static_cast<std::size_t>(holds));
  }
  // From `from` by the symbol to `to`; whether the program matches before it. `visits`: the instructions met.
  bool advance(const Frontier& from, Symbol symbol, std::uint64_t holds, Frontier& to, std::uint32_t& visits) const;
  void follow(Workspace& space, const Frontier& from, Symbol symbol, std::uint64_t holds) const;
  void visit(Workspace& space, const PatternInstruction& instruction, const Frontier& from, Symbol symbol,
             std::uint64_t holds) const;
  // Works the way out and remembers it. kMissing when there is no room for the state it leads to.
  Way learn(Row row, Symbol symbol, std::uint64_t holds, std::uint32_t& visits) const;
  State& state_of(Row row) const;
  Row intern(Frontier frontier) const;
  const Frontier& frontier_of(Row row) const;
  Frontier first() const;

  const RegularPattern& regular_;
  const Program& program_;
  const bool stops_at_match_;
  const bool learns_;            // false: rows would be too long
  const std::size_t look_bits_;  // of a column, below the symbol
  const std::size_t columns_;
  mutable std::mutex mutex_;
  mutable std::map<Frontier, std::unique_ptr<State>> states_;
  mutable std::size_t memory_ = 0;
  mutable std::atomic<Row> first_ = nullptr;
};

}  // namespace concord::pattern
