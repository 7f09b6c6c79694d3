#include "machine.h"

#include <algorithm>

namespace concord::pattern {
namespace {

using Op = PatternInstruction::Op;

constexpr std::size_t kMostMemory = 1 << 20;   // of the states of one machine, in bytes
constexpr std::size_t kMostLearntLooks = 6;
constexpr std::uint32_t kFreeVisits = 64;      // of one symbol; what a way takes beyond costs so many steps each:
constexpr std::uint32_t kStepsPerVisit = 2;

}  // namespace

// The row, and behind it the place where its state is found.
struct Machine::State {
  explicit State(std::size_t columns) : row(std::make_unique<std::atomic<Way>[]>(columns + 1)) {
    for (std::size_t i = 0; i < columns; ++i) row[i].store(kMissing, std::memory_order_relaxed);
    row[columns].store(reinterpret_cast<Way>(this), std::memory_order_relaxed);
  }
  std::unique_ptr<std::atomic<Way>[]> row;
  std::vector<std::uint32_t> visits = {};  // of ways that are dear, by column; written before the way is
  const Frontier* frontier = nullptr;      // the key in the table of states
};

// Marks say in which round an instruction was met, so that they need no clearing. One a thread.
struct Machine::Workspace {
  std::vector<std::uint64_t> met, taken;
  std::vector<std::uint32_t> open, next;
  std::uint64_t round = 0;
  std::uint32_t visits = 0;
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
      learns_(!program.looks_around || regular.looks.size() <= kMostLearntLooks),
      look_bits_(program.looks_around && learns_ ? regular.looks.size() : 0),
      columns_(regular.sets.symbols.count() << look_bits_) {}

Machine::~Machine() = default;

Frontier Machine::first() const {
  Frontier first;
  if (program_.is_anchored) first.at.push_back(program_.start);
  first.is_at_edge = program_.sees_edges;
  return first;
}

void Machine::visit(Workspace& space, const PatternInstruction& instruction, const Frontier& from, Symbol symbol,
                    std::uint64_t holds) const {
  const SymbolTable& symbols = regular_.sets.symbols;
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
    case Op::WordBoundary: pass_if(from.is_after_word != symbols.is_in(regular_.sets.word_set, symbol)); break;
    case Op::NoWordBoundary: pass_if(from.is_after_word == symbols.is_in(regular_.sets.word_set, symbol)); break;
    case Op::Look: pass_if((holds >> instruction.value & 1) != 0); break;
    case Op::NoLook: pass_if((holds >> instruction.value & 1) == 0); break;
    case Op::Match: space.has_matched = true; break;
  }
}

void Machine::follow(Workspace& space, const Frontier& from, Symbol symbol, std::uint64_t holds) const {
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

bool Machine::advance(const Frontier& from, Symbol symbol, std::uint64_t holds, Frontier& to,
                      std::uint32_t& visits) const {
  thread_local Workspace space;
  follow(space, from, symbol, holds);
  visits = space.visits;
  to.at.assign(space.next.begin(), space.next.end());
  std::sort(to.at.begin(), to.at.end());
  to.is_at_edge = false;
  to.is_after_word = program_.sees_words && regular_.sets.symbols.is_in(regular_.sets.word_set, symbol);
  return space.has_matched;
}

Machine::State& Machine::state_of(Row row) const {
  return *reinterpret_cast<State*>(row[columns_].load(std::memory_order_relaxed));
}
const Frontier& Machine::frontier_of(Row row) const { return *state_of(row).frontier; }

// Under the lock.
Machine::Row Machine::intern(Frontier frontier) const {
  const auto found = states_.find(frontier);
  if (found != states_.end()) return found->second->row.get();
  const std::size_t size =
      columns_ * sizeof(Way) + frontier.at.size() * sizeof(std::uint32_t) + sizeof(State) + sizeof(Frontier);
  if (!learns_ || memory_ + size > kMostMemory) return nullptr;
  memory_ += size;
  const auto added = states_.emplace(std::move(frontier), std::make_unique<State>(columns_)).first;
  added->second->frontier = &added->first;
  return added->second->row.get();
}

Machine::Way Machine::learn(Row row, Symbol symbol, std::uint64_t holds, std::uint32_t& visits) const {
  Frontier to;
  const bool has_matched = advance(frontier_of(row), symbol, holds, to, visits);
  const std::size_t at = column(symbol, holds);
  const std::lock_guard lock(mutex_);
  Way way = row[at].load(std::memory_order_relaxed);
  if (way != kMissing) return way;  // another thread was sooner
  way = has_matched ? kMatched : 0;
  if ((has_matched && stops_at_match_) || (to.at.empty() && program_.is_anchored)) {
    way |= kDead;
  } else {
    const Row next = intern(std::move(to));
    if (!next) return kMissing;
    way |= reinterpret_cast<Way>(next);
  }
  if (visits > kFreeVisits) {
    way |= kDear;
    State& state = state_of(row);
    state.visits.resize(columns_);
    state.visits[at] = visits;
  }
  const_cast<std::atomic<Way>&>(row[at]).store(way, std::memory_order_release);
  return way;
}

Machine::Run::Run(const Machine& machine, std::int64_t& steps)
    : machine_(machine), row_(machine.first_.load(std::memory_order_acquire)), steps_(steps) {
  if (row_) return;
  {
    const std::lock_guard lock(machine.mutex_);
    row_ = machine.intern(machine.first());
  }
  if (!row_) loose_ = machine.first();
  machine.first_.store(row_, std::memory_order_release);
}

void Machine::Run::pay(std::uint32_t visits) {
  if (visits > kFreeVisits) steps_ -= kStepsPerVisit * (visits - kFreeVisits);
}

bool Machine::Run::take(Way way) {
  is_dead_ = (way & kDead) != 0;
  row_ = reinterpret_cast<Row>(way & ~kFlags);
  return (way & kMatched) != 0;
}

bool Machine::Run::step_unlearnt(Symbol symbol, std::uint64_t holds) {
  std::uint32_t visits = 0;
  if (row_) {
    const Way way = machine_.learn(row_, symbol, holds, visits);
    if (way != kMissing) {
      pay(visits);
      return take(way);
    }
    loose_ = machine_.frontier_of(row_);
    row_ = nullptr;
  }
  const bool has_matched = machine_.advance(loose_, symbol, holds, next_, visits);
  pay(visits);
  std::swap(loose_, next_);
  is_dead_ = (has_matched && machine_.stops_at_match_) || (machine_.program_.is_anchored && loose_.at.empty());
  return has_matched;
}

bool Machine::Run::step(Symbol symbol, std::uint64_t holds) {
  if (!row_) return step_unlearnt(symbol, holds);
  const std::size_t column = machine_.column(symbol, holds);
  const Way way = row_[column].load(std::memory_order_acquire);
  if (way == kMissing) return step_unlearnt(symbol, holds);
  if (way & kDear) pay(machine_.state_of(row_).visits[column]);
  return take(way);
}

// The loop that nearly all texts are read by: ASCII, and ways that are known.
std::string_view Machine::Run::read_ahead(std::string_view text) {
  const SymbolTable& symbols = machine_.regular_.sets.symbols;
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
  const SymbolTable& symbols = machine_.regular_.sets.symbols;
  for (text = read_ahead(text); !text.empty(); text = read_ahead(text)) {
    if (step(symbols.read(text))) return true;
    if (is_dead_ || has_given_up()) return false;
  }
  return step(symbols.edge());
}

}  // namespace concord::pattern
