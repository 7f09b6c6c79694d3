// A program run as a deterministic automaton whose states are found while reading (as in grep and RE2). A state is the
// set of instructions that the program may be at; the way from a state by a symbol is worked out once, under a lock,
// and then is one load from the state's row, without a lock. States and rows are never moved or freed before the
// machine is.
//
// The memory for them is bounded. Past the bound the states are worked out for each symbol anew and forgotten: slower
// by a factor of the pattern's size, and linear still.
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
  static constexpr Way kFlags = 7;

  // One reading of a text. Not to be shared.
  class Run {
   public:
    explicit Run(const Machine& machine);
    // Reads on; `holds` are the lookarounds (bit i: program i) that hold before the symbol. Whether the program matches
    // there.
    bool step(Symbol symbol, std::uint8_t holds = 0);
    bool is_dead() const { return is_dead_; }
    bool has_given_up() const { return work_left_ <= 0; }

    // Reads all of `text` and the edge after it, ending at a match: for programs that read forward and do not look
    // around.
    bool find(std::string_view text);

   private:
    std::string_view read_ahead(std::string_view text);
    bool step_unlearnt(std::size_t column);
    bool take(Way way);

    const Machine& machine_;
    Row row_;
    Frontier loose_;  // when the bound on states is passed: then row_ is null
    std::int64_t work_left_;
    bool is_dead_ = false;
  };

 private:
  friend class Run;
  struct Workspace;
  struct State;

  std::size_t column(Symbol symbol, std::uint8_t holds) const {
    return (std::size_t{symbol} << look_bits_) | (look_bits_ == 0 ? 0 : holds);
  }
  // From `from` by the symbol of a column to `to`; whether the program matches before it. Takes what it costs off
  // `work`.
  bool advance(const Frontier& from, std::size_t column, Frontier& to, std::int64_t& work) const;
  void follow(Workspace& space, const Frontier& from, std::size_t column) const;
  void visit(Workspace& space, const PatternInstruction& instruction, const Frontier& from, Symbol symbol,
             std::uint8_t holds) const;
  // Works the way out and remembers it. kMissing when there is no room for the state it leads to.
  Way learn(Row row, std::size_t column, std::int64_t& work) const;
  Row intern(Frontier frontier) const;
  const Frontier& frontier_of(Row row) const;
  Frontier first() const;

  const RegularPattern& regular_;
  const Program& program_;
  const bool stops_at_match_;
  const std::size_t look_bits_;  // of a column, below the symbol
  const std::size_t columns_;
  mutable std::mutex mutex_;
  mutable std::map<Frontier, std::unique_ptr<State>> states_;
  mutable std::size_t memory_ = 0;
  mutable std::atomic<Row> first_ = nullptr;
};

}  // namespace concord::pattern
