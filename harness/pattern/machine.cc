#include "machine.h"

#include <algorithm>

namespace concord::pattern {
namespace {

using Op = PatternInstruction::Op;

constexpr std::size_t kMostMemory = 1 << 20;      // of the states of one machine, in bytes
constexpr std::int64_t kMostWork = 20'000'000;  // instructions visited in one run: some 50 ms

}  // namespace

// The row, and behind it the place where its state is found.
struct Machine::State {
  explicit State(std::size_t columns) : row(std::make_unique<std::atomic<Way>[]>(columns + 1)) {
    for (std::size_t i = 0; i < columns; ++i) row[i].store(kMissing, std::memory_order_relaxed);
    row[columns].store(reinterpret_cast<Way>(this), std::memory_order_relaxed);
  }
  std::unique_ptr<std::atomic<Way>[]> row;
  const Frontier* frontier = nullptr;  // the key in the table of states
};

// Marks say in which round an instruction was met, so that they need no clearing. One a thread.
struct Machine::Workspace {
  std::vector<std::uint64_t> met, taken;
  std::vector<std::uint32_t> open, next;
  std::uint64_t round = 0;
  std::int64_t visits = 0;
  bool has_matched = false;

  void begin(std::size_t size) {
    if (met.size() < size) {
      met.resize(size, 0);
      taken.resize(size, 0);
    }
    ++round;
    open.clear();
    next.clear();
    visits = 1;
    has_matched = false;
  }
  void push(std::uint32_t at) {
    if (met[at] == round) return;
    met[at] = round;
    open.push_back(at);
  }
  void take(std::uint32_t at) {
    if (taken[at] == round) return;
    taken[at] = round;
    next.push_back(at);
  }
};

Machine::Machine(const RegularPattern& regular, const Program& program, bool stops_at_match)
    : regular_(regular),
      program_(program),
      stops_at_match_(stops_at_match),
      look_bits_(program.looks_around ? regular.looks.size() : 0),
      columns_(regular.symbols.count() << look_bits_) {}

Machine::~Machine() = default;

Frontier Machine::first() const {
  Frontier first;
  if (program_.is_anchored) first.at.push_back(program_.start);
  first.is_at_edge = program_.sees_edges;
  return first;
}

void Machine::visit(Workspace& space, const PatternInstruction& instruction, const Frontier& from, Symbol symbol,
                    std::uint8_t holds) const {
  const SymbolTable& symbols = regular_.symbols;
  const bool is_edge = symbol == symbols.edge();
  const auto pass_if = [&](bool passes) {
    if (passes) space.push(instruction.next);
  };
  switch (instruction.op) {
    case Op::Set:
      if (symbols.is_in(instruction.value, symbol)) space.take(instruction.next);
      break;
    case Op::Split:
      space.push(instruction.next);
      space.push(instruction.other);
      break;
    case Op::Start: pass_if(program_.is_backward ? is_edge : from.is_at_edge); break;
    case Op::End: pass_if(program_.is_backward ? from.is_at_edge : is_edge); break;
    case Op::WordBoundary: pass_if(from.is_after_word != symbols.is_in(regular_.word_set, symbol)); break;
    case Op::NoWordBoundary: pass_if(from.is_after_word == symbols.is_in(regular_.word_set, symbol)); break;
    case Op::Look: pass_if((holds >> instruction.value & 1) != 0); break;
    case Op::NoLook: pass_if((holds >> instruction.value & 1) == 0); break;
    case Op::Match: space.has_matched = true; break;
  }
}

void Machine::follow(Workspace& space, const Frontier& from, std::size_t column) const {
  const auto symbol = static_cast<Symbol>(column >> look_bits_);
  const auto holds = static_cast<std::uint8_t>(column & ((std::size_t{1} << look_bits_) - 1));
  space.begin(program_.code.size());
  for (const std::uint32_t at : from.at) space.push(at);
  if (!program_.is_anchored) space.push(program_.start);
  while (!space.open.empty() && !(space.has_matched && stops_at_match_)) {
    const std::uint32_t at = space.open.back();
    space.open.pop_back();
    ++space.visits;
    visit(space, program_.code[at], from, symbol, holds);
  }
}

bool Machine::advance(const Frontier& from, std::size_t column, Frontier& to, std::int64_t& work) const {
  thread_local Workspace space;
  follow(space, from, column);
  work -= space.visits;
  const auto symbol = static_cast<Symbol>(column >> look_bits_);
  to.at.assign(space.next.begin(), space.next.end());
  std::sort(to.at.begin(), to.at.end());
  to.is_at_edge = false;
  to.is_after_word = program_.sees_words && regular_.symbols.is_in(regular_.word_set, symbol);
  return space.has_matched;
}

const Frontier& Machine::frontier_of(Row row) const {
  return *reinterpret_cast<const State*>(row[columns_].load(std::memory_order_relaxed))->frontier;
}

// Under the lock.
Machine::Row Machine::intern(Frontier frontier) const {
  const auto found = states_.find(frontier);
  if (found != states_.end()) return found->second->row.get();
  const std::size_t size =
      columns_ * sizeof(Way) + frontier.at.size() * sizeof(std::uint32_t) + sizeof(State) + sizeof(Frontier);
  if (memory_ + size > kMostMemory) return nullptr;
  memory_ += size;
  const auto added = states_.emplace(std::move(frontier), std::make_unique<State>(columns_)).first;
  added->second->frontier = &added->first;
  return added->second->row.get();
}

Machine::Way Machine::learn(Row row, std::size_t column, std::int64_t& work) const {
  Frontier to;
  const bool has_matched = advance(frontier_of(row), column, to, work);
  Way way = has_matched ? kMatched : 0;
  if (has_matched && stops_at_match_) {
    way |= kDead;
  } else if (to.at.empty() && program_.is_anchored) {
    way |= kDead;
  } else {
    const std::lock_guard lock(mutex_);
    const Row next = intern(std::move(to));
    if (!next) return kMissing;
    way |= reinterpret_cast<Way>(next);
  }
  const_cast<std::atomic<Way>&>(row[column]).store(way, std::memory_order_release);
  return way;
}

Machine::Run::Run(const Machine& machine)
    : machine_(machine), row_(machine.first_.load(std::memory_order_acquire)), work_left_(kMostWork) {
  if (row_) return;
  {
    const std::lock_guard lock(machine.mutex_);
    row_ = machine.intern(machine.first());
  }
  if (!row_) loose_ = machine.first();
  machine.first_.store(row_, std::memory_order_release);
}

bool Machine::Run::take(Way way) {
  is_dead_ = (way & kDead) != 0;
  row_ = reinterpret_cast<Row>(way & ~kFlags);
  return (way & kMatched) != 0;
}

bool Machine::Run::step_unlearnt(std::size_t column) {
  if (row_) {
    const Way way = machine_.learn(row_, column, work_left_);
    if (way != kMissing) return take(way);
    loose_ = machine_.frontier_of(row_);
    row_ = nullptr;
  }
  Frontier to;
  const bool has_matched = machine_.advance(loose_, column, to, work_left_);
  loose_ = std::move(to);
  is_dead_ = (has_matched && machine_.stops_at_match_) || (machine_.program_.is_anchored && loose_.at.empty());
  return has_matched;
}

bool Machine::Run::step(Symbol symbol, std::uint8_t holds) {
  const std::size_t column = machine_.column(symbol, holds);
  if (!row_) return step_unlearnt(column);
  const Way way = row_[column].load(std::memory_order_acquire);
  return way == kMissing ? step_unlearnt(column) : take(way);
}

// The loop that nearly all texts are read by: ASCII, and ways that are known.
std::string_view Machine::Run::read_ahead(std::string_view text) {
  const SymbolTable& symbols = machine_.regular_.symbols;
  const char* at = text.data();
  const char* const end = at + text.size();
  Row row = row_;
  for (; row && at != end && static_cast<unsigned char>(*at) < 0x80; ++at) {
    const Way way = row[symbols.of_ascii(static_cast<unsigned char>(*at))].load(std::memory_order_acquire);
    if ((way & kFlags) != 0) break;
    row = reinterpret_cast<Row>(way);
  }
  row_ = row;
  return {at, end};
}

bool Machine::Run::find(std::string_view text) {
  const SymbolTable& symbols = machine_.regular_.symbols;
  for (text = read_ahead(text); !text.empty(); text = read_ahead(text)) {
    if (step(symbols.read(text))) return true;
    if (is_dead_ || has_given_up()) return false;
  }
  return step(symbols.edge());
}

}  // namespace concord::pattern
